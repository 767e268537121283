package io.florin.protocol;

import io.florin.protocol.codec.FrameHeaderEncoder;
import io.florin.protocol.codec.MessageHeaderEncoder;
import io.florin.protocol.codec.ResultsEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/** Writes the envelope of a frame; the CRC last, see {@link #seal}. Allocates nothing. */
public final class FrameEncoder {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int CRC_OFFSET = FrameHeaderEncoder.crcEncodingOffset();
    private static final int MAGIC_OFFSET = FrameHeaderEncoder.magicEncodingOffset();
    private static final int VERSION_OFFSET = FrameHeaderEncoder.versionEncodingOffset();
    private static final int ZERO_OFFSET = FrameHeaderEncoder.zeroEncodingOffset();
    private static final int SBE_OFFSET = Frames.HEADER_LENGTH;
    private static final int TEMPLATE_OFFSET = SBE_OFFSET + MessageHeaderEncoder.templateIdEncodingOffset();
    private static final int SCHEMA_OFFSET = SBE_OFFSET + MessageHeaderEncoder.schemaIdEncodingOffset();
    private static final int SCHEMA_VERSION_OFFSET = SBE_OFFSET + MessageHeaderEncoder.versionEncodingOffset();

    private FrameEncoder() {}

    /**
     * Frame header without CRC, and SBE header.
     *
     * @param length of the whole frame, a multiple of 8.
     */
    public static void begin(MutableDirectBuffer buffer, int offset, int length, int templateId, int blockLength) {
        buffer.putInt(offset, length, ORDER);
        buffer.putShort(offset + MAGIC_OFFSET, (short) Frames.MAGIC, ORDER);
        buffer.putByte(offset + VERSION_OFFSET, (byte) Frames.VERSION);
        buffer.putByte(offset + VERSION_OFFSET + 1, (byte) 0);
        buffer.putInt(offset + ZERO_OFFSET, 0);
        buffer.putShort(offset + SBE_OFFSET, (short) blockLength, ORDER);
        buffer.putShort(offset + TEMPLATE_OFFSET, (short) templateId, ORDER);
        buffer.putShort(offset + SCHEMA_OFFSET, (short) ResultsEncoder.SCHEMA_ID, ORDER);
        buffer.putShort(offset + SCHEMA_VERSION_OFFSET, (short) ResultsEncoder.SCHEMA_VERSION, ORDER);
    }

    /** The header of a group: how long a row is, how many there are. */
    public static void group(MutableDirectBuffer buffer, int offset, int rowLength, int rows) {
        buffer.putShort(offset, (short) rowLength, ORDER);
        buffer.putShort(offset + Short.BYTES, (short) rows, ORDER);
    }

    /** The last act: the CRC of everything behind it. */
    public static void seal(MutableDirectBuffer buffer, int offset, int crc) {
        buffer.putInt(offset + CRC_OFFSET, crc, ORDER);
    }
}
