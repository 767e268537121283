package io.florin.replay;

import io.florin.journal.Reader;
import io.florin.ledger.Ledger;
import io.florin.pipeline.Decider;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.RequestHeadDecoder;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides recorded commands again, exactly as the ledger stage did, and compares every result with the recorded one,
 * byte for byte. Whatever folds a journal goes through here: recovery, replay, a standby.
 *
 * <p>Records come one at a time; their results are compared at the end of their request, because until then a linked
 * chain may still change them. One thread; all memory at construction.
 */
public final class Fold {
    private static final int EVENTS_MAX = PipelineConfig.EVENTS_MAX;
    private static final int CACHE_LINE_LENGTH = 64;
    private static final int HEAD_EVENTS_OFFSET = RequestHeadDecoder.eventsEncodingOffset();

    private final Decider decider;
    private final Slot[] slots = new Slot[EVENTS_MAX];
    private final Slots window = position -> slots[(int) position];
    private final RecordedResults recorded = new RecordedResults(EVENTS_MAX);

    private int events;
    private int index;
    private int requestTemplateId;
    private long requestNs;

    private long lastSequence;

    /** Folds into an empty ledger, which belongs to this fold until the last record was given. */
    public Fold(Ledger ledger) {
        this.decider = new Decider(ledger);
        var memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(EVENTS_MAX * Slot.LENGTH, CACHE_LINE_LENGTH));
        for (int i = 0; i < EVENTS_MAX; i++) slots[i] = new Slot(memory, i * Slot.LENGTH);
    }

    /**
     * Decides the record that the reader stands on. Its bytes are not needed any more when this returns.
     *
     * @throws DivergenceException if the record cannot be decided, or its result differs.
     */
    public void onRecord(Reader reader) {
        check(reader.sequence() == lastSequence + 1, "a record is missing before this one", reader);
        if (index == 0) openRequest(reader);
        check(reader.commandTemplate() == requestTemplateId, "one request has two kinds of command", reader);
        check(reader.timestampNs() == requestNs - events + index + 1, "time does not follow the request's", reader);
        check(reader.isFirst() == (index == 0), "a request begins where it should not", reader);
        check(reader.isLast() == (index == events - 1), "a request ends where it should not", reader);

        Slot slot = fill(reader);
        recorded.keep(index, reader);
        decide(slot);
        lastSequence = reader.sequence();
        if (++index == events) closeRequest();
    }

    private void openRequest(Reader reader) {
        check(reader.isFirst(), "a request begins without its head", reader);
        events = reader.buffer().getInt(reader.headOffset() + HEAD_EVENTS_OFFSET, ByteOrder.LITTLE_ENDIAN);
        check(events >= 1 && events <= EVENTS_MAX, "a request has from 1 to 8190 events", reader);
        requestTemplateId = reader.commandTemplate();
        requestNs = reader.timestampNs() + events - 1;
    }

    private Slot fill(Reader reader) {
        int length = reader.commandLength();
        check(length >= 0 && length <= Slot.BODY_LENGTH_MAX, "a command has at most 128 bytes", reader);
        Slot slot = slots[index];
        slot.begin(requestTemplateId, events, index, length);
        if (reader.isInternal()) slot.internal();
        if (index == 0) {
            slot.memory().putBytes(slot.headOffset(), reader.buffer(), reader.headOffset(), Slot.HEAD_LENGTH);
        }
        slot.memory().putBytes(slot.bodyOffset(), reader.buffer(), reader.commandOffset(), length);
        slot.stamp(reader.sequence(), reader.timestampNs());
        return slot;
    }

    private void decide(Slot slot) {
        try {
            if (slot.isFirst()) decider.begin(slot, requestNs);
            decider.decide(slot, index, window);
        } catch (RuntimeException undecided) {
            throw DivergenceException.undecided(slot, undecided);
        }
    }

    private void closeRequest() {
        for (int i = 0; i < events; i++) recorded.compare(i, slots[i]);
        index = 0;
    }

    private static void check(boolean holds, String belief, Reader reader) {
        if (!holds) throw DivergenceException.malformed(belief, reader.sequence(), reader.commandTemplate());
    }

    /** Of the last record; 0 before the first. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Whether the last record ended its request, so that the ledger may be used. */
    public boolean isWhole() {
        return index == 0;
    }
}
