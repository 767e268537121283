package io.florin.protocol;

import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;

/**
 * Numbers of a frame, the envelope of every message on the wire.
 *
 * <pre>
 *    0                               4                               8
 *   +-------------------------------+-------------------------------+
 *   |  length (uint32), all of it   |  CRC-32C of 8..end (uint32)   |
 *   +---------------+-------+-------+-------------------------------+
 *   | 'F' 'L'       | vers. | flags |  0                            |
 *   +---------------+-------+-------+-------------------------------+
 *   |  SBE: block length, template, schema, version (uint16 each)   |
 *   +---------------------------------------------------------------+
 *   |  root block, groups, var data; padded with 0 to a multiple of 8
 * </pre>
 */
public final class Frames {
    /** Of the frame's own header. */
    public static final int HEADER_LENGTH = FrameHeaderDecoder.ENCODED_LENGTH;

    /** Where the root block begins. */
    public static final int BLOCK_OFFSET = HEADER_LENGTH + MessageHeaderDecoder.ENCODED_LENGTH;

    /** Shortest frame: headers only. */
    public static final int LENGTH_MIN = BLOCK_OFFSET;

    /** Longest frame, fixed for ever: 8,190 rows fit. */
    public static final int LENGTH_MAX = 1024 * 1024;

    public static final int ALIGNMENT = 8;

    /** 'F' 'L', read as a little-endian uint16. */
    public static final int MAGIC = 'F' | 'L' << 8;

    public static final int VERSION = 1;

    /** Rows of one request, fixed for ever. */
    public static final int ROWS_MAX = 8_190;

    /** What the CRC covers begins here. */
    public static final int CRC_FROM = 8;

    private Frames() {}

    /** Rounds up to a multiple of 8. */
    public static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
