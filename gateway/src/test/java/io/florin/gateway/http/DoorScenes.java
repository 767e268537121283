package io.florin.gateway.http;

import static io.florin.gateway.http.EveryRefusalTest.raw;
import static io.florin.gateway.http.Talk.ALICE;
import static io.florin.gateway.http.Talk.id;
import static io.florin.gateway.http.Talk.pay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.RawClient.Response;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.http.EveryRefusalTest.Scene;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.SessionLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** How requests are refused before the ring. */
@SuppressWarnings("StringConcatToTextBlock") // a request is lines that end in CR LF
final class DoorScenes {
    private static final String ACCOUNT = "/v1/accounts/" + ALICE;
    private static final int EVENTS = 8_190;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final TestNode node;
    private final Map<String, Scene> scenes = new LinkedHashMap<>();

    DoorScenes(TestNode node) {
        this.node = node;
    }

    Map<String, Scene> scenes() {
        shapes();
        positions();
        states();
        speakers();
        return scenes;
    }

    /** On a connection of its own: some end it. */
    @FunctionalInterface
    private interface Asked {
        Response by(Talk http) throws Exception;
    }

    private void refused(String code, Asked asked) {
        scenes.put(code, () -> {
            try (var http = Talk.with(node)) {
                return asked.by(http);
            }
        });
    }

    private void shapes() {
        refused("request_invalid", http -> http.post("/v1/transfers", pay(id(), -1, "")));
        refused(
                "currency_unknown",
                http -> http.post("/v1/accounts", "{'id':'" + id() + "','currency':'XEU1','code':1}"));
        String keyless = pay(id(), 1, "").replaceFirst("'id':'[^']*',", "");
        refused("idempotency_key_missing", http -> http.post("/v1/transfers", keyless));
        refused(
                "idempotency_key_not_time_ordered",
                http -> http.post("/v1/transfers", keyless, "Idempotency-Key: monday"));
        refused("refused_by_operator", http -> http.post("/v1/transfers", pay(TestNode.REFUSED.toString(), 1, "")));
        refused("resource_not_found", http -> http.get("/v1/nonsense"));
        refused("method_not_allowed", http -> http.send("DELETE", "/v1/transfers", "{}"));
        refused("length_required", http -> raw(node, "POST /v1/transfers HTTP/1.1\r\nHost: a\r\n\r\n"));
        refused("body_too_large", http -> http.post("/v1/transfers", " ".repeat(64 * 1024 + 1)));
        refused("batch_too_large", http -> http.post("/v1/transfers/batch", events(EVENTS + 1)));
        refused("uri_too_long", http -> raw(node, "GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        refused(
                "headers_too_large",
                http -> raw(node, "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(9_000) + "\r\n\r\n"));
        refused("http_version_unsupported", http -> raw(node, "GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
        refused(
                "media_type_unsupported",
                http -> raw(
                        node,
                        "POST /v1/transfers HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                                + "Content-Length: 2\r\n\r\n{}"));
    }

    private void positions() {
        refused("not_primary", http -> http.get(ACCOUNT, "Florin-Min-Sequence: 1;epoch=99"));
        refused(
                "min_sequence_timeout",
                http -> http.get(ACCOUNT, "Florin-Min-Sequence: 999999999;epoch=7", "Prefer: wait=0"));
        refused(
                "durability_unavailable",
                http -> http.post("/v1/transfers", pay(id(), 1, ""), "Prefer: durability=standby"));
        refused("read_model_unavailable", http -> http.get("/v1/transfers"));
        refused("position_not_retained", http -> {
            node.events().upTo(100).forgetBefore(50);
            return http.get("/v1/events?from=7");
        });
    }

    /** Of a node that cannot take more. */
    private void states() {
        scenes.put("draining", () -> ofAnother(TestNode::drain));
        scenes.put("journal_full", () -> ofAnother(other -> other.fillJournal(true)));
        scenes.put("busy", () -> {
            try (var other = TestNode.start();
                    var http = Talk.with(other);
                    var client = other.client()) {
                other.hold();
                client.createTransfers(transfers(EVENTS));
                client.createTransfers(transfers(8_000));
                await(other, FlorinCounter.REQUESTS_BINARY, 2);
                try {
                    return http.post("/v1/transfers/batch", events(500));
                } finally {
                    other.answer();
                }
            }
        });
    }

    private static List<Transfer> transfers(int count) {
        List<Transfer> transfers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            transfers.add(Transfer.of(Ids.next(), Ids.next(), Ids.next(), 1, TestNode.LEDGER, 1));
        }
        return transfers;
    }

    /** What changes in a node. */
    @FunctionalInterface
    private interface Change {
        void of(TestNode other);
    }

    private static Response ofAnother(Change change) throws Exception {
        try (var other = TestNode.start();
                var http = Talk.with(other)) {
            change.of(other);
            return http.post("/v1/transfers", pay(id(), 1, ""));
        }
    }

    static void await(TestNode node, FlorinCounter counter, long value) {
        long deadlineNs = System.nanoTime() + TIMEOUT_NS;
        while (node.counters().value(counter) < value) {
            if (System.nanoTime() > deadlineNs) throw new AssertionError(counter + " never came to " + value);
            Thread.onSpinWait();
        }
    }

    /** Of a node that asks who is speaking. */
    private void speakers() {
        ofKeys("authentication_failed", 1, (other, key) -> get(other, "Authorization: Bearer x"));
        ofKeys("not_granted", 9, (other, key) -> {
            try (var http = Talk.with(other)) {
                return http.post("/v1/transfers", pay(id(), 1, ""), key);
            }
        });
        ofKeys("signature_invalid", 1, (other, key) -> get(other, "Signature: s=:AAAA:"));
        ofKeys("signature_expired", 1, (other, key) -> {
            String input = "s=(\"@method\" \"@path\" \"@query\");created=1;nonce=\"n\";keyid=\"k\"";
            return get(other, "Signature-Input: " + input, "Signature: s=:AAAA:");
        });
        ofKeys("rate_limited", 1, (other, key) -> {
            try (var http = Talk.with(other)) {
                Response last = http.get(ACCOUNT, key);
                while (last.status() == 404) last = http.get(ACCOUNT, key);
                return last;
            }
        });
        ofKeys("limit_reached", 9, (other, key) -> {
            try (var http = Talk.with(other)) {
                assertEquals(404, http.get(ACCOUNT, key).status());
                return get(other, key);
            }
        });
        ofKeys("window_exceeded", 9, (other, key) -> {
            try (var http = Talk.with(other)) {
                other.hold();
                http.begin("/v1/transfers/batch", events(EVENTS), key);
                http.begin("/v1/transfers", pay(id(), 1, ""), key);
                await(other, FlorinCounter.REFUSED_WINDOW, 1);
                other.answer();
                assertEquals(200, http.response().status());
                return http.response();
            }
        });
    }

    private static String events(int count) {
        return "[" + String.join(",", Collections.nCopies(count, "{'id':'" + id() + "','amount':0}")) + "]";
    }

    /** A key's owner asks. */
    @FunctionalInterface
    private interface Keyed {
        Response by(TestNode other, String key) throws Exception;
    }

    private void ofKeys(String code, int rate, Keyed keyed) {
        scenes.put(code, () -> {
            var key = ApiKeyText.random();
            Path file = Files.createTempFile("keys", "");
            String sha256 = HexFormat.of().formatHex(key.sha256());
            Files.write(file, List.of(new ApiKey(key.id(), sha256, 17, List.of(), Optional.empty()).line()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            int connections = code.equals("limit_reached") ? 1 : 2;
            var limits = Limits.DEFAULT.withSessions(SessionLimits.DEFAULT.withCaps(16, connections, EVENTS));
            try (var other = TestNode.start(limits, 1, Doorkeeper.of(file, rate))) {
                return keyed.by(other, "Authorization: Bearer " + key.text());
            } finally {
                Files.delete(file);
            }
        });
    }

    private static Response get(TestNode other, String... headers) throws Exception {
        try (var http = Talk.with(other)) {
            return http.get(ACCOUNT, headers);
        }
    }
}
