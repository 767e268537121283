package io.florin.feed;

import io.florin.feed.EventData.Transfer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The holds that are open, as the journal's results have them: a post, a void or an expiry names a hold and leaves out
 * the rest. Each costs some 400 bytes. One thread.
 */
public final class HoldBook {
    /** In the order in which they were created: a state that is read again must know a group in the same order. */
    private final Map<UUID, Held> holds = new LinkedHashMap<>();

    private final Map<UUID, List<UUID>> groups = new HashMap<>();

    /**
     * An open hold.
     *
     * @param transfer with what is still held as its amount.
     * @param first of the holds of its chain; null if it is in none.
     */
    public record Held(Transfer transfer, @Nullable UUID first) {}

    public void add(Transfer transfer, @Nullable UUID first) {
        holds.put(transfer.id(), new Held(transfer, first));
        if (first != null) {
            groups.computeIfAbsent(first, id -> new ArrayList<>()).add(transfer.id());
        }
    }

    /**
     * The hold with this id.
     *
     * @throws IllegalStateException if there is none, although the ledger found one.
     */
    public Transfer get(UUID id) {
        Held held = holds.get(id);
        if (held == null) throw new IllegalStateException("the journal tells of a hold that is not open: id=" + id);
        return held.transfer();
    }

    /** Less is held. */
    public void reduce(UUID id, long byMinor) {
        Held held = holds.get(id);
        if (held == null) return;
        Transfer less = held.transfer().withAmount(held.transfer().amountMinor() - byMinor);
        holds.put(id, new Held(less, held.first()));
    }

    /** What is settled or expired is open no more. */
    public Transfer remove(UUID id) {
        Transfer removed = get(id);
        Held held = holds.remove(id);
        UUID first = held == null ? null : held.first();
        List<UUID> group = first == null ? null : groups.get(first);
        if (first != null && group != null) {
            group.remove(id);
            if (group.isEmpty()) groups.remove(first);
        }
        return removed;
    }

    /** All holds of the chain that this one was the first of, itself included; itself alone if there was none. */
    public List<UUID> group(UUID first) {
        return List.copyOf(groups.getOrDefault(first, List.of(first)));
    }

    public int size() {
        return holds.size();
    }

    public Collection<Held> all() {
        return holds.values();
    }
}
