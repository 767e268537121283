package io.florin.gateway.session;

import java.nio.ByteOrder;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.agrona.DirectBuffer;

/**
 * Ids that an operator has refused before the ring ({@code gateway.refuse}), because a command that names one could not
 * be decided and halted the node. A refusal is definite and leaves no record; reads go on. Any thread; allocates
 * nothing when asked.
 */
public final class RefusedIds {
    /** Refuses nothing. */
    public static final RefusedIds NONE = new RefusedIds(Set.of());

    public static final String PROPERTY = "florin.gateway.refuse";

    /** More are no longer a list that a person wrote, and each is compared with each id that comes. */
    public static final int COUNT_MAX = 64;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final long[] highs;
    private final long[] lows;

    private RefusedIds(Set<UUID> ids) {
        this.highs = ids.stream().mapToLong(UUID::getMostSignificantBits).toArray();
        this.lows = ids.stream().mapToLong(UUID::getLeastSignificantBits).toArray();
    }

    /** Refuses these. */
    public static RefusedIds of(Collection<UUID> ids) {
        return ids.isEmpty() ? NONE : new RefusedIds(new LinkedHashSet<>(ids));
    }

    /** Throws if a person can hardly have meant so many; the message ends in the property. */
    public static void requireFew(Collection<UUID> ids) {
        if (ids.size() <= COUNT_MAX) return;
        throw new IllegalArgumentException(
                "must be at most " + COUNT_MAX + " ids: " + PROPERTY + "=" + ids.size() + " ids");
    }

    /**
     * Whether one of a command's rows is about a refused id: the row's own, which every row begins with.
     *
     * @param offset of the first row.
     * @param events rows there are.
     */
    public boolean isInAny(DirectBuffer rows, int offset, int rowLength, int events) {
        if (highs.length == 0) return false;
        for (int i = 0; i < events; i++) {
            int row = offset + i * rowLength;
            if (has(rows.getLong(row, ORDER), rows.getLong(row + Long.BYTES, ORDER))) return true;
        }
        return false;
    }

    private boolean has(long high, long low) {
        for (int i = 0; i < highs.length; i++) {
            if (highs[i] == high && lows[i] == low) return true;
        }
        return false;
    }
}
