package io.florin.gateway.http;

import io.florin.protocol.IdText;
import io.florin.protocol.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes responses: head, headers, body. The body is composed first, in memory that is used again, so that its length
 * is known. One event loop.
 */
final class ResponseWriter {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    private static final int NUMBER_LENGTH_MAX = 20;
    private static final int HEADERS_LENGTH_TYPICAL = 512;
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final Map<Integer, String> REASONS = reasons();

    private final ByteBuf body = Unpooled.buffer(HEADERS_LENGTH_TYPICAL);
    private final byte[] scratch = new byte[IdText.UUID_LENGTH];
    private final String version;

    ResponseWriter(String version) {
        this.version = version;
    }

    // The body, as JSON.

    /** Begins an empty body. */
    ResponseWriter begin() {
        body.clear();
        return this;
    }

    /** Text that needs no escaping. */
    ResponseWriter raw(String text) {
        ascii(body, text);
        return this;
    }

    ResponseWriter number(long value) {
        decimal(body, value);
        return this;
    }

    ResponseWriter unsigned(long value) {
        if (value >= 0) decimal(body, value);
        else ascii(body, Long.toUnsignedString(value));
        return this;
    }

    /** Minor units, as a number or in quotes. */
    ResponseWriter amount(long amountMinor, boolean isText) {
        if (isText) body.writeByte('"');
        decimal(body, amountMinor);
        if (isText) body.writeByte('"');
        return this;
    }

    ResponseWriter id(long high, long low) {
        IdText.write(high, low, scratch, 0);
        body.writeByte('"').writeBytes(scratch, 0, IdText.UUID_LENGTH).writeByte('"');
        return this;
    }

    ResponseWriter time(long timestampNs) {
        TimeText.write(timestampNs, scratch, 0);
        body.writeByte('"').writeBytes(scratch, 0, TimeText.LENGTH).writeByte('"');
        return this;
    }

    /** A JSON string. */
    ResponseWriter text(String text) {
        body.writeByte('"');
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isControl = b >= 0 && b < ' ';
            if (b == '"' || b == '\\') body.writeByte('\\');
            body.writeByte(isControl ? ' ' : b);
        }
        body.writeByte('"');
        return this;
    }

    // The whole.

    /** What passed the ring says where it stands. */
    record Passed(long sequence, long epoch, int durability, boolean isReplayed) {}

    /** Appends the response with the body composed before; {@code passed} is null for what did not pass the ring. */
    void write(ByteBuf out, int status, String type, Exchange exchange, @Nullable Passed passed) {
        out.ensureWritable(HEADERS_LENGTH_TYPICAL + body.readableBytes());
        ascii(out, "HTTP/1.1 ");
        decimal(out, status);
        out.writeByte(' ');
        ascii(out, REASONS.getOrDefault(status, ""));
        header(out, "\r\nContent-Type: ", type);
        ascii(out, "\r\nContent-Length: ");
        decimal(out, body.readableBytes());
        header(out, "\r\nRequest-Id: ", exchange.requestId);
        header(out, "\r\nFlorin-Version: ", version);
        if (passed != null) passed(out, passed);
        if (!exchange.traceparent.isEmpty()) header(out, "\r\ntraceparent: ", exchange.traceparent);
        if (!exchange.preferenceApplied.isEmpty()) header(out, "\r\nPreference-Applied: ", exchange.preferenceApplied);
        if (!exchange.entityTag.isEmpty()) header(out, "\r\nETag: ", exchange.entityTag);
        if (status == 405 && exchange.route != null) header(out, "\r\nAllow: ", exchange.route.method());
        if (status == 503) ascii(out, "\r\nRetry-After: 1");
        if (!exchange.isKeptAlive) ascii(out, "\r\nConnection: close");
        out.writeBytes(LINE_END).writeBytes(LINE_END);
        if (!exchange.isHead) out.writeBytes(body, body.readerIndex(), body.readableBytes());
    }

    private static void passed(ByteBuf out, Passed passed) {
        ascii(out, "\r\nFlorin-Sequence: ");
        decimal(out, passed.sequence());
        ascii(out, ";epoch=");
        decimal(out, passed.epoch());
        header(out, "\r\nFlorin-Durability: ", Preferences.name(passed.durability()));
        if (passed.isReplayed()) ascii(out, "\r\nIdempotent-Replayed: true");
    }

    /** A problem; the sequence says that it was decided and recorded. */
    void problem(
            ByteBuf out,
            Exchange exchange,
            Problem problem,
            String param,
            String detail,
            int index,
            @Nullable Passed passed) {
        begin().raw("{\"type\":\"/problems/").raw(problem.code());
        raw("\",\"title\":").text(problem.title());
        raw(",\"status\":").number(problem.httpStatus());
        raw(",\"code\":\"").raw(problem.code()).raw("\"");
        if (!param.isEmpty()) raw(",\"param\":").text(param);
        if (!detail.isEmpty()) raw(",\"detail\":").text(detail);
        raw(",\"retryable\":").raw(problem.isRetryable() ? "true" : "false");
        if (index >= 0) raw(",\"index\":").number(index);
        if (passed != null) raw(",\"sequence\":").number(passed.sequence());
        raw(",\"request_id\":").text(exchange.requestId).raw("}");
        write(out, problem.httpStatus(), PROBLEM, exchange, passed);
    }

    private static void header(ByteBuf out, String nameWithLineEnd, String value) {
        ascii(out, nameWithLineEnd);
        ascii(out, value);
    }

    /** Our own words are ASCII; a loop over a buffer with room costs less than an encoder for each header. */
    private static void ascii(ByteBuf out, String text) {
        int length = text.length();
        out.ensureWritable(length);
        int at = out.writerIndex();
        for (int i = 0; i < length; i++) out.setByte(at + i, text.charAt(i));
        out.writerIndex(at + length);
    }

    private static void decimal(ByteBuf out, long value) {
        if (value == 0) {
            out.writeByte('0');
            return;
        }
        int length = 0;
        for (long left = value; left > 0; left /= 10) length++;
        out.ensureWritable(NUMBER_LENGTH_MAX);
        int end = out.writerIndex() + length;
        long left = value;
        for (int i = end - 1; left > 0; i--) {
            out.setByte(i, (byte) ('0' + left % 10));
            left /= 10;
        }
        out.writerIndex(end);
    }

    private static Map<Integer, String> reasons() {
        Map<Integer, String> reasons = new HashMap<>();
        reasons.put(200, "OK");
        reasons.put(201, "Created");
        reasons.put(400, "Bad Request");
        reasons.put(401, "Unauthorized");
        reasons.put(403, "Forbidden");
        reasons.put(404, "Not Found");
        reasons.put(405, "Method Not Allowed");
        reasons.put(409, "Conflict");
        reasons.put(411, "Length Required");
        reasons.put(412, "Precondition Failed");
        reasons.put(413, "Content Too Large");
        reasons.put(414, "URI Too Long");
        reasons.put(415, "Unsupported Media Type");
        reasons.put(421, "Misdirected Request");
        reasons.put(422, "Unprocessable Content");
        reasons.put(429, "Too Many Requests");
        reasons.put(431, "Request Header Fields Too Large");
        reasons.put(503, "Service Unavailable");
        reasons.put(504, "Gateway Timeout");
        reasons.put(505, "HTTP Version Not Supported");
        reasons.put(507, "Insufficient Storage");
        return Map.copyOf(reasons);
    }
}
