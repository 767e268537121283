package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinAdminClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Right;
import io.florin.gateway.session.AddressRange;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.SessionLimits;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The security matrix of the binary port: every message by everybody who may not send it. All of them are refused with
 * the same words, nothing happens, and every refusal is counted.
 */
class KeysTest {
    private static final long SHOP = 17;
    private static final long OTHER = 18;
    private static final long READER = 19;
    private static final int RATE = 1_000;
    private static final int EVENTS = 8_190;
    private static final UUID SESSION = new UUID(5, 6);
    private static final UUID NEW = new UUID(9, 9);
    private static final String NOT_NEGOTIATED = "not negotiated: AUTHENTICATION_FAILED, send a valid key";
    private static final String NOT_ESTABLISHED = "not established: AUTHENTICATION_FAILED, send a valid key";
    private static final String TERMINATED = "terminate: AUTHENTICATION_FAILED, send a valid key";
    private static final String UNKNOWN =
            "not established: UNNEGOTIATED, there is no such session: negotiate, then send again what has no answer";

    @TempDir
    Path folder;

    private final ApiKeyText shop = ApiKeyText.random();
    private final ApiKeyText shopToo = ApiKeyText.random();
    private final ApiKeyText other = ApiKeyText.random();
    private final ApiKeyText reader = ApiKeyText.random();
    private final ApiKeyText expired = ApiKeyText.random();
    private final ApiKeyText fromElsewhere = ApiKeyText.random();
    private final Map<ApiKeyText, ApiKey> keys = new LinkedHashMap<>();

    private Path file;
    private Doorkeeper doorkeeper;
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        file = folder.resolve("keys");
        know(shop, SHOP, List.of(), Optional.empty());
        know(shopToo, SHOP, List.of(), Optional.empty());
        know(other, OTHER, List.of(), Optional.empty());
        know(reader, READER, List.of(), Optional.empty());
        know(expired, OTHER, List.of(), Optional.of(Instant.EPOCH));
        know(fromElsewhere, OTHER, List.of(AddressRange.parse("10.0.0.0/8")), Optional.empty());
        write();
        doorkeeper = Doorkeeper.of(file, RATE);
        var sessions = SessionLimits.DEFAULT.withCaps(32, 3, EVENTS);
        node = TestNode.start(Limits.DEFAULT.withSessions(sessions), 1, doorkeeper);
        try (var admin = FlorinAdminClient.connect(
                ClientConfig.of("127.0.0.1", node.gateway().adminPort()))) {
            for (long principal : List.of(SHOP, OTHER)) {
                admin.grant(Ids.next(), principal, 0, Set.of(Right.READ, Right.POST, Right.ADMIN))
                        .join();
            }
            admin.grant(Ids.next(), READER, 0, Set.of(Right.READ)).join();
        }
        try (var socket = WireSocket.silent(node).begin(NEW, shop.text())) {
            SessionTest.openAccounts(socket);
            socket.send(SessionFrames.terminate(Reason.FINISHED, "", 0));
            assertTrue(socket.answer().startsWith("terminate: FINISHED"));
        }
        SessionTest.await(node, FlorinCounter.SESSIONS, 0);
        SessionTest.await(node, FlorinCounter.CONNECTIONS_BINARY, 0);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private void know(ApiKeyText text, long principal, List<AddressRange> addresses, Optional<Instant> expires) {
        String sha256 = HexFormat.of().formatHex(text.sha256());
        keys.put(text, new ApiKey(text.id(), sha256, principal, addresses, expires));
    }

    private void write() throws IOException {
        Files.write(file, keys.values().stream().map(ApiKey::line).toList());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (doorkeeper != null) doorkeeper.look();
    }

    /** Every application message that a client may send. */
    private static Map<String, Supplier<TestFrame>> requests() {
        Map<String, Supplier<TestFrame>> requests = new LinkedHashMap<>();
        requests.put("create accounts", () -> TestFrame.accounts(7, new UUID(7, 7)));
        requests.put("create transfers", () -> TestFrame.transfers(7, 1));
        requests.put("set limits", () -> TestFrame.limits(7, TestFrame.ALICE, 1, 1, 0));
        requests.put("set status", () -> TestFrame.status(7, TestFrame.ALICE, 1, 1));
        requests.put("look up accounts", () -> TestFrame.lookup(60, 7, TestFrame.BANK));
        requests.put("look up transfers", () -> TestFrame.lookup(61, 7, TestFrame.BANK));
        requests.put("no message at all", () -> TestFrame.request(99, 7, 16, 1));
        return requests;
    }

    private Map<String, String> badKeys() {
        Map<String, String> bad = new LinkedHashMap<>();
        String text = shop.text();
        bad.put("none", "");
        bad.put("nonsense", "let me in");
        bad.put("nobody's", ApiKeyText.random().text());
        bad.put("one letter off", text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0"));
        bad.put("cut", text.substring(0, text.length() - 1));
        bad.put("another's id", text.replace(shop.id(), other.id()));
        bad.put("expired", expired.text());
        bad.put("from elsewhere", fromElsewhere.text());
        bad.put("as a header", "Bearer " + text);
        bad.put("512 letters", "x".repeat(512));
        return bad;
    }

    @Test
    void whoIsUnknownHearsOneSentenceWhateverIsWrong() throws Exception {
        long refused = node.counters().value(FlorinCounter.REFUSED_UNKNOWN);
        for (var bad : badKeys().entrySet()) {
            try (var socket = WireSocket.silent(node)) {
                socket.send(SessionFrames.negotiate(NEW, 0, bad.getValue()));
                assertEquals(NOT_NEGOTIATED, socket.answer(), bad.getKey());
                assertEquals(TERMINATED, socket.answer(), bad.getKey());
                assertEquals(WireSocket.CLOSED, socket.answer());
            }
            try (var socket = WireSocket.silent(node)) {
                socket.send(SessionFrames.establish(SESSION, 1, 0, WireSocket.KEEP_ALIVE_MS, bad.getValue()));
                assertEquals(NOT_ESTABLISHED, socket.answer(), bad.getKey());
                assertEquals(TERMINATED, socket.answer(), bad.getKey());
                assertEquals(WireSocket.CLOSED, socket.answer());
            }
            refused += 2;
            assertEquals(refused, node.counters().value(FlorinCounter.REFUSED_UNKNOWN), bad.getKey());
        }
        assertEquals(0, node.counters().value(FlorinCounter.SESSIONS));
    }

    @Test
    void withoutASessionEveryMessageIsRefused() throws Exception {
        long before = node.counters().value(FlorinCounter.REFUSED_UNNEGOTIATED);
        for (String key : List.of("", shop.text())) {
            try (var socket = WireSocket.silent(node)) {
                if (!key.isEmpty()) {
                    socket.send(SessionFrames.negotiate(NEW, 0, key));
                    assertEquals("negotiated: version 0", socket.answer());
                }
                for (var request : requests().entrySet()) {
                    socket.send(request.getValue().get().sealed());
                    String refusal = "reject 7: UNNEGOTIATED, negotiate and establish a session first";
                    assertEquals(refusal, socket.answer(), request.getKey());
                    before++;
                }
            }
            for (byte[] message : List.of(SessionFrames.sequence(1), SessionFrames.retransmitRequest(1, 1))) {
                try (var socket = WireSocket.silent(node)) {
                    socket.send(message);
                    assertEquals("terminate: UNNEGOTIATED, negotiate and establish a session first", socket.answer());
                }
            }
        }
        assertEquals(before, node.counters().value(FlorinCounter.REFUSED_UNNEGOTIATED));
        nothingHappened();
    }

    @Test
    void anothersSessionIsNotThere() throws Exception {
        try (var mine = WireSocket.silent(node).begin(SESSION, shop.text())) {
            for (ApiKeyText key : List.of(other, shopToo)) { // a session belongs to a key, and not to its principal
                for (UUID id : List.of(SESSION, new UUID(1, 1))) {
                    try (var socket = WireSocket.silent(node)) {
                        socket.send(SessionFrames.establish(id, 1, 0, WireSocket.KEEP_ALIVE_MS, key.text()));
                        assertEquals(UNKNOWN, socket.answer(), "the same for one that is there and one that is not");
                    }
                }
                try (var socket = WireSocket.silent(node).begin(SESSION, key.text())) { // another of the same name
                    exchange(socket, 1);
                }
            }
            exchange(mine, 1);
            mine.send(SessionFrames.retransmitRequest(1, 1));
            assertEquals("again: 1 from 1", mine.answer());
            assertEquals("results 1: 1 events, []", mine.answer());
        }
    }

    @Test
    void aKeyThatIsRevokedEndsAtOnceWhateverItSends() throws Exception {
        for (var request : requests().entrySet()) {
            try (var socket = WireSocket.silent(node).begin(SESSION, shop.text());
                    var witness = WireSocket.silent(node).begin(NEW, other.text())) {
                exchange(socket, 1);
                long refused = node.counters().value(FlorinCounter.REFUSED_UNKNOWN);
                ApiKey key = keys.remove(shop);
                write();
                socket.send(
                        request.getValue().get().sealed(),
                        TestFrame.transfers(8, 1).sealed());
                String answer = socket.answer();
                if (!answer.equals(TERMINATED)) { // the clock did not come first
                    assertEquals("reject 7: AUTHENTICATION_FAILED, send a valid key", answer, request.getKey());
                    assertEquals(TERMINATED, socket.answer());
                }
                assertEquals(WireSocket.CLOSED, socket.answer());
                assertEquals(refused + 1, node.counters().value(FlorinCounter.REFUSED_UNKNOWN));
                exchange(witness, 1);
                keys.put(shop, key);
                write();
                try (var again = WireSocket.silent(node)) { // its session went with it
                    again.send(SessionFrames.establish(SESSION, 2, 0, WireSocket.KEEP_ALIVE_MS, shop.text()));
                    assertEquals(UNKNOWN, again.answer());
                }
            }
            SessionTest.await(node, FlorinCounter.CONNECTIONS_BINARY, 0);
        }
    }

    @Test
    void whoIsSilentIsNotForgottenWhenAKeyGoes() throws Exception {
        try (var revoked = WireSocket.silent(node).begin(SESSION, shop.text());
                var expiring = WireSocket.silent(node).begin(SESSION, other.text())) {
            know(other, OTHER, List.of(), Optional.of(Instant.now()));
            keys.remove(shop);
            write();
            assertEquals(TERMINATED, revoked.answer());
            assertEquals(TERMINATED, expiring.answer());
        }
    }

    /** The ledger decides; the wire says no more than that. */
    @Test
    void aRightThatIsMissingIsAnAnswerOfTheLedger() throws Exception {
        try (var socket = WireSocket.silent(node).begin(SESSION, reader.text())) {
            socket.send(TestFrame.transfers(1, 1).sealed());
            assertEquals("results 1: 1 events, [0 not_granted]", socket.answer());
            socket.send(TestFrame.lookup(60, 2, TestFrame.BANK).sealed());
            assertEquals("accounts 2: [true]", socket.answer());
        }
        nothingHappened();
    }

    @Test
    void aKeyHasSoManyConnectionsAndSessionsAndNoMore() throws Exception {
        List<WireSocket> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) open.add(WireSocket.silent(node).begin(new UUID(4, i), shop.text()));
        try (var socket = WireSocket.silent(node);
                var witness = WireSocket.silent(node).begin(NEW, other.text())) {
            socket.send(SessionFrames.negotiate(NEW, 0, shop.text()));
            String words = "LIMIT_REACHED, the key has as many connections as it may";
            assertEquals("not negotiated: " + words, socket.answer());
            assertEquals("terminate: " + words, socket.answer());
            exchange(witness, 1);
            for (WireSocket each : open) each.close();
            SessionTest.await(node, FlorinCounter.CONNECTIONS_BINARY, 1);
        }
        try (var socket = WireSocket.silent(node)) { // three sessions wait: there is no room for a fourth
            socket.send(
                    SessionFrames.negotiate(NEW, 0, shop.text()),
                    SessionFrames.establish(NEW, 1, 0, WireSocket.KEEP_ALIVE_MS, ""));
            assertEquals("negotiated: version 0", socket.answer());
            assertEquals("not established: LIMIT_REACHED, there are as many sessions as there may be", socket.answer());
        }
    }

    @Test
    void aKeyHasItsRateAndAPrincipalItsShare() throws Exception {
        try (var socket = WireSocket.silent(node).begin(SESSION, shop.text());
                var second = WireSocket.silent(node).begin(SESSION, shopToo.text());
                var witness = WireSocket.silent(node).begin(NEW, other.text())) {
            node.hold();
            socket.send(TestFrame.transfers(1, EVENTS).sealed());
            SessionTest.await(node, FlorinCounter.REQUESTS_BINARY, 2);
            second.send(TestFrame.transfers(1, 1).sealed());
            String window = "more events under way than the window allows: wait for answers";
            assertEquals("reject 1: WINDOW_EXCEEDED, " + window, second.answer());
            witness.send(TestFrame.transfers(1, 1).sealed());
            node.answer();
            assertEquals("results 1: 1 events, []", witness.answer());
            assertEquals("results 1: " + EVENTS + " events, []", socket.answer());
            exchange(second, 2);

            int limited = 0;
            byte[] lookup = TestFrame.lookup(60, 3, TestFrame.BANK).sealed();
            for (int i = 0; i < 3 * RATE; i++) second.send(lookup);
            for (int i = 0; i < 3 * RATE; i++) {
                String answer = second.answer();
                if (!answer.equals("accounts 3: [true]")) limited++;
                assertFalse(answer.startsWith("terminate"), answer);
            }
            assertTrue(limited > 0);
            assertEquals(limited, node.counters().value(FlorinCounter.REFUSED_RATE));
            exchange(witness, 2);
        }
    }

    private void nothingHappened() throws IOException {
        try (var socket = WireSocket.silent(node).begin(new UUID(8, 8), other.text())) {
            socket.send(TestFrame.lookup(60, 1, new UUID(7, 7)).sealed());
            assertEquals("accounts 1: [false]", socket.answer());
        }
    }

    private static void exchange(WireSocket socket, long correlationId) throws IOException {
        socket.send(TestFrame.transfers(correlationId, 1).sealed());
        assertEquals("results " + correlationId + ": 1 events, []", socket.answer());
    }
}
