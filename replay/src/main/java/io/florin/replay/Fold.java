package io.florin.replay;

import io.florin.journal.RecordView;
import io.florin.ledger.Ledger;
import io.florin.pipeline.Decider;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.PulseDecidedDecoder;
import io.florin.protocol.codec.RequestHeadDecoder;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides recorded commands again, exactly as the ledger stage did, and compares every result with the recorded one,
 * byte for byte. Whatever folds a journal goes through here: recovery, replay, a standby.
 *
 * <p>Records come one at a time and are decided some at a time, so that the cache misses of several overlap; {@link
 * #settle} decides what is left. Results are compared once no open chain may change them any more. One thread; all
 * memory at construction.
 */
public final class Fold {
    private static final int EVENTS_MAX = PipelineConfig.EVENTS_MAX;
    private static final int CACHE_LINE_LENGTH = 64;
    private static final int HEAD_EVENTS_OFFSET = RequestHeadDecoder.eventsEncodingOffset();

    /** Records that are decided together: enough for their cache misses to overlap, few enough to stay in the cache. */
    private static final int TOGETHER = 32;

    private static final int SLOTS = EVENTS_MAX + TOGETHER;

    private final Decider decider;
    private final Differences differences;
    private final Slot[] slots = new Slot[SLOTS];
    private final Slots window = position -> slots[(int) position];
    private final RecordedResults recorded = new RecordedResults(SLOTS);

    private int kept;
    private int decided;
    private int events;
    private int index;
    private int requestTemplateId;
    private long requestNs;

    private long lastSequence;

    /** Told of a result that differs from the recorded one. */
    @FunctionalInterface
    public interface Differences {
        /** Ends the fold at the first one. */
        Differences REFUSED = (slot, recorded, decided) -> {
            throw DivergenceException.differs(slot, recorded, decided);
        };

        /** Both results as text, in the same form. */
        void differs(Slot slot, String recorded, String decided);
    }

    /** Folds into a ledger, empty or loaded, which belongs to this fold until {@link #settle}. */
    public Fold(Ledger ledger) {
        this(ledger, Differences.REFUSED);
    }

    /** The same, for those who want to hear of every difference. */
    public Fold(Ledger ledger, Differences differences) {
        this.decider = new Decider(ledger);
        this.differences = differences;
        this.lastSequence = ledger.lastSequence();
        var memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(SLOTS * Slot.LENGTH, CACHE_LINE_LENGTH));
        for (int i = 0; i < SLOTS; i++) slots[i] = new Slot(memory, i * Slot.LENGTH);
    }

    /**
     * Takes a record, and decides it now or soon. Its bytes are not needed any more when this returns.
     *
     * @throws DivergenceException if a record taken so far cannot be decided, or its result differs.
     */
    public void onRecord(RecordView record) {
        check(record.sequence() == lastSequence + 1, "a record is missing before this one", record);
        if (index == 0) openRequest(record);
        check(record.commandTemplate() == requestTemplateId, "one request has two kinds of command", record);
        check(record.timestampNs() == requestNs - events + index + 1, "time does not follow the request's", record);
        check(record.isFirst() == (index == 0), "a request begins where it should not", record);
        check(record.isLast() == (index == events - 1), "a request ends where it should not", record);

        fill(record);
        recorded.keep(kept, record);
        lastSequence = record.sequence();
        kept++;
        if (++index == events) index = 0;
        if (kept - decided >= TOGETHER || record.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID) decideKept();
    }

    private void openRequest(RecordView record) {
        check(record.isFirst(), "a request begins without its head", record);
        events = record.buffer().getInt(record.headOffset() + HEAD_EVENTS_OFFSET, ByteOrder.LITTLE_ENDIAN);
        check(events >= 1 && events <= EVENTS_MAX, "a request has from 1 to 8190 events", record);
        requestTemplateId = record.commandTemplate();
        requestNs = record.timestampNs() + events - 1;
    }

    private void fill(RecordView record) {
        int length = record.commandLength();
        check(length >= 0 && length <= Slot.BODY_LENGTH_MAX, "a command has at most 128 bytes", record);
        Slot slot = slots[kept];
        slot.begin(requestTemplateId, events, index, length);
        if (record.isInternal()) slot.internal();
        if (index == 0) {
            slot.memory().putBytes(slot.headOffset(), record.buffer(), record.headOffset(), Slot.HEAD_LENGTH);
        }
        slot.memory().putBytes(slot.bodyOffset(), record.buffer(), record.commandOffset(), length);
        slot.stamp(record.sequence(), record.timestampNs());
    }

    /** Decides everything that was taken. The ledger may be looked at then, if the last request is whole. */
    public void settle() {
        if (isWhole()) decideKept();
    }

    private void decideKept() {
        for (int i = decided; i < kept; i++) decider.expect(slots[i]);
        decider.touchExpected();
        for (; decided < kept; decided++) decide(slots[decided], decided);
        if (decider.isChainOpen()) return;

        for (int i = 0; i < kept; i++) recorded.compare(i, slots[i], differences);
        kept = 0;
        decided = 0;
    }

    private void decide(Slot slot, int place) {
        try {
            if (slot.isFirst()) decider.begin(slot, slot.timestampNs() + slot.events() - 1);
            decider.decide(slot, place, window);
        } catch (RuntimeException undecided) {
            throw DivergenceException.undecided(slot, undecided);
        }
    }

    private static void check(boolean holds, String belief, RecordView record) {
        if (!holds) throw DivergenceException.malformed(belief, record.sequence(), record.commandTemplate());
    }

    /** Of the last record taken; before the first, of the state that was folded into. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Whether the last record ended its request. */
    public boolean isWhole() {
        return index == 0;
    }
}
