package io.florin.gateway.client;

import io.florin.protocol.Crc32c;
import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.FrameHeaderDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** The client's end of a connection: finds frames in what arrives and brings each to its request. Event loop only. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final PendingRequests pending;
    private final ClientSession session;
    private final SessionDecoder messages;
    private final ClientMetrics metrics;
    private final AnswerDecoder decoder = new AnswerDecoder();
    private final Crc32c crc = new Crc32c();
    private final UnsafeBuffer frames = new UnsafeBuffer(0, 0);
    private @Nullable ByteBuf partial;

    ClientConnection(PendingRequests pending, ClientSession session, ClientMetrics metrics) {
        this.metrics = metrics;
        this.pending = pending;
        this.session = session;
        this.messages = new SessionDecoder(session);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        session.onConnected(ctx.channel());
    }

    /** The handshake failed; the connection ends. */
    void notEncrypted(Throwable cause) {
        session.onNotEncrypted("no TLS with this node (" + cause.getMessage() + ")");
    }

    /** Nobody is there. */
    void notConnected() {
        session.onDisconnected();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        session.onHeard();
        try {
            if (partial == null) {
                readFrames(ctx, in);
                if (in.isReadable()) {
                    partial = ctx.alloc().buffer(in.readableBytes()).writeBytes(in);
                }
            } else {
                partial.writeBytes(in);
                readFrames(ctx, partial);
                keepPartial(partial);
            }
        } finally {
            in.release();
        }
    }

    private void keepPartial(ByteBuf rest) {
        if (rest.isReadable()) {
            rest.discardReadBytes();
        } else {
            rest.release();
            partial = null;
        }
    }

    private void readFrames(ChannelHandlerContext ctx, ByteBuf in) {
        int available = in.readableBytes();
        if (available == 0) return;
        ByteBuffer bytes = in.internalNioBuffer(in.readerIndex(), available);
        int base = bytes.position();
        frames.wrap(bytes, base, available);
        int offset = 0;
        while (available - offset >= Frames.LENGTH_MIN) {
            int length = frames.getInt(offset, ORDER);
            if (length < Frames.LENGTH_MIN || length > Frames.LENGTH_MAX) {
                broken(ctx, "a frame has the length " + length);
                break;
            }
            if (available - offset < length) break;
            int found = crc.of(bytes, base + offset + Frames.CRC_FROM, length - Frames.CRC_FROM);
            if (found != frames.getInt(offset + FrameHeaderDecoder.crcEncodingOffset(), ORDER)) {
                broken(ctx, "a frame has another checksum than it says");
                break;
            }
            onFrame(offset);
            offset += length;
        }
        in.skipBytes(offset);
    }

    private void broken(ChannelHandlerContext ctx, String what) {
        session.onBroken(what);
        ctx.close();
    }

    private void onFrame(int offset) {
        int templateId = decoder.templateId(frames, offset);
        if (templateId < SessionFrames.APPLICATION_FROM) {
            messages.decode(templateId, frames, offset);
            return;
        }
        session.onAnswer();
        if (templateId == BusinessRejectDecoder.TEMPLATE_ID) {
            onReject(offset);
            return;
        }
        PendingRequest<?> request = pending.take(frames.getLong(offset + Frames.BLOCK_OFFSET, ORDER));
        if (request == null) return;
        if (request.answer(decoder, frames, offset)) metrics.answered(request.events(), request.latencyNs());
        else metrics.unknown(request.events());
    }

    private void onReject(int offset) {
        PendingRequest<?> request = pending.take(decoder.rejected(frames, offset));
        if (request == null) return;
        NotExecutedException reject = decoder.reject(frames, offset);
        metrics.notExecuted(request.events(), reject.code());
        request.fail(reject);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (partial != null) partial.release();
        partial = null;
        session.onDisconnected();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        session.onBroken("the connection was lost: " + cause.getMessage());
        ctx.close();
    }
}
