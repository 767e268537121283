package io.florin.gateway.client;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * What an operator may ask of a node's admin port: grants, capacities and the end of a day, which are commands of the
 * ledger and as durable as any other. Under the same key a command is done once however often it is sent.
 *
 * <p>Any thread; futures end as those of {@link Florin} do, on threads of the JDK's client. What the ledger refuses is
 * an answer: see {@link AdminAnswer#code}.
 */
public final class FlorinAdminClient implements AutoCloseable {
    /** Stands for every ledger in a grant or the end of a day. */
    public static final int ALL_LEDGERS = 0;

    private final HttpConnections connections;

    private FlorinAdminClient(HttpConnections connections) {
        this.connections = connections;
    }

    /**
     * A client of this node's admin port.
     *
     * @throws IllegalStateException if nobody listens there; the message ends in {@code address=host:port}.
     */
    public static FlorinAdminClient connect(ClientConfig config) {
        return new FlorinAdminClient(HttpConnections.open(Objects.requireNonNull(config)));
    }

    /**
     * Grants a principal exactly these rights in a ledger; none revokes what it had.
     *
     * @param principal an unsigned number, not 0.
     * @param ledger or {@link #ALL_LEDGERS}.
     */
    public CompletableFuture<AdminAnswer> grant(UUID key, long principal, int ledger, Set<Right> rights) {
        Set<Right> sorted = EnumSet.noneOf(Right.class);
        sorted.addAll(rights);
        return post("/v1/grants", key, HttpForm.grant(principal, ledger, sorted));
    }

    /**
     * Changes capacities of the ledger; what is not named stays.
     *
     * @throws IllegalArgumentException if nothing is named.
     */
    public CompletableFuture<AdminAnswer> capacities(UUID key, Map<Capacity, Long> changes) {
        if (changes.isEmpty()) throw new IllegalArgumentException("names no capacity: changes={}");
        return post("/v1/capacities", key, HttpForm.capacities(new EnumMap<>(changes)));
    }

    /**
     * Ends a day of a ledger: what the ledger decides from here on belongs to the next. Nothing moves.
     *
     * @param ledger or {@link #ALL_LEDGERS}.
     */
    public CompletableFuture<AdminAnswer> closeDay(UUID key, int ledger, LocalDate date) {
        return post("/v1/days", key, HttpForm.closeDay(ledger, date));
    }

    private CompletableFuture<AdminAnswer> post(String path, UUID key, String body) {
        HttpCall call = HttpCall.post(path, body).header("Idempotency-Key", key.toString());
        return connections.send(call, HttpForm::adminAnswer);
    }

    /** Sends nothing more, and lets answers under way come for up to two seconds. */
    @Override
    public void close() {
        connections.close();
    }
}
