package io.florin.journal;

import io.florin.pipeline.Slot;
import io.florin.protocol.codec.BatchHeaderEncoder;
import io.florin.protocol.codec.EventDecidedEncoder;
import io.florin.protocol.codec.EventResultEncoder;
import io.florin.protocol.codec.PulseDecidedEncoder;
import io.florin.protocol.codec.RecordHeaderEncoder;
import io.florin.protocol.codec.SealEncoder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns slots into the bytes of one batch after another: records with checksums, a header before and a seal behind
 * them. The batch is built in memory of its own and leaves it whole.
 *
 * <p>Journal stage's thread only; all memory at construction, allocates nothing.
 */
final class Sealer {
    private static final int RESULT_LENGTH = EventResultEncoder.ENCODED_LENGTH;

    private final byte[] bytes = new byte[JournalConfig.BATCH_LENGTH_MAX];
    private final UnsafeBuffer batch = new UnsafeBuffer(bytes);
    private final byte[] chain;
    private final int epoch;

    private final BatchHeaderEncoder header = new BatchHeaderEncoder();
    private final RecordHeaderEncoder record = new RecordHeaderEncoder();
    private final EventResultEncoder result = new EventResultEncoder();
    private final SealEncoder seal = new SealEncoder();
    private final CRC32C crc = new CRC32C();
    private final MessageDigest sha256;

    private int length = Blocks.BATCH_HEADER_LENGTH;
    private int records;
    private long lastSequence;
    private boolean isInRequest;

    /** Continues behind this sequence and this chain; the records belong to this epoch. */
    Sealer(long lastSequence, Chain chain, int epoch) {
        this.lastSequence = lastSequence;
        this.chain = chain.toBytes();
        this.epoch = epoch;
        this.sha256 = sha256();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the whole request that begins in this slot still fits into this batch. */
    boolean fits(Slot first) {
        int body = first.bodyLength();
        int resultLength = first.longResult() == null ? RESULT_LENGTH : first.longResultLength();
        int event = Blocks.RECORD_HEADER_LENGTH + Blocks.aligned(body) + Blocks.aligned(resultLength);
        long request = Slot.HEAD_LENGTH + (long) first.events() * event;
        return length + request + Blocks.SEAL_LENGTH <= bytes.length;
    }

    /** Adds the record of one decided event. */
    void add(Slot slot) {
        long sequence = slot.sequence();
        if (sequence != lastSequence + 1) throw new IllegalStateException("records are without gaps");
        if (slot.isFirst() == isInRequest) throw new IllegalStateException("requests follow each other whole");

        int commandAt = length + Blocks.RECORD_HEADER_LENGTH;
        int commandLength = putCommand(slot, commandAt);
        int resultAt = commandAt + Blocks.aligned(commandLength);
        DirectBuffer longResult = slot.longResult();
        int resultLength = longResult == null ? putResult(slot, resultAt) : put(longResult, slot, resultAt);
        int recordLength = resultAt + Blocks.aligned(resultLength) - length;
        isInRequest = !slot.isLast();

        record.wrap(batch, length)
                .length(recordLength)
                .sequence(sequence)
                .timestamp(slot.timestampNs())
                .epoch(epoch)
                .flags((isInRequest ? Blocks.FLAG_MORE : 0) | (slot.isInternal() ? Blocks.FLAG_INTERNAL : 0))
                .schemaVersion(RecordHeaderEncoder.SCHEMA_VERSION)
                .commandTemplate(slot.templateId())
                .resultTemplate(longResult == null ? EventDecidedEncoder.TEMPLATE_ID : PulseDecidedEncoder.TEMPLATE_ID)
                .commandLength(commandLength)
                .resultLength(resultLength)
                .zero(0)
                .crc(crcOf(length, recordLength));
        length += recordLength;
        lastSequence = sequence;
        records++;
    }

    /** The head lies right before the body, so a command is one copy. */
    private int putCommand(Slot slot, int at) {
        int from = slot.isFirst() ? slot.headOffset() : slot.bodyOffset();
        int commandLength = slot.bodyOffset() + slot.bodyLength() - from;
        batch.putBytes(at, slot.memory(), from, commandLength);
        pad(at + commandLength, at + Blocks.aligned(commandLength));
        return commandLength;
    }

    private int putResult(Slot slot, int at) {
        result.wrap(batch, at)
                .timestamp(slot.resultTimestampNs())
                .status(Integer.toUnsignedLong(slot.status()))
                .zero(0)
                .amount(slot.amountMinor());
        return RESULT_LENGTH;
    }

    private int put(DirectBuffer longResult, Slot slot, int at) {
        int resultLength = slot.longResultLength();
        batch.putBytes(at, longResult, 0, resultLength);
        pad(at + resultLength, at + Blocks.aligned(resultLength));
        return resultLength;
    }

    private void pad(int from, int to) {
        for (int i = from; i < to; i++) bytes[i] = 0;
    }

    private long crcOf(int at, int blockLength) {
        crc.reset();
        crc.update(bytes, at + Blocks.CRC_FROM, blockLength - Blocks.CRC_FROM);
        return crc.getValue();
    }

    /**
     * Ends the batch and returns its length; {@link #buffer} holds it until the next {@link #reset}.
     *
     * @param released highest sequence that was answered so far, −1 for none.
     */
    int seal(long released) {
        if (isInRequest || records == 0) throw new IllegalStateException("a batch is whole requests");

        int sealAt = length;
        length += Blocks.SEAL_LENGTH;
        header.wrap(batch, 0)
                .magic(Integer.toUnsignedLong(Blocks.BATCH_MAGIC))
                .length(length)
                .records(records)
                .epoch(epoch)
                .layout(Blocks.LAYOUT)
                .flags(0)
                .firstSequence(lastSequence - records + 1)
                .lastSequence(lastSequence)
                .released(released)
                .crc(crcOf(0, Blocks.BATCH_HEADER_LENGTH));
        seal.wrap(batch, sealAt)
                .magic(Integer.toUnsignedLong(Blocks.SEAL_MAGIC))
                .length(length)
                .lastSequence(lastSequence);
        chain(length - Blocks.CHAIN_BEFORE_END);
        batch.putLong(length - Blocks.END_MARK_BEFORE_END, Blocks.END_MARK);
        return length;
    }

    private void chain(int chainAt) {
        sha256.update(chain);
        sha256.update(bytes, 0, chainAt);
        try {
            sha256.digest(chain, 0, Chain.LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("the digest has room", e);
        }
        batch.putBytes(chainAt, chain);
    }

    /** Begins the next batch. */
    void reset() {
        length = Blocks.BATCH_HEADER_LENGTH;
        records = 0;
    }

    DirectBuffer buffer() {
        return batch;
    }

    boolean isEmpty() {
        return records == 0;
    }

    boolean isInRequest() {
        return isInRequest;
    }

    int records() {
        return records;
    }
}
