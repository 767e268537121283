package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every reason of the schema's enum, as a client hears it. */
class ReasonsTest {
    private static final UUID SESSION = new UUID(5, 6);
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Of another node that leads, which comes with replication; and of rights, which the ledger answers itself. */
    private static final Set<Reason> NOT_HERE =
            EnumSet.of(Reason.UNSPECIFIED, Reason.NULL_VAL, Reason.NOT_PRIMARY, Reason.NOT_GRANTED);

    /** What would be right, or what to do. */
    private static final String SENTENCE = "\\S+ \\S+ \\S+.*";

    @TempDir
    Path folder;

    /** What a client does so that it hears the reason in the answer that is returned. */
    @FunctionalInterface
    private interface Scene {
        String play(TestNode node) throws Exception;
    }

    @TestFactory
    Iterable<DynamicTest> aClientHears() {
        return scenes().entrySet().stream()
                .map(scene -> DynamicTest.dynamicTest(scene.getKey().name(), () -> {
                    try (var node = node(scene.getKey())) {
                        String answer = scene.getValue().play(node);
                        String reason = scene.getKey().name();
                        boolean isOfTheLastConnection = answer.startsWith("established") && answer.endsWith(reason);
                        boolean isSentence = answer.matches(".*\\b" + reason + ", " + SENTENCE);
                        assertTrue(isOfTheLastConnection || isSentence, answer);
                    }
                }))
                .toList();
    }

    @Test
    void noReasonIsForgotten() {
        Set<Reason> all = EnumSet.allOf(Reason.class);
        all.removeAll(NOT_HERE);
        assertEquals(all, scenes().keySet());
    }

    private Map<Reason, Scene> scenes() {
        Map<Reason, Scene> scenes = new EnumMap<>(Reason.class);
        scenes.put(Reason.BUSY, ReasonsTest::busy);
        scenes.put(Reason.WINDOW_EXCEEDED, ReasonsTest::window);
        scenes.put(Reason.RATE_LIMITED, this::rate);
        scenes.put(Reason.JOURNAL_FULL, node -> {
            node.fillJournal(true);
            return request(node, TestFrame.transfers(1, 1));
        });
        scenes.put(Reason.DRAINING, node -> {
            node.drain();
            return request(node, TestFrame.transfers(1, 1));
        });
        scenes.put(
                Reason.DURABILITY_UNAVAILABLE,
                node -> request(node, TestFrame.transfers(1, 1).put8(64, 3)));
        scenes.put(Reason.MESSAGE_INVALID, node -> request(node, TestFrame.transfers(1, 0)));
        scenes.put(Reason.BATCH_TOO_LARGE, node -> request(node, TestFrame.transfers(1, 8_191)));
        scenes.put(
                Reason.REFUSED_BY_OPERATOR,
                node -> request(node, TestFrame.transfers(1, 1).putId(TestFrame.ROWS, TestNode.REFUSED)));
        scenes.put(Reason.UNSUPPORTED, node -> request(node, TestFrame.request(99, 1, 16, 1)));
        scenes.put(
                Reason.AUTHENTICATION_FAILED, node -> firstAnswer(node, SessionFrames.negotiate(SESSION, 0, "wrong")));
        scenes.put(Reason.UNNEGOTIATED, node -> firstAnswer(node, establish(1)));
        scenes.put(Reason.SCHEMA_UNSUPPORTED, node -> firstAnswer(node, negotiateVersions(1, 7)));
        scenes.put(Reason.SESSION_IN_USE, node -> {
            try (var mine = WireSocket.silent(node).begin(SESSION, "")) {
                String answer = firstAnswer(node, establish(1));
                mine.send(SessionFrames.sequence(1));
                return answer;
            }
        });
        scenes.put(Reason.FRAME_INVALID, node -> firstAnswer(node, new byte[24]));
        scenes.put(Reason.KEEP_ALIVE_LAPSED, ReasonsTest::silence);
        scenes.put(Reason.SLOW_CONSUMER, ReasonsTest::deaf);
        scenes.put(Reason.LIMIT_REACHED, node -> {
            try (var only = WireSocket.silent(node)) {
                String answer = firstAnswer(node, establish(1));
                only.send(establish(1));
                return answer;
            }
        });
        scenes.put(Reason.FINISHED, node -> firstAnswer(node, SessionFrames.terminate(Reason.FINISHED, "", 0)));
        return scenes;
    }

    /** With whatever the reason needs. */
    private TestNode node(Reason reason) throws Exception {
        return switch (reason) {
            case RATE_LIMITED, AUTHENTICATION_FAILED -> TestNode.start(Limits.DEFAULT, 1, doorkeeper());
            case SLOW_CONSUMER -> TestNode.start(Limits.DEFAULT.withTimeouts(LONG_NS, LONG_NS, SHORT_NS));
            case LIMIT_REACHED -> TestNode.start(Limits.DEFAULT.withConnections(1, 1));
            case WINDOW_EXCEEDED -> TestNode.start(Limits.DEFAULT, 65_536);
            default -> TestNode.start();
        };
    }

    private final ApiKeyText key = ApiKeyText.random();

    private Doorkeeper doorkeeper() throws IOException {
        Path file = folder.resolve("keys");
        String sha256 = HexFormat.of().formatHex(key.sha256());
        Files.write(file, List.of(new ApiKey(key.id(), sha256, 17, List.of(), Optional.empty()).line()));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Doorkeeper.of(file, 1);
    }

    private static byte[] establish(long nextNumber) {
        return SessionFrames.establish(SESSION, nextNumber, 0, WireSocket.KEEP_ALIVE_MS, "");
    }

    private static byte[] negotiateVersions(int min, int max) {
        return TestFrame.raw(SessionFrames.negotiate(SESSION, 0, ""))
                .put16(48, min)
                .put16(50, max)
                .sealed();
    }

    private static String firstAnswer(TestNode node, byte[] frame) throws IOException {
        try (var socket = WireSocket.silent(node)) {
            return socket.send(frame).answer();
        }
    }

    private static String request(TestNode node, TestFrame frame) throws IOException {
        try (var socket = WireSocket.open(node)) {
            return socket.send(frame.sealed()).answer();
        }
    }

    private static String busy(TestNode node) throws IOException {
        try (var first = WireSocket.open(node);
                var second = WireSocket.open(node)) {
            node.hold();
            try {
                first.send(
                        TestFrame.transfers(1, 8_190).sealed(),
                        TestFrame.transfers(2, 8_000).sealed());
                SessionTest.await(node, FlorinCounter.REQUESTS_BINARY, 2);
                return second.send(TestFrame.transfers(3, 500).sealed()).answer();
            } finally {
                node.answer();
            }
        }
    }

    private static String window(TestNode node) throws IOException {
        try (var socket = WireSocket.open(node)) {
            node.hold();
            try {
                byte[] largest = TestFrame.transfers(1, 8_190).sealed();
                return socket.send(largest, largest, TestFrame.transfers(3, 1).sealed())
                        .answer();
            } finally {
                node.answer();
            }
        }
    }

    private String rate(TestNode node) throws IOException {
        try (var socket = WireSocket.silent(node).begin(SESSION, key.text())) {
            byte[] lookup = TestFrame.lookup(60, 1, TestFrame.BANK).sealed();
            socket.send(lookup, lookup, lookup);
            return socket.answer() + socket.answer() + socket.answer();
        }
    }

    private static String silence(TestNode node) throws IOException {
        try (var socket = WireSocket.silent(node)) {
            socket.send(SessionFrames.negotiate(SESSION, 0, ""), SessionFrames.establish(SESSION, 1, 0, 1_000, ""));
            String answer = socket.answer();
            while (!answer.startsWith("terminate")) answer = socket.answer();
            return answer;
        }
    }

    /** There is no room to say it at once: the client hears it when it comes back. */
    private static String deaf(TestNode node) throws IOException {
        UUID[] ids = new UUID[1_000];
        Arrays.fill(ids, TestFrame.BANK);
        byte[] lookup = TestFrame.lookup(60, 1, ids).sealed();
        long sent = 0;
        try (var deaf = WireSocket.withLittleRoom(node, SESSION)) {
            while (node.counters().value(FlorinCounter.SLOW_CONSUMERS) == 0) {
                deaf.send(lookup);
                sent++;
            }
        } catch (IOException cut) {
            // as it should be
        }
        SessionTest.await(node, FlorinCounter.CONNECTIONS_BINARY, 0);
        return firstAnswer(node, establish(sent + 2));
    }
}
