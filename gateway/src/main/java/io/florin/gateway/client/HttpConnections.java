package io.florin.gateway.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Keep-alive connections to one HTTP port, on the JDK's client. A caller waits while as many requests are under way as
 * there may be connections. Any thread.
 */
final class HttpConnections implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 32;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

    private final HttpClient http;
    private final String base;
    private final Duration timeout;
    private final String apiKey;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX);
    private volatile boolean isClosed;

    private HttpConnections(ClientConfig config) {
        timeout = Duration.ofNanos(config.timeoutNs());
        apiKey = config.apiKey();
        base = (config.tls().isPresent() ? "https://" : "http://")
                + config.address().getHostString() + ":" + config.address().getPort();
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        config.tls().ifPresent(tls -> builder.sslContext(tls.jdkContext()));
        http = builder.build();
    }

    /**
     * Looks whether somebody listens, as the binary client does, so that a wrong address is heard of where it was
     * given; through TLS also whether it is who was asked for. Else the first request tells who it is.
     *
     * @throws IllegalStateException if nobody does; the message ends in {@code address=host:port}.
     */
    static HttpConnections open(ClientConfig config) {
        InetSocketAddress address = config.address();
        try (var probe = new Socket()) {
            int timeoutMs = (int) TimeUnit.NANOSECONDS.toMillis(config.timeoutNs());
            probe.connect(address, timeoutMs);
            probe.setSoTimeout(timeoutMs);
            if (config.tls().isPresent()) config.tls().get().shakeHands(probe, address);
        } catch (SSLException notOurs) {
            throw new IllegalStateException(
                    "no TLS with this node (" + notOurs.getMessage() + "): address=" + address.getHostString() + ":"
                            + address.getPort(),
                    notOurs);
        } catch (IOException nobody) {
            throw new IllegalStateException(
                    "nobody answers: address=" + address.getHostString() + ":" + address.getPort(), nobody);
        }
        return new HttpConnections(config);
    }

    /** A request to this path, without method and body yet. */
    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
        return apiKey.isEmpty() ? request : request.header("Authorization", "Bearer " + apiKey);
    }

    /** Sends it as soon as a connection is free. The form makes the answer of the response, or throws a problem. */
    <T> CompletableFuture<T> send(HttpRequest request, Function<HttpResponse<byte[]>, T> form) {
        try {
            if (!free.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return notSent("window_exceeded", "no answer in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return notSent("window_exceeded", "interrupted");
        }
        if (isClosed) {
            free.release();
            return notSent("finished", "not sent: the client was closed");
        }
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).handle((response, failure) -> {
            free.release();
            if (failure != null) throw lost(failure);
            return read(response, form);
        });
    }

    private static <T> CompletableFuture<T> notSent(String code, String why) {
        return CompletableFuture.failedFuture(new NotExecutedException(code, why, 0));
    }

    private static <T> T read(HttpResponse<byte[]> response, Function<HttpResponse<byte[]>, T> form) {
        try {
            return form.apply(response);
        } catch (FlorinException answer) {
            throw answer;
        } catch (RuntimeException unread) {
            throw new OutcomeUnknownException("an answer that is none of Florin's, with status " + response.statusCode()
                    + ": " + unread.getMessage());
        }
    }

    /** Nobody there: not executed. Anything else that went wrong on the way may have been executed. */
    private static FlorinException lost(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof SSLHandshakeException) {
            return new NotExecutedException("finished", "no TLS with this node: " + cause.getMessage(), 0);
        }
        if (cause instanceof ConnectException) return new NotExecutedException("finished", "nobody answers", 0);
        String what = cause instanceof IOException ? "the connection was lost" : "no answer";
        return new OutcomeUnknownException(what + ": " + cause);
    }

    /** Sends nothing more, lets answers under way come for up to two seconds, then cuts what is left. */
    @Override
    public void close() {
        isClosed = true;
        try {
            if (free.tryAcquire(CONNECTIONS_MAX, DRAIN_NS, TimeUnit.NANOSECONDS)) free.release(CONNECTIONS_MAX);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
        http.close();
    }
}
