package io.florin.journal;

import io.florin.protocol.codec.BatchHeaderDecoder;
import io.florin.protocol.codec.EndBlockDecoder;
import io.florin.protocol.codec.RecordHeaderDecoder;
import io.florin.protocol.codec.SealDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Judges the first place where a scan cannot go on, in a segment that no later one continues (JOURNAL.md, section 7):
 * the clean end, a batch that was torn because it was never forced, or damage. Where a crash and corruption look alike
 * it errs towards damage, which a person must look at.
 */
final class DamageRule {
    private static final int SECTOR_LENGTH = 512;
    private static final int WORD_LENGTH = Long.BYTES;
    private static final int STEP = Integer.BYTES;
    private static final int STRIDE = 64 << 10;

    private final SegmentFile segment;
    private final long sequence;
    private final long writtenEnd;
    private final Window window;
    private final BatchHeaderDecoder header = new BatchHeaderDecoder();
    private final RecordHeaderDecoder record = new RecordHeaderDecoder();
    private final SealDecoder seal = new SealDecoder();
    private final CRC32C crc = new CRC32C();

    private DamageRule(SegmentFile segment, long sequence, long writtenEnd, Window window) {
        this.window = window;
        this.segment = segment;
        this.sequence = sequence;
        this.writtenEnd = writtenEnd;
    }

    /**
     * Bytes of a torn batch at this place; 0 for a clean end.
     *
     * @param position behind the last block that counts.
     * @param sequence the last one that is good.
     * @param window is used for reading, and left with anything in it.
     * @throws JournalDamagedException if it is neither.
     */
    static long tornBytes(SegmentFile segment, long position, long sequence, Window window) throws IOException {
        long writtenEnd = segment.writtenEnd(position);
        return writtenEnd == position ? 0 : new DamageRule(segment, sequence, writtenEnd, window).judge(position);
    }

    private long judge(long position) throws IOException {
        long batchAt = position + segment.gap();
        if (hasBlockFrom(batchAt)) throw damaged("forced records are damaged: whole ones follow", position);
        long batchEnd = batchEnd(batchAt);
        if (isTorn(batchAt, batchEnd)) return batchEnd - position;
        throw damaged("records are damaged: nothing tears like this in space that was zero", position);
    }

    private JournalDamagedException damaged(String what, long position) {
        return new JournalDamagedException(what, segment.id(), position, sequence);
    }

    /** Whether a complete batch or end block lies anywhere from here. */
    private boolean hasBlockFrom(long from) throws IOException {
        for (long position = from; position < writtenEnd; position += STRIDE) {
            int at = window.at(segment, position, STRIDE);
            for (int step = 0; step < STRIDE; step += STEP) {
                int magic = window.buffer().getInt(at + step, ByteOrder.LITTLE_ENDIAN);
                if (magic != Blocks.BATCH_MAGIC && magic != Blocks.END_MAGIC) continue;
                if (isBlock(position + step)) return true;
                at = window.at(segment, position, STRIDE); // the look at a batch may have moved the window
            }
        }
        return false;
    }

    private boolean isBlock(long position) throws IOException {
        int at = window.at(segment, position, Blocks.END_BLOCK_LENGTH);
        return EndBlock.parse(window.bytes(), at) != null || isBatch(position);
    }

    private boolean isBatch(long position) throws IOException {
        if (!isHeader(position)) return false;
        int length = (int) header.length();
        int at = window.at(segment, position, length);
        seal.wrap(window.buffer(), at + length - Blocks.SEAL_LENGTH);
        if ((int) seal.magic() != Blocks.SEAL_MAGIC || seal.length() != length) return false;
        return seal.endMark() == Blocks.END_MARK && areRecords(at, length);
    }

    private boolean isHeader(long position) throws IOException {
        int at = window.at(segment, position, Blocks.BATCH_HEADER_LENGTH);
        header.wrap(window.buffer(), at);
        return (int) header.magic() == Blocks.BATCH_MAGIC
                && BatchScanner.isLength(header.length())
                && header.crc() == crcOf(at, Blocks.BATCH_HEADER_LENGTH);
    }

    private boolean areRecords(int at, int length) {
        int end = at + length - Blocks.SEAL_LENGTH;
        int recordAt = at + Blocks.BATCH_HEADER_LENGTH;
        while (recordAt < end) {
            record.wrap(window.buffer(), recordAt);
            long recordLength = record.length();
            if (recordLength < Blocks.RECORD_HEADER_LENGTH || recordLength > end - recordAt) return false;
            if (record.crc() != crcOf(recordAt, (int) recordLength)) return false;
            recordAt += (int) recordLength;
        }
        return recordAt == end;
    }

    private long crcOf(int at, int length) {
        crc.reset();
        crc.update(window.bytes(), at + Blocks.CRC_FROM, length - Blocks.CRC_FROM);
        return crc.getValue();
    }

    /** Where its header says that the batch ends, or behind the last byte that is not zero. */
    private long batchEnd(long batchAt) throws IOException {
        return isHeader(batchAt) ? batchAt + header.length() : writtenEnd;
    }

    /** Whether a part of the batch was never written: one of three words that are never zero, or a sector. */
    private boolean isTorn(long batchAt, long batchEnd) throws IOException {
        if (batchEnd <= batchAt) return true; // all that was written is what Chronicle puts before it
        if (isZero(batchAt, WORD_LENGTH)) return true;
        if (isHeaderEndUnwritten(batchAt) || isTornEndBlock(batchAt)) return true;
        if (isHeader(batchAt) && isZero(batchEnd - WORD_LENGTH, WORD_LENGTH)) return true;
        return hasZeroSector(batchAt, batchEnd);
    }

    /**
     * The last word of a header, {@code released}, may have a single bit, and rot may take it. So that word alone says
     * nothing. Where it was never written, a neighbour that is never zero was not either: what is written comes in
     * order, so nothing lies behind it, or in pieces of a cache line and more, so one lies in the same piece.
     */
    private boolean isHeaderEndUnwritten(long batchAt) throws IOException {
        long word = batchAt + Blocks.BATCH_HEADER_LENGTH - WORD_LENGTH;
        return isZero(word, WORD_LENGTH)
                && (isZero(word - WORD_LENGTH, WORD_LENGTH) || isZero(word + WORD_LENGTH, WORD_LENGTH));
    }

    /** A clean end of which only the beginning was written; nothing ever lies behind one, so no record is at stake. */
    private boolean isTornEndBlock(long blockAt) throws IOException {
        int at = window.at(segment, blockAt, Blocks.END_BLOCK_LENGTH);
        if (window.buffer().getInt(at, ByteOrder.LITTLE_ENDIAN) != Blocks.END_MAGIC) return false;
        long bytesUsed = blockAt + EndBlockDecoder.bytesUsedEncodingOffset();
        return isZero(bytesUsed, WORD_LENGTH) && writtenEnd <= blockAt + Blocks.END_BLOCK_LENGTH;
    }

    private boolean hasZeroSector(long batchAt, long batchEnd) throws IOException {
        long from = batchAt;
        while (from < batchEnd) {
            long sectorEnd = (from / SECTOR_LENGTH + 1) * SECTOR_LENGTH;
            long to = Math.min(sectorEnd, batchEnd);
            if (isZero(from, (int) (to - from))) return true;
            from = to;
        }
        return false;
    }

    private boolean isZero(long position, int length) throws IOException {
        int at = window.at(segment, position, length);
        for (int i = 0; i < length; i++) {
            if (window.bytes()[at + i] != 0) return false;
        }
        return true;
    }
}
