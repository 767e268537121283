package io.florin.gateway.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Keep-alive connections to the HTTP port of one node of a list, on the JDK's client; where a connection is lost, the
 * next node is asked. A caller waits while as many requests are under way as there may be connections. Any thread.
 */
final class HttpConnections implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 32;
    private static final long PAUSE_MS = 50;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(2);

    private final ClientConfig config;
    private final HttpClient http;
    private final Duration timeout;
    private final ClientKey key;
    private final Optional<RequestSigner> signer;
    private final Semaphore free = new Semaphore(CONNECTIONS_MAX);
    private volatile int node; // index of the one that is asked
    private volatile boolean isClosed;

    private HttpConnections(ClientConfig config, InstantSource clock) {
        this.config = config;
        timeout = Duration.ofNanos(config.timeoutNs());
        key = config.key();
        signer = key.signature().map(algorithm -> new RequestSigner(key, algorithm, clock));
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
        config.tls().ifPresent(tls -> builder.sslContext(tls.jdkContext()));
        http = builder.build();
    }

    /**
     * Looks whether somebody listens, as the binary client does, so that a wrong address is heard of where it was
     * given; through TLS also whether it is who was asked for. Else the first request tells who it is.
     *
     * @throws IllegalStateException if no node does; the message ends in {@code address=host:port}.
     */
    static HttpConnections open(ClientConfig config) {
        return open(config, InstantSource.system());
    }

    /** The same, with the clock of whoever signs. */
    static HttpConnections open(ClientConfig config, InstantSource clock) {
        var connections = new HttpConnections(config, clock);
        IllegalStateException nobody = null;
        for (int i = 0; i < config.addresses().size(); i++) {
            try {
                probe(config, config.addresses().get(i));
                connections.node = i;
                return connections;
            } catch (IllegalStateException notThere) {
                if (nobody == null) nobody = notThere;
            }
        }
        connections.http.close();
        throw nobody == null ? new IllegalStateException("no address was given") : nobody;
    }

    private static void probe(ClientConfig config, InetSocketAddress address) {
        try (var probe = new Socket()) {
            int timeoutMs = (int) TimeUnit.NANOSECONDS.toMillis(config.timeoutNs());
            probe.connect(address, timeoutMs);
            probe.setSoTimeout(timeoutMs);
            if (config.tls().isPresent()) {
                config.tls().get().over(probe, address).close();
            }
        } catch (SSLException notOurs) {
            throw new IllegalStateException(
                    "no TLS with this node (" + notOurs.getMessage() + "): address=" + address.getHostString() + ":"
                            + address.getPort(),
                    notOurs);
        } catch (IOException nobody) {
            throw new IllegalStateException(
                    "nobody answers: address=" + address.getHostString() + ":" + address.getPort(), nobody);
        }
    }

    /**
     * Sends it as soon as a connection is free, and again, to the next node, while nobody has answered it and there is
     * time: the same request under the same ids. The form makes the answer of the response, or throws a problem.
     */
    <T> CompletableFuture<T> send(HttpCall call, Function<HttpResponse<byte[]>, T> form) {
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
        long beginNs = System.nanoTime();
        return attempt(call, form, beginNs, false).whenComplete((answer, failure) -> {
            free.release();
            count(call, failure, beginNs);
        });
    }

    /** One attempt, and those behind it; {@code wasLost} if nobody knows what became of one before. */
    private <T> CompletableFuture<T> attempt(
            HttpCall call, Function<HttpResponse<byte[]>, T> form, long beginNs, boolean wasLost) {
        int here = node;
        config.metrics().sent(call.events(), wasLost);
        CompletableFuture<CompletableFuture<T>> answer = http.sendAsync(
                        request(call, here, beginNs), HttpResponse.BodyHandlers.ofByteArray())
                .handle((response, failure) -> {
                    if (failure == null) return answered(call, response, form, beginNs, wasLost, here);
                    FlorinException lost = lost(failure);
                    boolean isOpen = wasLost || lost instanceof OutcomeUnknownException;
                    if (!mayTryAgain(beginNs) || isHopeless(failure)) {
                        return CompletableFuture.failedFuture(isOpen ? unknown(lost) : lost);
                    }
                    goOn(here, String.valueOf(lost.getMessage()));
                    return later(call, form, beginNs, isOpen);
                });
        return answer.thenCompose(Function.identity());
    }

    private <T> CompletableFuture<T> answered(
            HttpCall call,
            HttpResponse<byte[]> response,
            Function<HttpResponse<byte[]>, T> form,
            long beginNs,
            boolean wasLost,
            int here) {
        try {
            return CompletableFuture.completedFuture(read(response, form));
        } catch (NotExecutedException refused) {
            boolean isElsewhere =
                    refused.code().equals("not_primary") && config.addresses().size() > 1;
            if (isElsewhere && mayTryAgain(beginNs)) {
                goOn(here, refused.code());
                return later(call, form, beginNs, wasLost);
            }
            // Definite of this attempt alone, unless the ledger itself has decided.
            boolean isDecided = HttpForm.isDecided(response);
            return CompletableFuture.failedFuture(wasLost && !isDecided ? unknown(refused) : refused);
        } catch (FlorinException unanswered) {
            return CompletableFuture.failedFuture(unanswered);
        }
    }

    private <T> CompletableFuture<T> later(
            HttpCall call, Function<HttpResponse<byte[]>, T> form, long beginNs, boolean wasLost) {
        var afterPause = CompletableFuture.delayedExecutor(PAUSE_MS, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> attempt(call, form, beginNs, wasLost), afterPause)
                .thenCompose(Function.identity());
    }

    private boolean mayTryAgain(long beginNs) {
        long leftNs = config.timeoutNs() - (System.nanoTime() - beginNs);
        return config.reconnects() && !isClosed && leftNs > TimeUnit.MILLISECONDS.toNanos(2 * PAUSE_MS);
    }

    /** What will be the same the next time. */
    private static boolean isHopeless(Throwable failure) {
        return cause(failure) instanceof SSLHandshakeException;
    }

    /** From now on the next node is asked, unless somebody has gone on already. */
    private void goOn(int here, String reason) {
        List<InetSocketAddress> nodes = config.addresses();
        config.metrics().disconnected(nodes.get(here), reason);
        if (node == here) node = (here + 1) % nodes.size();
    }

    private static OutcomeUnknownException unknown(FlorinException last) {
        return last instanceof OutcomeUnknownException already
                ? already
                : new OutcomeUnknownException("an attempt was lost before: " + last.getMessage());
    }

    private void count(HttpCall call, @Nullable Throwable failure, long beginNs) {
        if (failure == null) config.metrics().answered(call.events(), System.nanoTime() - beginNs);
        else if (cause(failure) instanceof NotExecutedException not) {
            config.metrics().notExecuted(call.events(), not.code());
        } else {
            config.metrics().unknown(call.events());
        }
    }

    /** One attempt, which says who asks: by the key itself, or by a signature that is good for this attempt alone. */
    private HttpRequest request(HttpCall call, int here, long beginNs) {
        InetSocketAddress address = config.addresses().get(here);
        String scheme = config.tls().isPresent() ? "https://" : "http://";
        URI uri = URI.create(scheme + address.getHostString() + ":" + address.getPort() + call.target());
        long leftNs = Math.max(1, config.timeoutNs() - (System.nanoTime() - beginNs));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofNanos(leftNs));
        call.headers().forEach(request::header);
        if (signer.isPresent()) {
            signer.get().sign(call, request::header);
        } else if (!key.text().isEmpty()) {
            request.header("Authorization", "Bearer " + key.text());
        }
        boolean hasBody = call.body().length > 0;
        return request.method(
                        call.method(), hasBody ? BodyPublishers.ofByteArray(call.body()) : BodyPublishers.noBody())
                .build();
    }

    private static <T> CompletableFuture<T> notSent(String code, String why) {
        return CompletableFuture.failedFuture(new NotExecutedException(code, why, 0));
    }

    private <T> T read(HttpResponse<byte[]> response, Function<HttpResponse<byte[]>, T> form) {
        try {
            return form.apply(response);
        } catch (NotExecutedException refused) {
            throw signer.isPresent() ? signer.get().explained(refused) : refused;
        } catch (FlorinException answer) {
            throw answer;
        } catch (RuntimeException unread) {
            throw new OutcomeUnknownException("an answer that is none of Florin's, with status " + response.statusCode()
                    + ": " + unread.getMessage());
        }
    }

    /** Nobody there: not executed. Anything else that went wrong on the way may have been executed. */
    private static FlorinException lost(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof SSLHandshakeException) {
            return new NotExecutedException("finished", "no TLS with this node: " + cause.getMessage(), 0);
        }
        if (cause instanceof ConnectException) return new NotExecutedException("finished", "nobody answers", 0);
        String what = cause instanceof IOException ? "the connection was lost" : "no answer";
        return new OutcomeUnknownException(what + ": " + cause);
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
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
