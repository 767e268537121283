package io.florin.projection;

import io.florin.feed.EventData.Transfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of the table of open holds in one transaction: a hold that came and went in it is never written. */
final class HoldChanges {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Map<UUID, Opened> opened = new LinkedHashMap<>();
    private final Map<UUID, Long> reduced = new LinkedHashMap<>();
    private final List<UUID> ended = new ArrayList<>();

    /**
     * A hold that is new in this transaction.
     *
     * @param held what is still held of it.
     */
    record Opened(Transfer hold, @Nullable UUID first, long sequence, long recordedNs, long timestampNs, long held) {
        private Opened less(long nowHeld) {
            return new Opened(hold, first, sequence, recordedNs, timestampNs, nowHeld);
        }
    }

    void opened(Opened hold) {
        opened.put(hold.hold().id(), hold);
    }

    void reduced(UUID id, long nowHeld) {
        Opened fresh = opened.get(id);
        if (fresh == null) reduced.put(id, nowHeld);
        else opened.put(id, fresh.less(nowHeld));
    }

    void ended(UUID id) {
        reduced.remove(id);
        if (opened.remove(id) == null) ended.add(id);
    }

    /** The rows to be added. */
    void write(CopyRows rows) {
        for (Opened hold : opened.values()) {
            Transfer transfer = hold.hold();
            long timeoutNs = Integer.toUnsignedLong(transfer.kind().timeout()) * SECOND_NS;
            rows.begin(ReadTable.OPEN_HOLDS.fields())
                    .uuid(transfer.id())
                    .int8(hold.sequence())
                    .time(hold.recordedNs())
                    .int8(hold.timestampNs())
                    .int8OrNone(timeoutNs == 0 ? 0 : hold.timestampNs() + timeoutNs);
            if (hold.first() == null) rows.none();
            else rows.uuid(hold.first());
            rows.uuid(transfer.parties().debitAccountId())
                    .uuid(transfer.parties().creditAccountId())
                    .int8(Integer.toUnsignedLong(transfer.ledger()))
                    .int4(transfer.kind().code())
                    .int4(transfer.kind().flags())
                    .int8(transfer.amountMinor())
                    .int8(hold.held())
                    .uuidOrNone(transfer.userData().of128())
                    .int8OrNone(transfer.userData().of64())
                    .int8OrNone(Integer.toUnsignedLong(transfer.userData().of32()));
        }
    }

    /** What is still held of holds that the table has. */
    Map<UUID, Long> reduced() {
        return reduced;
    }

    /** Holds that the table has, and that are open no more. */
    List<UUID> ended() {
        return ended;
    }

    void clear() {
        opened.clear();
        reduced.clear();
        ended.clear();
    }
}
