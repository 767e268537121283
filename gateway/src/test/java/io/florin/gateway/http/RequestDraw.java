package io.florin.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Draws requests as clients send them, and damages some of them. One thread; the seed says all. */
final class RequestDraw {
    private static final List<String> TARGETS = List.of(
            "/problems/busy",
            "/problems/nonsense",
            "/openapi.yaml",
            "/v1/ledgers",
            "/v1/transfers",
            "/v1/accounts?limit=7",
            "/v1/accounts?limit=x",
            "/v1/nonsense",
            "/docs/page.js",
            "/");
    private static final String[] PIECES = {
        "\r\n",
        "\n",
        "\r",
        " ",
        "\t",
        ":",
        ",",
        ";",
        "\0",
        "\u00e9",
        "\u00ff",
        "HTTP/1.0",
        "HTTP/2.0",
        "0",
        "-1",
        "99999999999",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Host: b\r\n",
        "Connection: close\r\n",
        " folded\r\n",
        "Expect: 100-continue\r\n",
        "Upgrade: h2c\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
        "%2f",
        "../",
        "?",
        "#",
        "x: y\r\n",
        "Content-Encoding: gzip\r\n",
        "Prefer: wait=9\r\n",
        "Request-Id: a b\r\n",
        "{",
        "}",
        "\"",
        "[",
        "]",
        "null",
        "1e9"
    };

    private final SplittableRandom random;

    RequestDraw(SplittableRandom random) {
        this.random = random;
    }

    /**
     * Bytes of one request.
     *
     * @param status that a good one must be answered with; 0 for one that was damaged.
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Drawn(byte[] bytes, int status) {}

    Drawn next() {
        Drawn good = good();
        return random.nextInt(3) == 0 ? new Drawn(damaged(good.bytes()), 0) : good;
    }

    private Drawn good() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> get();
            case 2 -> body("/v1/transfers", transfer(), 201);
            case 3 -> body("/v1/accounts", "{\"id\":\"" + id() + "\",\"ledger\":978,\"code\":1}", 201);
            case 4 -> body("/v1/transfers/batch", "[" + many(",") + "]", 200);
            case 5 -> lines();
            case 6 -> body("/v1/transfers", transfer().replace("}", ",\"colour\":1}"), 400);
            default -> body("/v1/holds/" + id() + "/void", "{\"id\":\"" + id() + "\"}", 201);
        };
    }

    private Drawn get() {
        String target = TARGETS.get(random.nextInt(TARGETS.size()));
        int status =
                switch (target) {
                    case "/problems/busy", "/openapi.yaml", "/v1/ledgers", "/docs/page.js" -> 200;
                    case "/v1/transfers", "/v1/accounts?limit=7" -> 503;
                    case "/v1/accounts?limit=x" -> 400;
                    default -> 404;
                };
        return new Drawn(bytes("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers() + "\r\n"), status);
    }

    private Drawn lines() {
        String lines = many(random.nextBoolean() ? "\n" : "\r\n\n");
        String head =
                "POST /v1/transfers/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n" + headers();
        return new Drawn(bytes(head + "Content-Length: " + lines.length() + "\r\n\r\n" + lines), 200);
    }

    private Drawn body(String target, String json, int status) {
        String head = "POST " + target + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headers();
        return new Drawn(bytes(head + "Content-Length: " + json.length() + "\r\n\r\n" + json), status);
    }

    private String headers() {
        return switch (random.nextInt(6)) {
            case 0 -> "Request-Id: r" + random.nextInt(10) + "\r\n";
            case 1 -> "traceparent: 00-0123456789abcdef0123456789abcdef-0123456789abcdef-01\r\n";
            case 2 -> "Idempotency-Key: key-" + random.nextInt(10) + "\r\n";
            case 3 -> "Accept: */*\r\nUser-Agent: fuzz\r\nX-Any: " + "y".repeat(random.nextInt(50)) + "\r\n";
            default -> "";
        };
    }

    private String many(String between) {
        String[] events = new String[1 + random.nextInt(5)];
        Arrays.setAll(events, i -> transfer());
        return String.join(between, events);
    }

    private String transfer() {
        return "{\"id\":\"" + id() + "\",\"debit_account_id\":\"" + id() + "\",\"credit_account_id\":\"" + id()
                + "\",\"amount\":" + random.nextInt(1_000) + ",\"ledger\":978,\"code\":1}";
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** One to four changes: bytes changed, put in, left out, doubled, moved, or cut off. */
    private byte[] damaged(byte[] good) {
        byte[] bytes = good;
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            byte[] head = Arrays.copyOf(bytes, at);
            byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> joined(head, bytes(PIECES[random.nextInt(PIECES.length)]), tail);
                case 1 ->
                    joined(head, Arrays.copyOfRange(tail, Math.min(tail.length, 1 + random.nextInt(4)), tail.length));
                case 2 ->
                    joined(head, new byte[] {(byte) random.nextInt(256)}, Arrays.copyOfRange(tail, 1, tail.length));
                case 3 -> joined(head, Arrays.copyOf(tail, Math.min(tail.length, random.nextInt(60))), tail);
                case 4 -> joined(head, bytes("z".repeat(random.nextInt(16) == 0 ? 9_000 : 3)), tail);
                default -> random.nextInt(4) == 0 ? head : bytes;
            };
        }
        return bytes;
    }

    static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) length += part.length;
        byte[] joined = new byte[length];
        int offset = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, offset, part.length);
            offset += part.length;
        }
        return joined;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
