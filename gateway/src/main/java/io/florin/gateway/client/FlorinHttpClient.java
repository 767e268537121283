package io.florin.gateway.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The twin that speaks HTTP, on the JDK's client. Requests that create go as batches; lookups are one GET for each
 * id. A caller waits while as many requests are under way as the client has connections.
 *
 * <p>HTTP does not tell yet what became of an id that was refused, so a lookup answers {@code UNKNOWN} for it.
 */
public final class FlorinHttpClient implements Florin {
    private static final int CONNECTIONS_MAX = 32;
    private static final int NOT_FOUND = 404;
    private static final int SUCCESS_END = 300;

    private final HttpClient http;
    private final String base;
    private final Duration timeout;
    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);

    private FlorinHttpClient(ClientConfig config) {
        timeout = Duration.ofNanos(config.timeoutNs());
        base = "http://" + config.address().getHostString() + ":"
                + config.address().getPort();
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /** A client of this node's HTTP port; connections are opened as they are needed. */
    public static FlorinHttpClient connect(ClientConfig config) {
        return new FlorinHttpClient(Objects.requireNonNull(config));
    }

    @Override
    public CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options) {
        return create("/v1/accounts/batch", HttpForm.accounts(accounts), options);
    }

    @Override
    public CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options) {
        return create("/v1/transfers/batch", HttpForm.transfers(transfers), options);
    }

    private CompletableFuture<Results> create(String path, String body, RequestOptions options) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (options.notAfterNs() > 0) request.header("Florin-Not-After", HttpForm.time(options.notAfterNs()));
        options.durability().ifPresent(level -> request.header("Prefer", "durability=" + name(level)));
        return send(request.build(), response -> {
            if (response.statusCode() >= SUCCESS_END) throw HttpForm.problem(response);
            return HttpForm.results(response);
        });
    }

    private static String name(Durability level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids) {
        return lookup(
                "/v1/accounts/",
                ids,
                (id, response) -> response.statusCode() == NOT_FOUND
                        ? Optional.empty()
                        : Optional.of(HttpForm.account(response)));
    }

    @Override
    public CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids) {
        return lookup(
                "/v1/transfers/",
                ids,
                (id, response) -> response.statusCode() == NOT_FOUND
                        ? new TransferOutcome(
                                id,
                                TransferOutcome.Outcome.UNKNOWN,
                                Optional.empty(),
                                TransferOutcome.Pending.NONE,
                                Optional.empty())
                        : HttpForm.outcome(response));
    }

    private record Row<T>(Position position, T value) {}

    @FunctionalInterface
    private interface RowForm<T> {
        T read(UUID id, HttpResponse<byte[]> response);
    }

    private <T> CompletableFuture<Lookup<T>> lookup(String path, List<UUID> ids, RowForm<T> form) {
        List<CompletableFuture<Row<T>>> rows = new ArrayList<>(ids.size());
        for (UUID id : ids) {
            rows.add(send(request(path + id).GET().build(), response -> {
                boolean isAnswer = response.statusCode() < SUCCESS_END || response.statusCode() == NOT_FOUND;
                if (!isAnswer) throw HttpForm.problem(response);
                return new Row<>(HttpForm.position(response), form.read(id, response));
            }));
        }
        return CompletableFuture.allOf(rows.toArray(CompletableFuture[]::new)).thenApply(all -> together(rows));
    }

    /** Each row was read behind a position of its own; all hold behind the earliest. */
    private static <T> Lookup<T> together(List<CompletableFuture<Row<T>>> rows) {
        List<T> values = new ArrayList<>(rows.size());
        Position earliest = rows.getFirst().join().position();
        for (CompletableFuture<Row<T>> future : rows) {
            Row<T> row = future.join();
            values.add(row.value());
            if (row.position().sequence() < earliest.sequence()) earliest = row.position();
        }
        return new Lookup<>(earliest, values);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(timeout);
    }

    private <T> CompletableFuture<T> send(HttpRequest request, Function<HttpResponse<byte[]>, T> form) {
        try {
            if (!connections.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                return CompletableFuture.failedFuture(
                        new NotExecutedException("window_exceeded", "no answer in time", 0));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(new NotExecutedException("window_exceeded", "interrupted", 0));
        }
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).handle((response, failure) -> {
            connections.release();
            if (failure != null) throw lost(failure);
            return form.apply(response);
        });
    }

    /** Nobody there: not executed. Anything else that went wrong on the way may have been executed. */
    private static FlorinException lost(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ConnectException) return new NotExecutedException("finished", "nobody answers", 0);
        String what = cause instanceof IOException ? "the connection was lost" : "no answer";
        return new OutcomeUnknownException(what + ": " + cause);
    }

    @Override
    public void close() {
        http.shutdown();
        boolean isQuiet = connections.tryAcquire(CONNECTIONS_MAX);
        if (!isQuiet) http.shutdownNow();
        http.close();
    }
}
