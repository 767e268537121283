package io.florin.replay;

import io.florin.journal.Reader;
import io.florin.journal.RecordView;
import io.florin.ledger.Ledger;
import io.florin.pipeline.Decider;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.PulseDecidedDecoder;
import io.florin.protocol.codec.PulseResultDecoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What would have happened if some transfers or accounts had never been sent: decides every recorded command but those,
 * and tells of each result that becomes another. Events left out of a request leave the others their order; sequences
 * close up, and times of the events before it shift by nanoseconds, so neither is compared: status, amount and what
 * expires are.
 *
 * <p>One thread; the ledger is its own.
 */
public final class WhatIf {
    private static final int EVENTS_MAX = PipelineConfig.EVENTS_MAX;
    private static final int CACHE_LINE_LENGTH = 64;

    private final Set<UUID> without;
    private final Heard heard;
    private final Ledger ledger;
    private final Decider decider;
    private final Slot[] slots = new Slot[EVENTS_MAX];
    private final Slots window = position -> slots[(int) position];
    private final long[] sequences = new long[EVENTS_MAX];
    private final int[] statuses = new int[EVENTS_MAX];
    private final long[] amounts = new long[EVENTS_MAX];
    private final Set<UUID> expired = new HashSet<>();

    private int kept;
    private int templateId;
    private long requestNs;
    private long leftOut;

    /** Told of what would have been different. */
    @FunctionalInterface
    public interface Heard {
        /**
         * A result that becomes another.
         *
         * @param sequence of the record.
         * @param commandTemplate of the command, in SBE's numbers.
         * @param id of the event; zero for a pulse.
         */
        void differs(long sequence, int commandTemplate, UUID id, Outcome recorded, Outcome otherwise);
    }

    /**
     * Of an event; of a pulse, 0 and how many holds expired.
     *
     * @param status as LEDGER.md numbers it; 0 for created or applied.
     */
    public record Outcome(int status, long amountMinor) {}

    /** Decides into a ledger in the state before the first of these ids. */
    public WhatIf(Ledger ledger, Set<UUID> without, Heard heard) {
        this.ledger = ledger;
        this.without = Set.copyOf(without);
        this.heard = heard;
        this.decider = new Decider(ledger);
        var memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(EVENTS_MAX * Slot.LENGTH, CACHE_LINE_LENGTH));
        for (int i = 0; i < EVENTS_MAX; i++) slots[i] = new Slot(memory, i * Slot.LENGTH);
    }

    /** Decides all that the reader gives; returns how many events were left out. */
    public long run(Reader reader, Recovery.Progress progress) throws IOException {
        long records = 0;
        while (reader.next()) {
            onRecord(reader.record());
            if (++records % 16_384 == 0) progress.at(records, reader.bytesRead(), reader.bytesTotal());
        }
        return leftOut;
    }

    private void onRecord(RecordView record) {
        if (record.isFirst()) open(record);
        if (without.contains(id(record))) leftOut++;
        else keep(record);
        if (record.isLast() && kept > 0) {
            requestNs = record.timestampNs();
            decide();
        }
    }

    private void open(RecordView record) {
        kept = 0;
        expired.clear();
        templateId = record.commandTemplate();
        UnsafeBuffer memory = slots[0].memory();
        memory.putBytes(slots[0].headOffset(), record.buffer(), record.headOffset(), Slot.HEAD_LENGTH);
    }

    private void keep(RecordView record) {
        Slot slot = slots[kept];
        slot.begin(templateId, 1, kept, record.commandLength());
        if (record.isInternal()) slot.internal();
        slot.memory().putBytes(slot.bodyOffset(), record.buffer(), record.commandOffset(), record.commandLength());
        sequences[kept] = record.sequence();
        if (record.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID) {
            expiredIn(record.buffer(), record.resultOffset(), expired);
            statuses[kept] = 0;
            amounts[kept] = expired.size();
        } else {
            var result = new EventResultDecoder().wrap(record.buffer(), record.resultOffset());
            statuses[kept] = (int) result.status();
            amounts[kept] = result.amount();
        }
        kept++;
    }

    private void decide() {
        new RequestHeadEncoder().wrap(slots[0].memory(), slots[0].headOffset()).events(kept);
        for (int i = 0; i < kept; i++) {
            Slot slot = slots[i];
            slot.begin(templateId, kept, i, slot.bodyLength());
            slot.stamp(ledger.lastSequence() + 1, requestNs - kept + i + 1);
            if (i == 0) decider.begin(slot, requestNs);
            decider.decide(slot, i, window);
        }
        for (int i = 0; i < kept; i++) compare(i, slots[i]);
    }

    private void compare(int index, Slot slot) {
        var recorded = new Outcome(statuses[index], amounts[index]);
        DirectBuffer pulse = slot.longResult();
        if (pulse != null) {
            Set<UUID> now = new HashSet<>();
            expiredIn(pulse, 0, now);
            if (!now.equals(expired)) tell(index, new UUID(0, 0), recorded, new Outcome(0, now.size()));
            return;
        }
        var otherwise = new Outcome(slot.status(), slot.amountMinor());
        if (!otherwise.equals(recorded)) tell(index, id(slot.memory(), slot.bodyOffset()), recorded, otherwise);
    }

    private void tell(int index, UUID id, Outcome recorded, Outcome otherwise) {
        heard.differs(sequences[index], templateId, id, recorded, otherwise);
    }

    private static void expiredIn(DirectBuffer buffer, int offset, Set<UUID> into) {
        long count = new PulseResultDecoder().wrap(buffer, offset).expired();
        for (int i = 0; i < count; i++) {
            into.add(id(buffer, offset + PulseResultDecoder.ENCODED_LENGTH + i * IdDecoder.ENCODED_LENGTH));
        }
    }

    /** Whether one of these ids was created by this record. */
    public static boolean creates(RecordView record, Set<UUID> ids) {
        return ids.contains(id(record));
    }

    private static UUID id(RecordView record) {
        boolean hasId = record.commandTemplate() == CreateTransfersDecoder.TEMPLATE_ID
                || record.commandTemplate() == CreateAccountsDecoder.TEMPLATE_ID;
        return hasId ? id(record.buffer(), record.commandOffset()) : new UUID(0, 0);
    }

    /** Rows of accounts and transfers begin with their id. */
    private static UUID id(DirectBuffer buffer, int offset) {
        var id = new IdDecoder().wrap(buffer, offset);
        return new UUID(id.high(), id.low());
    }
}
