package io.florin.gateway.client;

import io.florin.gateway.client.TransferOutcome.Outcome;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The twin that speaks HTTP, on the JDK's client. Requests that create go as batches; a change of limits or status is
 * one PUT for each account, a lookup one GET for each id, and another for an id that no transfer has.
 *
 * <p>What differs from the binary twin: HTTP does not say when a change of limits or status was refused, so such an
 * {@link EventResult#timestampNs} is 0; and rows of one lookup are each read behind a position of their own, of which
 * the answer names the earliest. Futures end on threads of the JDK's client.
 */
public final class FlorinHttpClient implements Florin {
    private static final int NOT_FOUND = 404;
    private static final int SUCCESS_END = 300;

    private final HttpConnections connections;

    private FlorinHttpClient(HttpConnections connections) {
        this.connections = connections;
    }

    /**
     * A client of this node's HTTP port; connections are opened as they are needed.
     *
     * @throws IllegalStateException if nobody listens there; the message ends in {@code address=host:port}.
     */
    public static FlorinHttpClient connect(ClientConfig config) {
        return new FlorinHttpClient(HttpConnections.open(Objects.requireNonNull(config)));
    }

    @Override
    public CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options) {
        Florin.requireEvents(accounts.size());
        return create("/v1/accounts/batch", HttpForm.accounts(accounts), options);
    }

    @Override
    public CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options) {
        Florin.requireEvents(transfers.size());
        return create("/v1/transfers/batch", HttpForm.transfers(transfers), options);
    }

    private CompletableFuture<Results> create(String path, String body, RequestOptions options) {
        HttpRequest.Builder request = request(path, options).POST(HttpRequest.BodyPublishers.ofString(body));
        if (options.hasKey()) {
            request.header("Idempotency-Key", options.requestKey().toString());
        }
        return connections.send(request.build(), response -> {
            if (response.statusCode() >= SUCCESS_END) throw HttpForm.problem(response);
            return HttpForm.results(response);
        });
    }

    @Override
    public CompletableFuture<Results> setAccountLimits(List<LimitsChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        return puts(changes, options, change -> request("/v1/accounts/" + change.accountId() + "/limits", options)
                .header("If-Match", '"' + Integer.toUnsignedString(change.expectedVersion()) + '"')
                .PUT(HttpRequest.BodyPublishers.ofString(HttpForm.limits(change))));
    }

    @Override
    public CompletableFuture<Results> setAccountStatus(List<StatusChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        return puts(changes, options, change -> request("/v1/accounts/" + change.accountId() + "/status", options)
                .PUT(HttpRequest.BodyPublishers.ofString(HttpForm.status(change))));
    }

    /** One request for each change, each under a key: the first under the one that was asked for. */
    private <T> CompletableFuture<Results> puts(
            List<T> changes, RequestOptions options, Function<T, HttpRequest.Builder> form) {
        List<CompletableFuture<Results>> answers = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            String key = options.hasKey()
                    ? options.requestKey() + (i == 0 ? "" : "-" + i)
                    : Ids.next().toString();
            HttpRequest put =
                    form.apply(changes.get(i)).header("Idempotency-Key", key).build();
            int index = i;
            answers.add(connections.send(put, response -> HttpForm.applied(response, index)));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> Results.together(
                        answers.stream().map(CompletableFuture::join).toList()));
    }

    private HttpRequest.Builder request(String path, RequestOptions options) {
        HttpRequest.Builder request = connections.request(path).header("Content-Type", "application/json");
        if (options.notAfterNs() > 0) request.header("Florin-Not-After", HttpForm.time(options.notAfterNs()));
        options.durability()
                .ifPresent(level ->
                        request.header("Prefer", "durability=" + level.name().toLowerCase(Locale.ROOT)));
        return request;
    }

    @Override
    public CompletableFuture<Lookup<Optional<Account>>> lookupAccounts(List<UUID> ids) {
        Florin.requireEvents(ids.size());
        return rows(ids, id -> found("/v1/accounts/" + id, HttpForm::account));
    }

    @Override
    public CompletableFuture<Lookup<TransferOutcome>> lookupTransfers(List<UUID> ids) {
        Florin.requireEvents(ids.size());
        return rows(ids, this::outcome);
    }

    /** A transfer that is there is one answer; what became of another id is asked for. */
    private CompletableFuture<Row<TransferOutcome>> outcome(UUID id) {
        return found("/v1/transfers/" + id, HttpForm::outcome).thenCompose(row -> row.value()
                .map(transfer -> CompletableFuture.completedFuture(new Row<>(row.position(), transfer)))
                .orElseGet(() -> withoutTransfer(id)));
    }

    /** The id may have become a transfer between the two answers: then that one is asked for again. */
    private CompletableFuture<Row<TransferOutcome>> withoutTransfer(UUID id) {
        return connections
                .send(connections.request("/v1/outcomes/" + id).GET().build(), response -> {
                    if (response.statusCode() >= SUCCESS_END) throw HttpForm.problem(response);
                    return new Row<>(HttpForm.position(response), HttpForm.withoutTransfer(response));
                })
                .thenCompose(row -> row.value().outcome() == Outcome.CREATED
                        ? outcome(id)
                        : CompletableFuture.completedFuture(row));
    }

    private record Row<T>(Position position, T value) {}

    private <T> CompletableFuture<Row<Optional<T>>> found(String path, Function<HttpResponse<byte[]>, T> form) {
        return connections.send(connections.request(path).GET().build(), response -> {
            if (response.statusCode() < SUCCESS_END) {
                return new Row<>(HttpForm.position(response), Optional.of(form.apply(response)));
            }
            if (response.statusCode() == NOT_FOUND) return new Row<>(HttpForm.position(response), Optional.empty());
            throw HttpForm.problem(response);
        });
    }

    private static <T> CompletableFuture<Lookup<T>> rows(
            List<UUID> ids, Function<UUID, CompletableFuture<Row<T>>> ask) {
        List<CompletableFuture<Row<T>>> rows = ids.stream().map(ask).toList();
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

    /** Sends nothing more, lets answers under way come for up to two seconds; what is still open ends as unknown. */
    @Override
    public void close() {
        connections.close();
    }
}
