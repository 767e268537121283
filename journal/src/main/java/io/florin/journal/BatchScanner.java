package io.florin.journal;

import io.florin.protocol.codec.BatchHeaderDecoder;
import io.florin.protocol.codec.RecordHeaderDecoder;
import io.florin.protocol.codec.RequestHeadDecoder;
import io.florin.protocol.codec.SealDecoder;
import java.io.IOException;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks forward over the blocks of one segment and believes nothing: a batch counts only if its checksums, sequences,
 * times, epochs, seal and chain all continue what was read before. Knows no Chronicle; its files are bytes like others.
 *
 * <p>One thread; allocates nothing per batch.
 */
final class BatchScanner {
    /** What lies at a place. */
    enum Found {
        BATCH,
        END,
        /** Nothing that counts: the end, for now, or damage. */
        NOTHING
    }

    private final Window window = new Window();
    private final BatchHeaderDecoder header = new BatchHeaderDecoder();
    private final RecordHeaderDecoder record = new RecordHeaderDecoder();
    private final SealDecoder seal = new SealDecoder();
    private final CRC32C crc = new CRC32C();
    private final MessageDigest sha256 = Sealer.sha256();

    private final byte[] chain = new byte[Chain.LENGTH];
    private final byte[] nextChain = new byte[Chain.LENGTH];
    private long sequence;
    private long timestampNs;
    private int epoch;

    private long position;
    private int batchAt;
    private int batchLength;
    private long nextTimestampNs;
    private int nextEpoch;

    /** Continues behind this sequence and this chain, at the beginning of a segment. */
    void begin(SegmentFile segment, long lastSequence, Chain lastChain) {
        sequence = lastSequence;
        timestampNs = 0;
        epoch = 0;
        System.arraycopy(lastChain.toBytes(), 0, chain, 0, Chain.LENGTH);
        enter(segment);
    }

    /** Goes on at the beginning of the next segment. */
    void enter(SegmentFile segment) {
        position = segment.firstOffset();
        window.clear();
    }

    /** Looks at the next block, and stands behind it if it counts. */
    Found next(SegmentFile segment) throws IOException {
        Found found = look(segment);
        if (found != Found.NOTHING) return found;

        window.clear(); // somebody may be writing: what was read ahead is old
        return look(segment);
    }

    private Found look(SegmentFile segment) throws IOException {
        long blockPosition = position + segment.gap();
        int at = window.at(segment, blockPosition, Blocks.END_BLOCK_LENGTH);
        int magic = (int) header.wrap(window.buffer(), at).magic();
        if (magic == Blocks.END_MAGIC) return end(blockPosition, at) ? Found.END : Found.NOTHING;
        if (magic != Blocks.BATCH_MAGIC || !headerCounts(at)) return Found.NOTHING;

        int length = (int) header.length();
        at = window.at(segment, blockPosition, length);
        header.wrap(window.buffer(), at);
        if (!sealCounts(at, length) || !recordsCount(at, length) || !chainCounts(at, length)) return Found.NOTHING;

        batchAt = at;
        batchLength = length;
        sequence = header.lastSequence();
        timestampNs = nextTimestampNs;
        epoch = nextEpoch;
        System.arraycopy(nextChain, 0, chain, 0, Chain.LENGTH);
        position = blockPosition + length;
        return Found.BATCH;
    }

    private boolean end(long blockPosition, int at) {
        EndBlock end = EndBlock.parse(window.bytes(), at);
        return end != null
                && end.lastSequence() == sequence
                && end.chain().equals(chain())
                && end.bytesUsed() == blockPosition + Blocks.END_BLOCK_LENGTH;
    }

    private boolean headerCounts(int at) {
        if (!crcCounts(at, Blocks.BATCH_HEADER_LENGTH, header.crc())) return false;
        if (!isLength(header.length())) return false;
        return header.layout() == Blocks.LAYOUT
                && header.firstSequence() == sequence + 1
                && header.lastSequence() == sequence + header.records()
                && header.records() > 0
                && header.epoch() >= epoch
                && header.released() != 0;
    }

    static boolean isLength(long length) {
        return length >= Blocks.BATCH_LENGTH_MIN
                && length <= JournalConfig.BATCH_LENGTH_MAX
                && length % Blocks.ALIGNMENT == 0;
    }

    private boolean sealCounts(int at, int length) {
        seal.wrap(window.buffer(), at + length - Blocks.SEAL_LENGTH);
        return (int) seal.magic() == Blocks.SEAL_MAGIC
                && seal.length() == length
                && seal.lastSequence() == header.lastSequence()
                && seal.endMark() == Blocks.END_MARK;
    }

    private boolean recordsCount(int at, int length) {
        int end = at + length - Blocks.SEAL_LENGTH;
        int recordAt = at + Blocks.BATCH_HEADER_LENGTH;
        long expected = sequence;
        nextTimestampNs = timestampNs;
        nextEpoch = (int) header.epoch();
        boolean isFirst = true;
        while (recordAt < end) {
            record.wrap(window.buffer(), recordAt);
            long recordLength = record.length();
            if (recordLength < Blocks.RECORD_HEADER_LENGTH || recordLength > end - recordAt) return false;
            if (!crcCounts(recordAt, (int) recordLength, record.crc())) return false;
            if (!partsCount(recordLength, isFirst) || record.sequence() != ++expected) return false;
            if (record.timestamp() <= nextTimestampNs || (int) record.epoch() != nextEpoch) return false;
            nextTimestampNs = record.timestamp();
            isFirst = (record.flags() & Blocks.FLAG_MORE) == 0;
            recordAt += (int) recordLength;
        }
        return isFirst && recordAt == end && expected == header.lastSequence();
    }

    /** Command and result fill the record, and the first of a request has room for its head. */
    private boolean partsCount(long recordLength, boolean isFirst) {
        long command = record.commandLength();
        long result = record.resultLength();
        if (command > recordLength || result > recordLength) return false;
        if (isFirst && command < RequestHeadDecoder.ENCODED_LENGTH) return false;
        return recordLength
                == Blocks.RECORD_HEADER_LENGTH + Blocks.aligned((int) command) + Blocks.aligned((int) result);
    }

    private boolean crcCounts(int at, int length, long expected) {
        crc.reset();
        crc.update(window.bytes(), at + Blocks.CRC_FROM, length - Blocks.CRC_FROM);
        return crc.getValue() == expected;
    }

    private boolean chainCounts(int at, int length) {
        int chainAt = at + length - Blocks.CHAIN_BEFORE_END;
        sha256.update(chain);
        sha256.update(window.bytes(), at, chainAt - at);
        try {
            sha256.digest(nextChain, 0, Chain.LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("the digest has room", e);
        }
        return Arrays.equals(nextChain, 0, Chain.LENGTH, window.bytes(), chainAt, chainAt + Chain.LENGTH);
    }

    /** Of the last batch that counted; 0 before the first. */
    long sequence() {
        return sequence;
    }

    long timestampNs() {
        return timestampNs;
    }

    int epoch() {
        return epoch;
    }

    Chain chain() {
        return Chain.copyOf(chain);
    }

    /** Behind the last batch that counted. */
    long position() {
        return position;
    }

    /** For whoever judges what lies behind the end. */
    Window window() {
        return window;
    }

    UnsafeBuffer buffer() {
        return window.buffer();
    }

    /** Where the records of the last batch begin. */
    int recordsOffset() {
        return batchAt + Blocks.BATCH_HEADER_LENGTH;
    }

    /** Where they end. */
    int recordsEnd() {
        return batchAt + batchLength - Blocks.SEAL_LENGTH;
    }
}
