package io.florin.gateway.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to an HTTP port before it is sent. One thread.
 *
 * <p>It stands for what is asked, and not for the bytes of one attempt: those have a signature of their own each time.
 */
final class HttpCall {
    private final String method;
    private final String target;
    private final byte[] body;
    private int events = 1;
    private final Map<String, String> headers = new LinkedHashMap<>();

    private HttpCall(String method, String target, byte[] body) {
        this.method = method;
        this.target = target;
        this.body = body;
    }

    static HttpCall get(String target) {
        return new HttpCall("GET", target, new byte[0]);
    }

    static HttpCall post(String target, String json) {
        return withJson("POST", target, json);
    }

    static HttpCall put(String target, String json) {
        return withJson("PUT", target, json);
    }

    private static HttpCall withJson(String method, String target, String json) {
        return new HttpCall(method, target, json.getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", "application/json");
    }

    /** What the request asks for beyond its events, but for its key. */
    HttpCall options(RequestOptions options) {
        if (options.notAfterNs() > 0) header("Florin-Not-After", HttpForm.time(options.notAfterNs()));
        options.durability()
                .ifPresent(
                        level -> header("Prefer", "durability=" + level.name().toLowerCase(Locale.ROOT)));
        return this;
    }

    /** How many events it has; one unless said. */
    HttpCall events(int count) {
        events = count;
        return this;
    }

    int events() {
        return events;
    }

    HttpCall header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    String method() {
        return method;
    }

    /** Path, and query behind a question mark. */
    String target() {
        return target;
    }

    /** Without any, empty. */
    byte[] body() {
        return body;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The value of a header as it was given. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
