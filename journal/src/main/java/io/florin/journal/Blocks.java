package io.florin.journal;

import io.florin.protocol.codec.BatchHeaderEncoder;
import io.florin.protocol.codec.EndBlockEncoder;
import io.florin.protocol.codec.RecordHeaderEncoder;
import io.florin.protocol.codec.SealEncoder;
import io.florin.protocol.codec.SegmentHeaderEncoder;

/**
 * Numbers of the structures that a segment is made of. All little-endian, all lengths multiples of 8; the fields stand
 * in the schema.
 *
 * <pre>
 *   plain      | segment header 256 | 0 … 4096 | batch | batch | … | end block 64 | 0 …
 *   Chronicle  | its own 512 KiB | 4 + mark 8 | 4 + segment header 256 | 4 + batch | 4 + batch | … | 4 + end block
 *
 *   batch      | header 48 | record | record | … | seal 56 |
 *   record     | header 48 | request head 64, first of a request only | command, padded | result, padded |
 * </pre>
 */
final class Blocks {
    static final int ALIGNMENT = 8;

    /** "FLB1": begins a batch. */
    static final int BATCH_MAGIC = magic('B');

    /** "FLS1": begins a seal. */
    static final int SEAL_MAGIC = magic('S');

    /** "FLJ1": begins a segment. */
    static final int SEGMENT_MAGIC = magic('J');

    /** "FLE1": ends a segment. */
    static final int END_MAGIC = magic('E');

    /** The last word of a batch, stored last. */
    static final long END_MARK = 0x5EA1_ED5E_A1ED_5EA1L;

    static final int LAYOUT = 1;

    static final int BATCH_HEADER_LENGTH = BatchHeaderEncoder.ENCODED_LENGTH;
    static final int RECORD_HEADER_LENGTH = RecordHeaderEncoder.ENCODED_LENGTH;
    static final int SEAL_LENGTH = SealEncoder.ENCODED_LENGTH;
    static final int SEGMENT_HEADER_LENGTH = SegmentHeaderEncoder.ENCODED_LENGTH;
    static final int END_BLOCK_LENGTH = EndBlockEncoder.ENCODED_LENGTH;

    /** Header, one record without a command, seal. */
    static final int BATCH_LENGTH_MIN = BATCH_HEADER_LENGTH + RECORD_HEADER_LENGTH + SEAL_LENGTH;

    /** Where the chain lies, and with it the end of what it covers, measured from the batch's end. */
    static final int CHAIN_BEFORE_END = SEAL_LENGTH - SealEncoder.chainEncodingOffset();

    static final int END_MARK_BEFORE_END = SEAL_LENGTH - SealEncoder.endMarkEncodingOffset();

    /** In every structure the checksum stands at 4 and covers what follows. */
    static final int CRC_OFFSET = 4;

    static final int CRC_FROM = 8;

    static final int FLAG_MORE = 1;
    static final int FLAG_INTERNAL = 1 << 1;

    /** A segment has room for one more batch, and then for its end. */
    static final int ROLL_RESERVE = JournalConfig.BATCH_LENGTH_MAX + (64 << 10);

    private Blocks() {}

    static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private static int magic(char kind) {
        return 'F' | 'L' << 8 | kind << 16 | '1' << 24;
    }
}
