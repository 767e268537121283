package io.florin.ops.tool.conformance;

import io.florin.gateway.client.Ids;
import java.util.ArrayList;
import java.util.List;

/** Bytes of the HTTP port: what is read strictly, what each mistake is called, and how an id is made from a key. */
final class HttpChecks {
    private static final String SURFACE = "http";
    private static final String ACCOUNTS = "/v1/accounts";
    private static final String TRANSFERS = "/v1/transfers";
    private static final int TOO_LONG = 10 << 20;

    private final Target target;
    private final int ledger;
    private final List<Check> checks = new ArrayList<>();

    private HttpChecks(Target target, int ledger) {
        this.target = target;
        this.ledger = ledger;
    }

    static List<Check> of(Target target, int ledger) {
        var all = new HttpChecks(target, ledger);
        all.framing();
        all.bodies();
        all.resources();
        all.keys();
        return all.checks;
    }

    private void add(String name, Check.Act act) {
        checks.add(new Check(SURFACE, name, act));
    }

    /** What is sent is refused so, and the connection ends. */
    private void refusedAndOver(String name, String expected, String request) {
        add(name, () -> {
            try (var peer = HttpPeer.connect(target)) {
                unlessAnswered(expected, peer.send(request).response());
                Differs.unless(peer.isOver(), "the end of the connection", "more");
            }
        });
    }

    /** Where a status alone is expected the code is free. */
    private static void unlessAnswered(String expected, HttpPeer.Response response) {
        String words = response.words();
        Differs.unless(words.equals(expected) || words.startsWith(expected + " "), expected, words);
    }

    private void framing() {
        String head = "POST /v1/accounts HTTP/1.1\nHost: x\nAUTH\nContent-Type: application/json\n";
        refusedAndOver("HTTP/1.0", "505", "GET /v1/outcomes/x HTTP/1.0\nHost: x\nAUTH\n\n");
        refusedAndOver("a chunked body", "411 length_required", head + "Transfer-Encoding: chunked\n\n0\n\n");
        refusedAndOver("two lengths", "400 request_invalid", head + "Content-Length: 2\nContent-Length: 3\n\n{}");
        refusedAndOver("no Host", "400 request_invalid", "GET /openapi.yaml HTTP/1.1\nAUTH\n\n");
        refusedAndOver("two Hosts", "400 request_invalid", "GET /openapi.yaml HTTP/1.1\nHost: x\nHost: y\nAUTH\n\n");
        refusedAndOver("a blank before the colon", "400 request_invalid", head + "Content-Length : 2\n\n{}");
        add("a bare line feed ends nothing", () -> {
            try (var peer = HttpPeer.connect(target)) {
                HttpPeer.Response response =
                        peer.sendRaw("GET /openapi.yaml HTTP/1.1\nHost: x\n\n").response();
                Differs.unlessEqual("400 request_invalid", response.words());
            }
        });
        refusedAndOver("a line of 5 KiB", "414", "GET /" + "a".repeat(5_000) + " HTTP/1.1\nHost: x\n\n");
        refusedAndOver("headers of 9 KiB", "431", "GET /docs HTTP/1.1\nHost: x\nA: " + "a".repeat(9_000) + "\n\n");
        add("no length", () -> {
            try (var peer = HttpPeer.connect(target)) {
                Differs.unlessEqual(
                        "411 length_required", peer.send(head + "\n").response().words());
            }
        });
        add("two requests in one write are answered in their order", () -> {
            try (var peer = HttpPeer.connect(target)) {
                String end = " HTTP/1.1\nHost: x\nAUTH\n\n";
                peer.send("GET /problems/busy" + end + "GET /problems/exists" + end);
                Differs.unless(peer.response().body().contains("\"busy\""), "the first answer", "another");
                Differs.unless(peer.response().body().contains("\"exists\""), "the second answer", "another");
            }
        });
        add("Expect: 100-continue", () -> {
            try (var peer = HttpPeer.connect(target)) {
                peer.send(head + "Expect: 100-continue\nContent-Length: 2\n\n");
                Differs.unlessEqual(100, peer.response().status());
                Differs.unlessEqual(400, peer.sendRaw("{}").response().status());
            }
        });
    }

    private void bodies() {
        String id = "\"id\":\"" + Ids.next() + "\",\"ledger\":" + ledger + ",\"code\":1";
        answer("a field that does not exist", "400 request_invalid", "POST", ACCOUNTS, "{" + id + ",\"colour\":1}");
        answer("a field twice", "400 request_invalid", "POST", ACCOUNTS, "{" + id + ",\"code\":1}");
        answer(
                "a number that is no integer",
                "400 request_invalid",
                "POST",
                ACCOUNTS,
                "{" + id + ",\"user_data_32\":1.0}");
        answer("something behind the object", "400 request_invalid", "POST", ACCOUNTS, "{" + id + "} {}");
        answer("half an object", "400 request_invalid", "POST", ACCOUNTS, "{" + id);
        answer("no JSON", "400 request_invalid", "POST", ACCOUNTS, "code=1");
        answer("nested beyond all depth", "400 request_invalid", "POST", ACCOUNTS, "{\"flags\":" + "[".repeat(50));
        add("a body that is compressed", () -> refusedWith("415", "Content-Encoding: gzip"));
        add("a body of another type", () -> {
            try (var peer = HttpPeer.connect(target)) {
                Differs.unlessEqual(
                        415, peer.send(head("text/plain", 2) + "{}").response().status());
            }
        });
        add("a body of 10 MiB is refused by its length", () -> {
            try (var peer = HttpPeer.connect(target)) {
                HttpPeer.Response response =
                        peer.send(head("application/json", TOO_LONG)).response();
                Differs.unlessEqual(413, response.status());
            }
        });
    }

    private static String head(String type, int length) {
        return "POST /v1/accounts HTTP/1.1\nHost: x\nAUTH\nContent-Type: " + type + "\nContent-Length: " + length
                + "\n\n";
    }

    private void refusedWith(String status, String header) throws Exception {
        try (var peer = HttpPeer.connect(target)) {
            HttpPeer.Response response = peer.ask("POST", ACCOUNTS, "{}", header);
            Differs.unlessEqual(status, Integer.toString(response.status()));
        }
    }

    private void resources() {
        answer("a path that does not exist", "404 resource_not_found", "GET", "/v1/nothing", "");
        answer("an account that is not there", "404 resource_not_found", "GET", ACCOUNTS + "/" + Ids.next(), "");
        add("a method that a path does not have", () -> {
            try (var peer = HttpPeer.connect(target)) {
                HttpPeer.Response response = peer.ask("DELETE", ACCOUNTS, "");
                Differs.unlessEqual("405 method_not_allowed", response.words());
                Differs.unless(response.headers().containsKey("allow"), "an Allow header", "none");
            }
        });
        add("the document of the API", () -> {
            try (var peer = HttpPeer.connect(target)) {
                HttpPeer.Response response = peer.ask("GET", "/openapi.yaml", "");
                Differs.unless(response.body().startsWith("openapi: 3.1"), "openapi: 3.1…", response.words());
            }
        });
        answer(
                "a query parameter that does not exist",
                "400 request_invalid",
                "GET",
                "/v1/outcomes/" + Ids.next() + "?x=1",
                "");
        if (!target.key().isEmpty()) {
            add("a key that is none", () -> {
                try (var peer = HttpPeer.connect(target)) {
                    peer.sendRaw("GET /v1/outcomes/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nobody\r\n\r\n");
                    Differs.unlessEqual(
                            "401 authentication_failed", peer.response().words());
                }
            });
        }
    }

    private void answer(String name, String expected, String method, String path, String body) {
        add(name, () -> {
            try (var peer = HttpPeer.connect(target)) {
                unlessAnswered(expected, peer.ask(method, path, body));
            }
        });
    }

    private void keys() {
        String account = "{\"ledger\":" + ledger + ",\"code\":1}";
        add("an id is made from the key of a request, and the answer is kept under it", () -> {
            String key = "Idempotency-Key: " + Ids.next();
            try (var peer = HttpPeer.connect(target)) {
                HttpPeer.Response first = peer.ask("POST", ACCOUNTS, account, key);
                Differs.unlessEqual(201, first.status());
                Differs.unless(first.headers().containsKey("florin-sequence"), "a Florin-Sequence header", "none");
                Differs.unless(first.headers().containsKey("florin-durability"), "a Florin-Durability header", "none");
                HttpPeer.Response second = peer.ask("POST", ACCOUNTS, account, key);
                Differs.unlessEqual("true", second.headers().getOrDefault("idempotent-replayed", "no header"));
                Differs.unless(
                        second.body().contains("\"id\":\"" + key.substring("Idempotency-Key: ".length())),
                        "the key as id",
                        second.body());
            }
        });
        answer("neither id nor key", "400 idempotency_key_missing", "POST", ACCOUNTS, account);
        add("a key that says no time, for a transfer", () -> {
            String transfer = "{\"debit_account_id\":\"" + Ids.next() + "\",\"credit_account_id\":\"" + Ids.next()
                    + "\",\"amount\":1,\"ledger\":" + ledger + ",\"code\":1}";
            try (var peer = HttpPeer.connect(target)) {
                HttpPeer.Response response = peer.ask("POST", TRANSFERS, transfer, "Idempotency-Key: order-4711");
                Differs.unlessEqual("400 idempotency_key_not_time_ordered", response.words());
            }
        });
    }
}
