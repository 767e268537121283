package io.florin.gateway.http;

import io.florin.gateway.session.Allowance;
import io.florin.protocol.Problem;
import io.netty.buffer.ByteBuf;
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

    private static final Map<Integer, String> REASONS = reasons();
    private static final int STATUS_MIN = 200;
    private static final int STATUS_MAX = 599;
    private static final byte[] REQUEST_ID = ascii("\r\nRequest-Id: ");
    private static final byte[] REQUEST_ID_MADE = ascii("\r\nRequest-Id: " + Exchange.REQUEST_ID_PREFIX);
    private static final byte[] SEQUENCE = ascii("\r\nFlorin-Sequence: ");
    private static final byte[] EPOCH = ascii(";epoch=");
    private static final byte[] DURABILITY = ascii("\r\nFlorin-Durability: ");
    private static final byte[] DOCUMENT_RULES = ascii("\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff"
            + "\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'");
    private static final byte[] STREAM_OPENING = ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream"
            + "\r\nCache-Control: no-store\r\nTransfer-Encoding: chunked\r\nFlorin-Version: ");
    private static final byte[] RETRY_AFTER = ascii("\r\nRetry-After: 1");
    private static final byte[] POLICY = ascii("\r\nRateLimit-Policy: \"key\";q=");
    private static final byte[] POLICY_WINDOW = ascii(";w=" + Allowance.WINDOW_SECONDS);
    private static final byte[] LEFT = ascii("\r\nRateLimit: \"key\";r=");
    private static final byte[] TO_FULL = ascii(";t=");
    private static final byte[] HEAD_END = ascii("\r\n\r\n");

    private final AsciiBuffer head = new AsciiBuffer();
    private final AsciiBuffer body = new AsciiBuffer();
    private final Map<String, byte[][]> openings = new HashMap<>();
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
        body.put(text);
        return this;
    }

    ResponseWriter number(long value) {
        body.decimal(value);
        return this;
    }

    ResponseWriter unsigned(long value) {
        if (value >= 0) body.decimal(value);
        else body.put(Long.toUnsignedString(value));
        return this;
    }

    /** Minor units, as a number or in quotes. */
    ResponseWriter amount(long amountMinor, boolean isText) {
        if (isText) body.put((byte) '"');
        body.decimal(amountMinor);
        if (isText) body.put((byte) '"');
        return this;
    }

    ResponseWriter id(long high, long low) {
        body.put((byte) '"').id(high, low).put((byte) '"');
        return this;
    }

    ResponseWriter time(long timestampNs) {
        body.put((byte) '"').time(timestampNs).put((byte) '"');
        return this;
    }

    /** A time without quotes. */
    ResponseWriter plainTime(long timestampNs) {
        body.time(timestampNs);
        return this;
    }

    /** JSON that is ready. */
    ResponseWriter bytes(byte[] json) {
        body.put(json);
        return this;
    }

    /** A JSON string. */
    ResponseWriter text(String text) {
        body.put((byte) '"');
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean isControl = b >= 0 && b < ' ';
            if (b == '"' || b == '\\') body.put((byte) '\\');
            body.put(isControl ? (byte) ' ' : b);
        }
        body.put((byte) '"');
        return this;
    }

    // The whole.

    /** What passed the ring says where it stands. */
    record Passed(long sequence, long epoch, int durability, boolean isReplayed) {}

    /** Appends the response with the body composed before; {@code passed} is null for what did not pass the ring. */
    void write(ByteBuf out, int status, String type, Exchange exchange, @Nullable Passed passed) {
        head(status, type, body.length(), exchange, passed);
        head.put(HEAD_END);
        out.ensureWritable(head.length() + body.length());
        head.appendTo(out);
        if (!exchange.isHead) body.appendTo(out);
    }

    /** Appends a document; a browser may load nothing with it that is not served here too. */
    void document(ByteBuf out, Documents.Document document, Exchange exchange) {
        byte[] content = document.content();
        head(200, document.type(), content.length, exchange, null);
        head.put(DOCUMENT_RULES).put(HEAD_END);
        out.ensureWritable(head.length() + content.length);
        head.appendTo(out);
        if (!exchange.isHead) out.writeBytes(content);
    }

    /** Appends the head of a stream, which has no length: its chunks are the writer's business. */
    void stream(ByteBuf out, Exchange exchange) {
        head.clear().put(STREAM_OPENING).put(ascii(version));
        about(200, exchange, null);
        head.put(HEAD_END);
        head.appendTo(out);
    }

    private void head(int status, String type, int length, Exchange exchange, @Nullable Passed passed) {
        head.clear().put(opening(status, type)).decimal(length);
        about(status, exchange, passed);
    }

    private void about(int status, Exchange exchange, @Nullable Passed passed) {
        if (exchange.requestId.isEmpty()) head.put(REQUEST_ID_MADE).hex(exchange.requestNumber);
        else head.put(REQUEST_ID).put(exchange.requestId);
        if (passed != null) passed(passed);
        if (!exchange.traceparent.isEmpty()) header("\r\ntraceparent: ", exchange.traceparent);
        if (!exchange.preferenceApplied.isEmpty()) header("\r\nPreference-Applied: ", exchange.preferenceApplied);
        if (!exchange.moreHeaders.isEmpty()) head.put(exchange.moreHeaders);
        if (!exchange.entityTag.isEmpty()) header("\r\nETag: ", exchange.entityTag);
        if (status == 405 && exchange.route != null) header("\r\nAllow: ", exchange.route.methods());
        if (status == 401) head.put("\r\nWWW-Authenticate: Bearer");
        if (status == 503 || status == 429) head.put(RETRY_AFTER);
        if (exchange.allowance != null) allowance(exchange.allowance);
        if (!exchange.isKeptAlive) head.put("\r\nConnection: close");
    }

    /** What all responses of a status and a type begin with, up to the number of bytes in the body. */
    private byte[] opening(int status, String type) {
        byte[][] byStatus = openings.get(type);
        if (byStatus == null) {
            byStatus = new byte[STATUS_MAX - STATUS_MIN + 1][];
            openings.put(type, byStatus);
        }
        byte[] opening = byStatus[status - STATUS_MIN];
        if (opening == null) {
            opening = ascii("HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "") + "\r\nContent-Type: " + type
                    + "\r\nFlorin-Version: " + version + "\r\nContent-Length: ");
            byStatus[status - STATUS_MIN] = opening;
        }
        return opening;
    }

    /** As draft-ietf-httpapi-ratelimit-headers has it. */
    private void allowance(Allowance allowance) {
        long nowNs = System.nanoTime();
        head.put(POLICY).decimal(allowance.requestsPerSecond()).put(POLICY_WINDOW);
        head.put(LEFT).decimal(allowance.left(nowNs)).put(TO_FULL).decimal(allowance.secondsToFull(nowNs));
    }

    private void passed(Passed passed) {
        head.put(SEQUENCE).decimal(passed.sequence()).put(EPOCH).decimal(passed.epoch());
        head.put(DURABILITY).put(Preferences.name(passed.durability()));
        if (passed.isReplayed()) head.put("\r\nIdempotent-Replayed: true");
    }

    private void header(String nameWithLineEnd, String value) {
        head.put(nameWithLineEnd).put(value);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
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
        raw(",\"request_id\":").text(exchange.requestId()).raw("}");
        write(out, problem.httpStatus(), PROBLEM, exchange, passed);
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
        reasons.put(410, "Gone");
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
