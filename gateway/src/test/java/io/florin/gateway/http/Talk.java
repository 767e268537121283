package io.florin.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** One connection to an HTTP port, in JSON with single quotes. One thread. */
final class Talk implements AutoCloseable {
    static final String BANK = "00000000-0000-0000-0000-000000000001";
    static final String ALICE = "00000000-0000-0000-0000-000000000002";
    static final String NOBODY = "00000000-0000-0000-0000-000000000063";
    static final String ZERO = "00000000-0000-0000-0000-000000000000";
    static final String ALL_ONES = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    private static final Pattern TIME = Pattern.compile("\"20\\d\\d-[^\"]{25}\"");

    private final RawClient client;

    private Talk(RawClient client) {
        this.client = client;
    }

    static Talk with(TestNode node) throws IOException {
        return new Talk(RawClient.connect(node.gateway().httpPort()));
    }

    static Talk withAdmin(TestNode node) throws IOException {
        return new Talk(RawClient.connect(node.gateway().adminPort()));
    }

    /** A bank that may owe, and Alice, who may not. */
    void openAccounts() throws IOException {
        assertEquals(
                201,
                post("/v1/accounts", "{'id':'" + BANK + "','ledger':978,'code':1}")
                        .status());
        String alice = "{'id':'" + ALICE + "','ledger':978,'code':2,'flags':['debits_must_not_exceed_credits']}";
        assertEquals(201, post("/v1/accounts", alice).status());
    }

    RawClient.Response get(String path, String... headers) throws IOException {
        return client.get(path, headers);
    }

    RawClient.Response post(String path, String json, String... headers) throws IOException {
        return send("POST", path, json, headers);
    }

    RawClient.Response put(String path, String json, String... headers) throws IOException {
        return send("PUT", path, json, headers);
    }

    RawClient.Response send(String method, String path, String json, String... headers) throws IOException {
        return client.request(method, path, json.replace('\'', '"'), "application/json", headers);
    }

    /** Objects, one a line. */
    RawClient.Response lines(String path, String json) throws IOException {
        return client.request("POST", path, json.replace('\'', '"'), "application/x-ndjson");
    }

    /** Asks, and does not wait for the answer. */
    void begin(String path, String json, String... headers) throws IOException {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        client.send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
        client.send(body);
    }

    /** The answer to what was begun. */
    RawClient.Response response() throws IOException {
        return client.response();
    }

    /** From the bank to Alice, with more fields. */
    static String pay(String id, long amountMinor, String more) {
        return transfer(id, BANK, ALICE, amountMinor, more);
    }

    static String transfer(String id, String debit, String credit, long amountMinor, String more) {
        return "{'id':'" + id + "','debit_account_id':'" + debit + "','credit_account_id':'" + credit + "','amount':"
                + amountMinor + ",'ledger':978,'code':10" + more + "}";
    }

    static String id() {
        return Ids.next().toString();
    }

    /** A key that nobody used before. */
    static String key() {
        return "Idempotency-Key: " + Ids.next();
    }

    /** Times become T, so that a body can be compared whole. */
    static void assertAnswer(int status, String json, RawClient.Response response) {
        assertEquals(status, response.status(), response.toString());
        assertEquals(json.replace('\'', '"'), TIME.matcher(response.body()).replaceAll("T"));
    }

    static void assertProblem(int status, String code, RawClient.Response response) {
        assertEquals(status, response.status(), response.toString());
        assertTrue(response.body().contains("\"code\":\"" + code + "\""), response.body());
        assertTrue(response.body().contains("\"status\":" + status + ","), response.body());
        assertEquals("application/problem+json", response.header("Content-Type"));
    }

    static void assertProblem(int status, String code, String param, RawClient.Response response) {
        assertProblem(status, code, response);
        String expected = param.isEmpty() ? "\"code\":\"" + code + "\",\"detail\"" : "\"param\":\"" + param + "\"";
        assertTrue(response.body().contains(expected), response.body());
    }

    static void assertHas(String json, RawClient.Response response) {
        assertTrue(response.body().contains(json.replace('\'', '"')), response.body());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
