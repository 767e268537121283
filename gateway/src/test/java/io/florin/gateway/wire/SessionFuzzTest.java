package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.LeakWatch;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.SessionLimits;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Any messages of a session in any order, most of them tampered with, over connections that share few sessions: the
 * node answers in whole frames that can be read, ends every connection, and serves others meanwhile. Cases that once
 * found something stay in the corpus.
 *
 * <p>The long run: {@code mvn -pl gateway -am test -Dtest=SessionFuzzTest -Dflorin.fuzz.seconds=600
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class SessionFuzzTest {
    private static final int CASES = 4_000;
    private static final int LOOPS = 2;
    private static final long SECONDS = Long.getLong("florin.fuzz.seconds", 0);
    private static final Path CORPUS = Path.of("src/test/resources/io/florin/gateway/wire/corpus");
    private static final UUID[] SESSIONS = {new UUID(0, 0), new UUID(1, 1), new UUID(2, 2), new UUID(3, 3)};
    private static final long[] NUMBERS = {1, 1, 1, 2, 3, 0, -1, 1_000, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final int[] KEEP_ALIVES = {60_000, 60_000, 60_000, 1_000, 999, 60_001, 0, -1};

    private final TreeMap<String, Integer> heard = new TreeMap<>();

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 20_261_121})
    void whateverASessionIsToldItEndsInGoodOrder(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var mutator = new FrameMutator(random);
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try (var node = node()) {
            try (var witness = WireSocket.open(node)) {
                SessionTest.openAccounts(witness);
                for (int i = 0; i < CASES || System.nanoTime() < endNs; i++) {
                    List<byte[]> frames = script(random, mutator);
                    play(node, TestFrame.join(frames.toArray(byte[][]::new)), "seed=" + seed + " case=" + i);
                    if (i % 100 == 0) isServed(witness);
                }
                isServed(witness);
            }
            SessionTest.await(node, FlorinCounter.CONNECTIONS_BINARY, 0);
            assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
            assertEquals(0, node.counters().value(FlorinCounter.ERRORS_DISTINCT));
        }
        assertEquals(List.of(), LeakWatch.leaks());
        // Cases that all end in the same way would test little.
        for (String kind : List.of("established:", "not", "negotiated:", "again:", "results", "reject", "terminate:")) {
            assertTrue(heard.getOrDefault(kind, 0) > CASES / 1_000, () -> "heard=" + heard);
        }
    }

    @Test
    void theCorpus() throws Exception {
        List<Path> files;
        try (var found = Files.list(CORPUS)) {
            files = found.sorted().toList();
        }
        assertNotEquals(List.of(), files);
        try (var node = node();
                var witness = WireSocket.open(node)) {
            SessionTest.openAccounts(witness);
            for (Path file : files) {
                String hex = Files.readString(file)
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .reduce("", String::concat);
                play(node, HexFormat.of().parseHex(hex.replaceAll("\\s", "")), file.toString());
                isServed(witness);
            }
            assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
        }
    }

    private static TestNode node() throws InterruptedException {
        var sessions = SessionLimits.DEFAULT.withKept(16, 4_096, 1 << 16);
        return TestNode.start(Limits.DEFAULT.withSessions(sessions), LOOPS, Doorkeeper.OPEN);
    }

    private static List<byte[]> script(SplittableRandom random, FrameMutator mutator) {
        List<byte[]> frames = new ArrayList<>();
        UUID id = SESSIONS[random.nextInt(SESSIONS.length)];
        if (random.nextInt(8) != 0) frames.add(SessionFrames.negotiate(id, 0, ""));
        if (random.nextInt(8) != 0) frames.add(SessionFrames.establish(id, 1, 0, 60_000, ""));
        int more = random.nextInt(8);
        for (int i = 0; i < more; i++) frames.add(message(random));
        for (int i = 0; i < frames.size(); i++) {
            if (random.nextInt(6) == 0) frames.set(i, mutator.tampered(frames.get(i)));
        }
        return frames;
    }

    private static byte[] message(SplittableRandom random) {
        UUID id = SESSIONS[random.nextInt(SESSIONS.length)];
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        int count = (int) NUMBERS[random.nextInt(NUMBERS.length)];
        return switch (random.nextInt(14)) {
            case 0 -> SessionFrames.negotiate(id, number, random.nextBoolean() ? "" : "x".repeat(random.nextInt(513)));
            case 1 -> SessionFrames.establish(id, number, 0, KEEP_ALIVES[random.nextInt(KEEP_ALIVES.length)], "");
            case 2 -> SessionFrames.sequence(number);
            case 3 -> SessionFrames.retransmitRequest(number, count);
            case 4 -> refusedAndSentAgain();
            case 5 -> SessionFrames.terminate(random.nextBoolean() ? Reason.FINISHED : Reason.BUSY, "", 0);
            case 6 -> SessionFrames.notApplied(number, count);
            case 7 -> SessionFrames.credit(count);
            case 8 -> SessionFrames.retransmission(number, count);
            default -> TestFrame.transfers(7, random.nextInt(3)).sealed(); // none are refused at once
        };
    }

    private static byte[] refusedAndSentAgain() {
        return TestFrame.join(TestFrame.transfers(7, 0).sealed(), SessionFrames.retransmitRequest(1, 1));
    }

    /** Everything that comes back is whole frames of kinds that a node sends, and then the connection ends. */
    private void play(TestNode node, byte[] bytes, String name) throws IOException {
        var socket = WireSocket.silent(node);
        try {
            socket.send(bytes);
            socket.endOutput();
            for (String answer = socket.answer(); !answer.equals(WireSocket.CLOSED); answer = socket.answer()) {
                heard.merge(answer.split(" ", 2)[0], 1, Integer::sum);
            }
        } catch (IOException | RuntimeException | AssertionError failed) {
            throw new AssertionError(name + " bytes=" + HexFormat.of().formatHex(bytes), failed);
        } finally {
            socket.abort();
        }
    }

    private static void isServed(WireSocket witness) throws IOException {
        witness.send(TestFrame.transfers(9, 1).sealed());
        assertEquals("results 9: 1 events, []", witness.answer());
    }
}
