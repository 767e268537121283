package io.florin.gateway.client;

import io.florin.gateway.client.TransferOutcome.Outcome;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
 * the answer names the earliest. Where a connection is lost the same request goes to the next node of the list, under
 * its ids, until one answers or the time is up. Futures end on threads of the JDK's client.
 */
public final class FlorinHttpClient implements Florin {
    private static final int NOT_FOUND = 404;
    private static final int SUCCESS_END = 300;

    private final HttpConnections connections;

    private FlorinHttpClient(HttpConnections connections) {
        this.connections = connections;
    }

    /**
     * A client of the HTTP port of the first node that serves; connections are opened as they are needed. With {@link
     * ClientConfig#withSigningKey} the key stays here, and each request is signed with it.
     *
     * @throws IllegalStateException if nobody listens there; the message ends in {@code address=host:port}.
     */
    public static FlorinHttpClient connect(ClientConfig config) {
        return connect(config, InstantSource.system());
    }

    /** The same, with the clock of whoever signs. */
    static FlorinHttpClient connect(ClientConfig config, InstantSource clock) {
        return new FlorinHttpClient(HttpConnections.open(Objects.requireNonNull(config), clock));
    }

    @Override
    public CompletableFuture<Results> createAccounts(List<Account> accounts, RequestOptions options) {
        Florin.requireEvents(accounts.size());
        return create("/v1/accounts/batch", HttpForm.accounts(accounts), accounts.size(), options);
    }

    @Override
    public CompletableFuture<Results> createTransfers(List<Transfer> transfers, RequestOptions options) {
        Florin.requireEvents(transfers.size());
        return create("/v1/transfers/batch", HttpForm.transfers(transfers), transfers.size(), options);
    }

    private CompletableFuture<Results> create(String path, String body, int events, RequestOptions options) {
        HttpCall call = HttpCall.post(path, body).events(events).options(options);
        if (options.hasKey()) {
            call.header("Idempotency-Key", options.requestKey().toString());
        }
        return connections.send(call, response -> {
            if (response.statusCode() >= SUCCESS_END) throw HttpForm.problem(response);
            return HttpForm.results(response);
        });
    }

    @Override
    public CompletableFuture<Results> setAccountLimits(List<LimitsChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        return puts(changes, options, change -> HttpCall.put(
                        "/v1/accounts/" + change.accountId() + "/limits", HttpForm.limits(change))
                .header("If-Match", '"' + Integer.toUnsignedString(change.expectedVersion()) + '"'));
    }

    @Override
    public CompletableFuture<Results> setAccountStatus(List<StatusChange> changes, RequestOptions options) {
        Florin.requireEvents(changes.size());
        return puts(
                changes,
                options,
                change -> HttpCall.put("/v1/accounts/" + change.accountId() + "/status", HttpForm.status(change)));
    }

    /** One request for each change, each under a key: the first under the one that was asked for. */
    private <T> CompletableFuture<Results> puts(List<T> changes, RequestOptions options, Function<T, HttpCall> form) {
        List<CompletableFuture<Results>> answers = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            String key = options.hasKey()
                    ? options.requestKey() + (i == 0 ? "" : "-" + i)
                    : Ids.next().toString();
            HttpCall put = form.apply(changes.get(i)).options(options).header("Idempotency-Key", key);
            int index = i;
            answers.add(connections.send(put, response -> HttpForm.applied(response, index)));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> Results.together(
                        answers.stream().map(CompletableFuture::join).toList()));
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
                .send(HttpCall.get("/v1/outcomes/" + id), response -> {
                    if (response.statusCode() >= SUCCESS_END) throw HttpForm.problem(response);
                    return new Row<>(HttpForm.position(response), HttpForm.withoutTransfer(response));
                })
                .thenCompose(row -> row.value().outcome() == Outcome.CREATED
                        ? outcome(id)
                        : CompletableFuture.completedFuture(row));
    }

    private record Row<T>(Position position, T value) {}

    private <T> CompletableFuture<Row<Optional<T>>> found(String path, Function<HttpResponse<byte[]>, T> form) {
        return connections.send(HttpCall.get(path), response -> {
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
