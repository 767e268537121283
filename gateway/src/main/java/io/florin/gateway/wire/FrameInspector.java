package io.florin.gateway.wire;

import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Looks at bytes that should be frames, and says what is wrong with an envelope as soon as it can be known. Event loop
 * only; allocates nothing.
 */
final class FrameInspector {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int CRC_OFFSET = FrameHeaderDecoder.crcEncodingOffset();
    private static final int MAGIC_OFFSET = FrameHeaderDecoder.magicEncodingOffset();
    private static final int VERSION_OFFSET = FrameHeaderDecoder.versionEncodingOffset();
    private static final int FLAGS_OFFSET = FrameHeaderDecoder.flagsEncodingOffset();
    private static final int ZERO_OFFSET = FrameHeaderDecoder.zeroEncodingOffset();
    private static final int TEMPLATE_OFFSET = Frames.HEADER_LENGTH + MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int SCHEMA_OFFSET = Frames.HEADER_LENGTH + MessageHeaderDecoder.schemaIdEncodingOffset();
    private static final int SCHEMA_VERSION_OFFSET =
            Frames.HEADER_LENGTH + MessageHeaderDecoder.versionEncodingOffset();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Crc32c crc = new Crc32c();
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private ByteBuffer source = NOTHING;
    private int sourceOffset;
    private int theirs;
    private int ours;

    /** Looks at this piece of memory from now on; its position and limit are moved. */
    void wrap(ByteBuffer newSource, int offset, int length) {
        source = newSource;
        sourceOffset = offset;
        bytes.wrap(newSource, offset, length);
    }

    /** The memory as it was wrapped. */
    UnsafeBuffer bytes() {
        return bytes;
    }

    /** Judges a frame header of which only so many bytes may be there. */
    FrameFault header(int offset, int available) {
        if (available < Integer.BYTES) return FrameFault.NONE;
        int length = length(offset);
        if (length < Frames.LENGTH_MIN || length > Frames.LENGTH_MAX || length % Frames.ALIGNMENT != 0) {
            return FrameFault.LENGTH;
        }
        if (available < Frames.HEADER_LENGTH) return FrameFault.NONE;
        if ((bytes.getShort(offset + MAGIC_OFFSET, ORDER) & 0xFFFF) != Frames.MAGIC) return FrameFault.MAGIC;
        theirs = bytes.getByte(offset + VERSION_OFFSET) & 0xFF;
        ours = Frames.VERSION;
        if (theirs != ours) return FrameFault.FRAME_VERSION;
        boolean isZero = bytes.getByte(offset + FLAGS_OFFSET) == 0 && bytes.getInt(offset + ZERO_OFFSET) == 0;
        return isZero ? FrameFault.NONE : FrameFault.NOT_ZERO;
    }

    /** Judges the rest of a whole frame's envelope. */
    FrameFault envelope(int offset) {
        int length = length(offset);
        int found = crc.of(source, sourceOffset + offset + Frames.CRC_FROM, length - Frames.CRC_FROM);
        if (found != bytes.getInt(offset + CRC_OFFSET, ORDER)) return FrameFault.CRC;
        theirs = bytes.getShort(offset + SCHEMA_OFFSET, ORDER) & 0xFFFF;
        ours = ResultsDecoder.SCHEMA_ID;
        if (theirs != ours) return FrameFault.SCHEMA;
        theirs = bytes.getShort(offset + SCHEMA_VERSION_OFFSET, ORDER) & 0xFFFF;
        ours = ResultsDecoder.SCHEMA_VERSION;
        return theirs == ours ? FrameFault.NONE : FrameFault.SCHEMA_VERSION;
    }

    /** Of the whole frame. */
    int length(int offset) {
        return bytes.getInt(offset, ORDER);
    }

    int templateId(int offset) {
        return bytes.getShort(offset + TEMPLATE_OFFSET, ORDER) & 0xFFFF;
    }

    /** The number that the other side sent, where a fault is about two numbers. */
    int theirs() {
        return theirs;
    }

    /** The number that is spoken here. */
    int ours() {
        return ours;
    }
}
