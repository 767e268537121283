package io.florin.gateway.wire;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.Outbox;
import io.florin.pipeline.Release;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.AccountsEncoder;
import io.florin.protocol.codec.GroupSizeEncodingEncoder;
import io.florin.protocol.codec.LookupAccountsDecoder;
import io.florin.protocol.codec.LookupTransfersDecoder;
import io.florin.protocol.codec.ResultRowEncoder;
import io.florin.protocol.codec.ResultsEncoder;
import io.florin.protocol.codec.StampsEncoder;
import io.florin.protocol.codec.TransfersEncoder;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes the answer to a request, from its slots into the asker's outbox. Events that are {@code created} have no row.
 * Reply stage's thread only; allocates nothing.
 */
public final class AnswerEncoder {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int BLOCK = Frames.BLOCK_OFFSET;
    private static final int GROUP_LENGTH = GroupSizeEncodingEncoder.ENCODED_LENGTH;
    private static final int RESULTS_ROWS = BLOCK + ResultsEncoder.BLOCK_LENGTH + GROUP_LENGTH;
    private static final int LOOKUP_ROWS = BLOCK + AccountsEncoder.BLOCK_LENGTH + GROUP_LENGTH;
    private static final int ROW = ResultRowEncoder.ENCODED_LENGTH;
    private static final int LOOKUP_ROW = AccountRowEncoder.ENCODED_LENGTH;
    private static final int STAMPED = 1;
    private static final int REPLAYED = 2;

    /** {@code not_granted}, the same number for all commands. */
    private static final int NOT_GRANTED = 209;

    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final Crc32c crc = new Crc32c();
    private final boolean isSealed;
    private final Counters counters;

    /** Frames for the wire have a CRC; those that are read again in this process need none. */
    public AnswerEncoder(boolean isSealed, Counters counters) {
        this.isSealed = isSealed;
        this.counters = counters;
    }

    /** Appends the frame that answers the request in these slots. */
    public void encode(Slots slots, long first, int events, Release release, Outbox outbox) {
        int templateId = slots.at(first).templateId();
        switch (templateId) {
            case LookupAccountsDecoder.TEMPLATE_ID ->
                lookup(AccountsEncoder.TEMPLATE_ID, slots, first, events, release, outbox);
            case LookupTransfersDecoder.TEMPLATE_ID ->
                lookup(TransfersEncoder.TEMPLATE_ID, slots, first, events, release, outbox);
            default -> results(slots, first, events, release, outbox);
        }
    }

    private void results(Slots slots, long first, int events, Release release, Outbox outbox) {
        int rows = 0;
        for (int i = 0; i < events; i++) {
            if (slots.at(first + i).status() != 0) rows++;
        }
        int length = RESULTS_ROWS + rows * ROW;
        ByteBuf buffer = outbox.withRoom(length);
        ByteBuffer bytes = begin(buffer, length, ResultsEncoder.TEMPLATE_ID, ResultsEncoder.BLOCK_LENGTH);
        int base = bytes.position();
        resultsBlock(slots.at(first), slots.at(first + events - 1), release);
        FrameEncoder.group(frame, BLOCK + ResultsEncoder.BLOCK_LENGTH, ROW, rows);
        int row = RESULTS_ROWS;
        for (int i = 0; rows > 0 && i < events; i++) {
            Slot slot = slots.at(first + i);
            if (slot.status() == 0) continue;
            if (slot.status() == NOT_GRANTED) counters.increment(FlorinCounter.REFUSED_RIGHT);
            frame.putLong(row, slot.resultTimestampNs(), ORDER);
            frame.putInt(row + ResultRowEncoder.indexEncodingOffset(), i, ORDER);
            frame.putInt(row + ResultRowEncoder.statusEncodingOffset(), slot.status(), ORDER);
            row += ROW;
        }
        end(buffer, bytes, base, length);
    }

    private void resultsBlock(Slot first, Slot last, Release release) {
        boolean isReplayed = first.isReplayed();
        boolean isStamped = (first.options() & 1) != 0;
        long sequence = isReplayed ? first.replayedSequence() : last.sequence();
        long timestampNs = isReplayed ? first.replayedTimestampNs() : last.timestampNs();
        int epoch = isReplayed ? first.replayedEpoch() : release.epoch();
        frame.putLong(BLOCK + ResultsEncoder.correlationIdEncodingOffset(), first.correlationId(), ORDER);
        frame.putLong(BLOCK + ResultsEncoder.sequenceEncodingOffset(), sequence, ORDER);
        frame.putLong(BLOCK + ResultsEncoder.timestampEncodingOffset(), timestampNs, ORDER);
        int stamps = BLOCK + ResultsEncoder.stampsEncodingOffset();
        frame.putLong(stamps + StampsEncoder.receivedEncodingOffset(), isStamped ? first.receivedNs() : 0, ORDER);
        frame.putLong(stamps + StampsEncoder.sequencedEncodingOffset(), isStamped ? last.timestampNs() : 0, ORDER);
        frame.putLong(stamps + StampsEncoder.durableEncodingOffset(), isStamped ? release.durableNs() : 0, ORDER);
        frame.putLong(stamps + StampsEncoder.releasedEncodingOffset(), isStamped ? release.releasedNs() : 0, ORDER);
        frame.putInt(BLOCK + ResultsEncoder.epochEncodingOffset(), epoch, ORDER);
        frame.putInt(BLOCK + ResultsEncoder.eventsEncodingOffset(), first.events(), ORDER);
        frame.putByte(BLOCK + ResultsEncoder.durabilityEncodingOffset(), (byte) release.durability());
        int flags = (isStamped ? STAMPED : 0) | (isReplayed ? REPLAYED : 0);
        frame.putByte(BLOCK + ResultsEncoder.flagsEncodingOffset(), (byte) flags);
        frame.putShort(BLOCK + ResultsEncoder.zeroEncodingOffset(), (short) 0);
    }

    private void lookup(int templateId, Slots slots, long first, int events, Release release, Outbox outbox) {
        int length = LOOKUP_ROWS + events * LOOKUP_ROW;
        ByteBuf buffer = outbox.withRoom(length);
        ByteBuffer bytes = begin(buffer, length, templateId, AccountsEncoder.BLOCK_LENGTH);
        int base = bytes.position();
        Slot last = slots.at(first + events - 1);
        frame.setMemory(BLOCK, AccountsEncoder.BLOCK_LENGTH, (byte) 0);
        frame.putLong(BLOCK, slots.at(first).correlationId(), ORDER);
        frame.putLong(BLOCK + AccountsEncoder.sequenceEncodingOffset(), last.sequence(), ORDER);
        frame.putLong(BLOCK + AccountsEncoder.timestampEncodingOffset(), last.timestampNs(), ORDER);
        frame.putInt(BLOCK + AccountsEncoder.epochEncodingOffset(), release.epoch(), ORDER);
        frame.putByte(BLOCK + AccountsEncoder.durabilityEncodingOffset(), (byte) release.durability());
        FrameEncoder.group(frame, BLOCK + AccountsEncoder.BLOCK_LENGTH, LOOKUP_ROW, events);
        for (int i = 0; i < events; i++) {
            Slot slot = slots.at(first + i);
            frame.putBytes(LOOKUP_ROWS + i * LOOKUP_ROW, slot.memory(), slot.bodyOffset(), LOOKUP_ROW);
        }
        end(buffer, bytes, base, length);
    }

    private ByteBuffer begin(ByteBuf buffer, int length, int templateId, int blockLength) {
        ByteBuffer bytes = buffer.internalNioBuffer(buffer.writerIndex(), length);
        frame.wrap(bytes, bytes.position(), length);
        FrameEncoder.begin(frame, 0, length, templateId, blockLength);
        FrameEncoder.seal(frame, 0, 0);
        return bytes;
    }

    private void end(ByteBuf buffer, ByteBuffer bytes, int base, int length) {
        if (isSealed) {
            FrameEncoder.seal(frame, 0, crc.of(bytes, base + Frames.CRC_FROM, length - Frames.CRC_FROM));
        }
        buffer.writerIndex(buffer.writerIndex() + length);
    }
}
