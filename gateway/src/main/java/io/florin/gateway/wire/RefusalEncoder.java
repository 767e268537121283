package io.florin.gateway.wire;

import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.BusinessRejectEncoder;
import io.florin.protocol.codec.TextEncodingEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes refusals of a request. Event loop only. */
final class RefusalEncoder {
    private static final int TEXT_LENGTH_MAX = 512;
    private static final int FRAME_LENGTH_MAX = 1_024;
    private static final int TEXT_HEADER_LENGTH = TextEncodingEncoder.lengthEncodingLength();

    private final byte[] bytes = new byte[FRAME_LENGTH_MAX];
    private final UnsafeBuffer frame = new UnsafeBuffer(bytes);
    private final Crc32c crc = new Crc32c();
    private final BusinessRejectEncoder reject = new BusinessRejectEncoder();

    /** Not executed: the request with this correlation id. */
    ByteBuf reject(ByteBufAllocator allocator, long correlationId, MessageFault fault) {
        byte[] text = text(fault.sentence());
        int length = begin(BusinessRejectEncoder.TEMPLATE_ID, BusinessRejectEncoder.BLOCK_LENGTH, text.length);
        reject.wrap(frame, Frames.BLOCK_OFFSET)
                .correlationId(correlationId)
                .retryAfterMs(fault.retryAfterMs())
                .reason(fault.reason())
                .zero(0)
                .putText(text, 0, text.length);
        return sealed(allocator, length);
    }

    private int begin(int templateId, int blockLength, int textLength) {
        int length = Frames.aligned(Frames.BLOCK_OFFSET + blockLength + TEXT_HEADER_LENGTH + textLength);
        frame.setMemory(0, length, (byte) 0);
        FrameEncoder.begin(frame, 0, length, templateId, blockLength);
        return length;
    }

    private ByteBuf sealed(ByteBufAllocator allocator, int length) {
        FrameEncoder.seal(frame, 0, crc.of(bytes, Frames.CRC_FROM, length - Frames.CRC_FROM));
        return allocator.buffer(length).writeBytes(bytes, 0, length);
    }

    private static byte[] text(String sentence) {
        byte[] text = sentence.getBytes(StandardCharsets.US_ASCII);
        if (text.length > TEXT_LENGTH_MAX) throw new IllegalArgumentException("too long: text=" + sentence);
        return text;
    }
}
