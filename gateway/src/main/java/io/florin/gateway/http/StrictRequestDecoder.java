package io.florin.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/** Netty's HTTP/1.1 parser with every strictness it offers, which also tells whether a request has begun. */
final class StrictRequestDecoder extends HttpRequestDecoder {
    private static final int LINE_LENGTH_MAX = 4_096;
    private static final int HEADERS_LENGTH_MAX = 8_192;

    private boolean isMidRequest;

    StrictRequestDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LINE_LENGTH_MAX)
                .setMaxHeaderSize(HEADERS_LENGTH_MAX)
                .setChunkedSupported(false)
                .setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true)
                .setValidateHeaders(true));
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out) throws Exception {
        super.decode(ctx, buffer, out);
        isMidRequest = out.isEmpty() || !(out.get(out.size() - 1) instanceof LastHttpContent);
    }

    /** Whether bytes of a request came, but not all of it. */
    boolean isMidRequest() {
        return isMidRequest;
    }
}
