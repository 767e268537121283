package io.florin.gateway.wire;

import io.florin.protocol.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in what a socket brings. They are read in the buffer that the socket filled; only what is left of a
 * frame behind the last whole one is kept for the next read. Event loop only.
 */
final class FrameReader {
    private static final int NO_FRAME = -1;

    private final FrameInspector inspector = new FrameInspector();
    private final ByteBufAllocator allocator;
    private final Sink sink;
    private @Nullable ByteBuf partial;

    /** Whom frames are for. */
    interface Sink {

        /** A whole frame with a good header lies at this offset of the inspector's bytes. */
        void onFrame(FrameInspector inspector, int offset);

        /** No frame can be found any more. */
        void onBadHeader(FrameInspector inspector, FrameFault fault);

        /** Whether the next frame is wanted now; what comes meanwhile is kept. */
        boolean wantsFrames();
    }

    FrameReader(ByteBufAllocator allocator, Sink sink) {
        this.allocator = allocator;
        this.sink = sink;
    }

    /** Reads what came; true if it ends within a frame that it began. */
    boolean read(ByteBuf in) {
        if (partial != null && sink.wantsFrames()) readPartial(in, partial);
        if (partial == null && sink.wantsFrames()) readWhole(in);
        if (!in.isReadable()) return false;
        boolean isBegun = partial == null;
        keep(in);
        return isBegun;
    }

    /** Frames are wanted again: goes on with what was kept. */
    void resume() {
        ByteBuf rest = partial;
        if (rest == null) return;
        partial = null;
        try {
            read(rest);
        } finally {
            rest.release();
        }
    }

    /** Completes the frame that an earlier read began. */
    private void readPartial(ByteBuf in, ByteBuf rest) {
        while (in.isReadable()) {
            int have = rest.readableBytes();
            wrap(rest, rest.readerIndex(), have);
            int wanted = have < Frames.HEADER_LENGTH ? Frames.HEADER_LENGTH : inspector.length(0);
            rest.writeBytes(in, Math.min(wanted - have, in.readableBytes()));
            have = rest.readableBytes();
            wrap(rest, rest.readerIndex(), have);
            if (!isHeaderGood(0, have)) return;
            if (have < Frames.HEADER_LENGTH || have < inspector.length(0)) continue;

            partial = null;
            sink.onFrame(inspector, 0);
            rest.release();
            return;
        }
    }

    private void readWhole(ByteBuf in) {
        int available = in.readableBytes();
        if (available == 0) return;
        wrap(in, in.readerIndex(), available);
        int offset = 0;
        while (sink.wantsFrames()) {
            int length = wholeFrame(offset, available - offset);
            if (length == NO_FRAME) break;
            sink.onFrame(inspector, offset);
            offset += length;
        }
        in.skipBytes(offset);
    }

    /** The length of the frame at the offset; -1 if it is not whole, or bad. */
    private int wholeFrame(int offset, int available) {
        if (!isHeaderGood(offset, available) || available < Frames.HEADER_LENGTH) return NO_FRAME;
        int length = inspector.length(offset);
        return length <= available ? length : NO_FRAME;
    }

    private boolean isHeaderGood(int offset, int available) {
        FrameFault fault = inspector.header(offset, available);
        if (fault != FrameFault.NONE) sink.onBadHeader(inspector, fault);
        return fault == FrameFault.NONE;
    }

    private void wrap(ByteBuf bytes, int index, int length) {
        ByteBuffer source = bytes.internalNioBuffer(index, length);
        inspector.wrap(source, source.position(), length);
    }

    private void keep(ByteBuf in) {
        if (partial == null) partial = allocator.buffer(in.readableBytes());
        partial.writeBytes(in);
    }

    /** Whether the beginning of a frame is kept. */
    boolean isWithinFrame() {
        return partial != null;
    }

    /** Nothing more will come. */
    void close() {
        if (partial != null) partial.release();
        partial = null;
    }
}
