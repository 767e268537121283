package io.florin.replay;

import io.florin.journal.RecordView;
import io.florin.ledger.CreateTransferResult;
import io.florin.ledger.TransferFlags;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.PulseDecidedDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import io.florin.replay.HoldBook.Hold;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what records say was moved, held and refused, ledger by ledger, each in its own day. Reads results and
 * decides nothing. One thread; cold.
 */
final class DayTally {
    private static final int CREATED = 0;

    private final DayClosings closings;
    private final HoldBook holds = new HoldBook();
    private final Map<Integer, LedgerTally> ledgers = new HashMap<>();
    private final TransferRowDecoder row = new TransferRowDecoder();
    private final EventResultDecoder result = new EventResultDecoder();
    private final IdDecoder id = new IdDecoder();

    private long lastTransferNs;
    private @Nullable LedgerTally last;

    /**
     * Begins to listen.
     *
     * @param lastTransferNs time stamp of the last transfer that was created before.
     */
    DayTally(DayClosings closings, long lastTransferNs) {
        this.closings = closings;
        this.lastTransferNs = lastTransferNs;
    }

    /** Takes the state before the first record. */
    HoldBook holds() {
        return holds;
    }

    /** Of a ledger that any record was about; null if none was. */
    @Nullable
    LedgerTally find(int ledger) {
        return ledgers.get(ledger);
    }

    Iterable<Integer> ledgers() {
        return ledgers.keySet();
    }

    void onRecord(RecordView record) {
        if (record.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID) {
            pulse(record);
        } else if (record.commandTemplate() == CreateTransfersDecoder.TEMPLATE_ID) {
            if (record.isFirst()) holds.endOfChain();
            transfer(record);
        }
    }

    private void transfer(RecordView record) {
        row.wrap(record.buffer(), record.commandOffset());
        result.wrap(record.buffer(), record.resultOffset());
        int flags = row.flags();
        if (result.status() != CREATED) {
            refused(record, flags);
        } else if (result.timestamp() > lastTransferNs) { // else the answer of an earlier request was repeated
            lastTransferNs = result.timestamp();
            created(record, flags);
        }
        if ((flags & TransferFlags.LINKED) == 0) holds.endOfChain();
    }

    private void created(RecordView record, int flags) {
        if ((flags & (TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER)) != 0) {
            settled(record, flags);
            return;
        }
        int ledger = (int) row.ledger();
        LedgerTally tally = of(ledger, record.sequence());
        if ((flags & TransferFlags.PENDING) != 0) {
            holds.add(uuid(row.id()), ledger, row.code(), result.amount());
            if (tally != null) tally.held(record.timestampNs(), row.code(), result.amount());
        } else if (tally != null) {
            tally.transferred(record.timestampNs(), row.code(), result.amount());
        }
    }

    /** A post or void: of one hold, or of each hold of a group. */
    private void settled(RecordView record, int flags) {
        Hold named = open(uuid(row.pendingId()));
        boolean isPost = (flags & TransferFlags.POST_PENDING_TRANSFER) != 0;
        var members = holds.members(named, flags);
        LedgerTally tally = of(named.ledger, record.sequence());
        for (Hold hold : members) {
            long postedMinor = isPost ? (members.size() == 1 ? result.amount() : hold.leftMinor) : 0;
            boolean isPartial = (flags & TransferFlags.PARTIAL) != 0;
            long releasedMinor = isPartial ? 0 : hold.leftMinor - postedMinor;
            if (tally != null && isPost) {
                tally.posted(record.timestampNs(), hold.code, postedMinor, releasedMinor);
            } else if (tally != null) {
                tally.voided(record.timestampNs(), hold.code, releasedMinor);
            }
            hold.leftMinor -= postedMinor;
            if (!isPartial || hold.leftMinor == 0) holds.close(hold); // what a partial post takes all of is resolved
        }
    }

    private void refused(RecordView record, int flags) {
        String label = RefusalNames.ofTransfer((int) result.status());
        boolean isRepeated = result.timestamp() != record.timestampNs();
        if (isRepeated || result.status() == CreateTransferResult.EXISTS.code()) return;
        int ledger = (int) row.ledger();
        boolean isSettling = (flags & (TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER)) != 0;
        Hold named = ledger == 0 && isSettling ? holds.find(uuid(row.pendingId())) : null;
        LedgerTally tally = of(named == null ? ledger : named.ledger, record.sequence());
        if (tally != null) tally.refused(record.timestampNs(), label);
    }

    private void pulse(RecordView record) {
        var pulse = new PulseResultDecoder().wrap(record.buffer(), record.resultOffset());
        for (int i = 0; i < pulse.expired(); i++) {
            int at = record.resultOffset() + PulseResultDecoder.ENCODED_LENGTH + i * IdDecoder.ENCODED_LENGTH;
            Hold hold = open(uuid(id.wrap(record.buffer(), at)));
            LedgerTally tally = of(hold.ledger, record.sequence());
            if (tally != null) tally.expired(record.timestampNs(), hold.code, hold.leftMinor);
            holds.close(hold);
        }
    }

    private Hold open(UUID asked) {
        Hold hold = holds.find(asked);
        if (hold == null) throw new IllegalStateException("the journal tells of a hold that is not open: id=" + asked);
        return hold;
    }

    /** The ledger's tally, if the record belongs to its day. */
    private @Nullable LedgerTally of(int ledger, long sequence) {
        LedgerTally tally = last;
        if (tally == null || tally.ledger() != ledger) {
            tally = ledgers.computeIfAbsent(ledger, number -> new LedgerTally(number, closings.window(number)));
            last = tally;
        }
        return tally.includes(sequence) ? tally : null;
    }

    private static UUID uuid(IdDecoder id) {
        return new UUID(id.high(), id.low());
    }
}
