package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a real node, over HTTP: every kind of them, and a stream that goes on over kills of the node. */
final class EventStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern SUBJECT = Pattern.compile("\"type\":\"([a-z._]+)\".*?\"subject\":\"([^\"]+)\"");
    private static final String BANK = "00000000-0000-0000-0000-000000000001";
    private static final String ALICE = "00000000-0000-0000-0000-000000000002";

    @TempDir
    Path folder = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> expected = new ArrayList<>();

    private NodeProcess node() throws Exception {
        var options = NodeProcess.Options.of(folder.resolve("data"), folder.resolve("logs"));
        return NodeProcess.of(options).init(List.of(), PATIENCE).start().awaitReady(PATIENCE);
    }

    private HttpResponse<String> send(NodeProcess node, String method, String path, String json, String... headers)
            throws Exception {
        var request = HttpRequest.newBuilder(uri(node, path))
                .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
                .timeout(PATIENCE);
        if (!json.isEmpty()) request.header("Content-Type", "application/json");
        if (headers.length > 0) request.headers(headers);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(NodeProcess node, String path) {
        return URI.create("http://127.0.0.1:" + node.ready().http().getPort() + path);
    }

    private void does(NodeProcess node, String event, String subject, String method, String path, String json)
            throws Exception {
        String[] headers = method.equals("PUT")
                ? new String[] {"Idempotency-Key", Ids.next().toString(), "If-Match", "\"0\""}
                : new String[] {"X-None", "0"};
        var answer = send(node, method, path, json, headers);
        assertTrue(answer.statusCode() < 300 || event.equals("transfer.refused"), answer::body);
        expected.add(event + " " + subject);
    }

    private static String transfer(UUID id, String from, String to, long amount, String more) {
        return "{'id':'" + id + "','debit_account_id':'" + from + "','credit_account_id':'" + to + "','amount':"
                + amount + ",'ledger':978,'code':1" + more + "}";
    }

    private void everyKind(NodeProcess node) throws Exception {
        String account = "{'id':'%s','ledger':978,'code':1%s}";
        does(node, "account.created", BANK, "POST", "/v1/accounts", String.format(account, BANK, ""));
        String limited = ",'flags':['debits_must_not_exceed_credits']";
        does(node, "account.created", ALICE, "POST", "/v1/accounts", String.format(account, ALICE, limited));
        UUID paid = Ids.next();
        does(node, "transfer.posted", paid.toString(), "POST", "/v1/transfers", transfer(paid, BANK, ALICE, 500, ""));
        var again = send(node, "POST", "/v1/transfers", transfer(paid, BANK, ALICE, 500, ""));
        assertEquals(200, again.statusCode(), "told once, however often it is sent");
        UUID refused = Ids.next();
        String tooMuch = transfer(refused, ALICE, BANK, 5_000, "");
        does(node, "transfer.refused", refused.toString(), "POST", "/v1/transfers", tooMuch);
        UUID posted = Ids.next();
        does(node, "hold.created", posted.toString(), "POST", "/v1/holds", transfer(posted, ALICE, BANK, 100, ""));
        does(
                node,
                "hold.posted",
                posted.toString(),
                "POST",
                "/v1/holds/" + posted + "/post",
                "{'id':'" + Ids.next() + "','amount':60}");
        UUID voided = Ids.next();
        does(node, "hold.created", voided.toString(), "POST", "/v1/holds", transfer(voided, ALICE, BANK, 100, ""));
        does(
                node,
                "hold.voided",
                voided.toString(),
                "POST",
                "/v1/holds/" + voided + "/void",
                "{'id':'" + Ids.next() + "'}");
        does(
                node,
                "account.limits_changed",
                ALICE,
                "PUT",
                "/v1/accounts/" + ALICE + "/limits",
                "{'debit_allowance':7,'credit_allowance':0}");
        does(
                node,
                "account.status_changed",
                ALICE,
                "PUT",
                "/v1/accounts/" + ALICE + "/status",
                "{'debits_frozen':false,'credits_frozen':false,'reason_code':3}");
        UUID expiring = Ids.next();
        does(
                node,
                "hold.created",
                expiring.toString(),
                "POST",
                "/v1/holds",
                transfer(expiring, ALICE, BANK, 100, ",'timeout':1"));
        expected.add("hold.expired " + expiring);
    }

    @Test
    void everyKindOfEventIsToldInOrder() throws Exception {
        try (NodeProcess node = node()) {
            everyKind(node);
            String types = String.join(
                    ",",
                    new HashSet<>(expected.stream()
                            .map(line -> line.split(" ", -1)[0])
                            .toList()));
            try (var stream = new Follower(node, "from=1&type=" + types, "")) {
                assertEquals(expected, stream.await(expected.size()));
                assertTrue(stream.texts.getLast().contains("\"amount\":100,\"ledger\":978"), stream.texts::toString);
                assertTrue(stream.texts.stream().anyMatch(text -> text.contains("\"amount\":60,\"ledger\":978")));
            }
            var page = send(node, "GET", "/v1/events?limit=1000", "");
            assertEquals(200, page.statusCode(), page::body);
            List<String> paged = new ArrayList<>();
            Matcher found = SUBJECT.matcher(page.body());
            while (found.find()) paged.add(found.group(1) + " " + found.group(2));
            assertEquals(
                    expected.stream()
                            .filter(line -> !line.startsWith("transfer.refused"))
                            .toList(),
                    paged);
            var atPosition = send(
                    node,
                    "GET",
                    "/v1/events?account_id=" + BANK + "&ledger=978",
                    "",
                    "Florin-Min-Sequence",
                    page.headers().firstValue("Florin-Sequence").orElseThrow());
            assertEquals(200, atPosition.statusCode(), atPosition::body);
            assertEquals(
                    200, send(node, "GET", "/v1/events?from=1&ledger=840", "").statusCode(), "local may read all");
        }
    }

    /** Kills at random moments: what the stream tells in all its parts is what a page tells in the end. */
    @Test
    void aStreamGoesOnOverKillsWithoutAGapAndWithoutADouble() throws Exception {
        long seed = 20_261_121;
        var random = new SplittableRandom(seed);
        try (NodeProcess node = node()) {
            var listening = new Listening(node);
            listening.start();
            send(node, "POST", "/v1/accounts", "{'id':'" + BANK + "','ledger':978,'code':1}");
            send(node, "POST", "/v1/accounts", "{'id':'" + ALICE + "','ledger':978,'code':1}");
            for (int kill = 0; kill < 3; kill++) {
                int requests = 5 + random.nextInt(40);
                for (int i = 0; i < requests; i++) batch(node, 1 + random.nextInt(200));
                node.kill();
                node.start().awaitReady(PATIENCE);
            }
            batch(node, 1);
            List<String> all = new ArrayList<>();
            String target = "/v1/events?limit=1000";
            while (!target.isEmpty()) {
                var page = send(node, "GET", target, "");
                Matcher id = Pattern.compile("\\{\"id\":\"([0-9.]+)\",\"type\"").matcher(page.body());
                while (id.find()) all.add(id.group(1));
                Matcher link = Pattern.compile("<(.+)>; rel=\"next\"")
                        .matcher(page.headers().firstValue("Link").orElse(""));
                target = link.matches() ? link.group(1) : "";
            }
            assertTrue(all.size() > 500, "seed=" + seed + ", events=" + all.size());
            assertEquals(all, listening.await(all.size()));
            assertTrue(listening.parts.get() > 3, "the stream was cut " + listening.parts + " times");
        }
    }

    private void batch(NodeProcess node, int transfers) throws Exception {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < transfers; i++) {
            String timeout = i % 7 == 0 ? ",'flags':['pending'],'timeout':1" : "";
            rows.add(transfer(Ids.next(), BANK, ALICE, 1, timeout));
        }
        assertEquals(
                200, send(node, "POST", "/v1/transfers/batch", rows.toString()).statusCode());
    }

    /** Reads a stream as a browser does. */
    private static final class Follower implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader in;
        private final List<String> texts = new ArrayList<>();
        private String lastId = "";

        Follower(NodeProcess node, String query, String lastEventId) throws IOException {
            socket.connect(node.ready().http(), 10_000);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String header = lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n";
            socket.getOutputStream()
                    .write(("GET /v1/events/stream?" + query + " HTTP/1.1\r\nHost: h\r\n" + header + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String status = String.valueOf(in.readLine());
            if (!status.startsWith("HTTP/1.1 200")) throw new IOException("refused: " + status);
        }

        /** The next event's id; chunk borders fall between events. */
        String next() throws IOException {
            while (true) {
                String line = in.readLine();
                if (line == null) throw new IOException("the stream ended");
                if (line.startsWith("id: ")) lastId = line.substring("id: ".length());
                if (!line.startsWith("data: ")) continue;
                texts.add(line.substring("data: ".length()));
                return lastId;
            }
        }

        List<String> await(int count) throws IOException {
            List<String> subjects = new ArrayList<>();
            while (subjects.size() < count) {
                next();
                Matcher found = SUBJECT.matcher(texts.getLast());
                assertTrue(found.find(), texts::toString);
                subjects.add(found.group(1) + " " + found.group(2));
            }
            return subjects;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A client that follows from the beginning, and comes back whenever it was cut off. */
    private static final class Listening {
        private final NodeProcess node;
        private final List<String> ids = new ArrayList<>();
        private final AtomicInteger parts = new AtomicInteger();
        private String seen = "0";

        Listening(NodeProcess node) {
            this.node = node;
        }

        void start() {
            var thread = new Thread(this::listen, "listening");
            thread.setDaemon(true);
            thread.start();
        }

        private void listen() {
            while (true) {
                try (var follower = new Follower(node, "", seen)) {
                    parts.incrementAndGet();
                    while (true) {
                        String id = follower.next();
                        synchronized (ids) {
                            ids.add(id);
                            ids.notifyAll();
                        }
                        seen = id;
                    }
                } catch (IOException cut) {
                    LockSupport.parkNanos(20_000_000);
                }
            }
        }

        List<String> await(int count) throws InterruptedException {
            long deadlineMs = System.currentTimeMillis() + PATIENCE.toMillis();
            synchronized (ids) {
                while (ids.size() < count && System.currentTimeMillis() < deadlineMs) ids.wait(100);
                return List.copyOf(ids).subList(0, Math.min(count, ids.size()));
            }
        }
    }
}
