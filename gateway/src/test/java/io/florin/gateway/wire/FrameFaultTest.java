package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import io.florin.gateway.session.SessionLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a frame itself ends its connection, with a reason, and harms nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrameFaultTest {
    private static final String LENGTH =
            "terminate: FRAME_INVALID, the length of a frame is a multiple of 8 from 24 to 1048576";
    private static final String CRC = "terminate: FRAME_INVALID, the CRC-32C of bytes 8 to the end does not match";
    private static final String MAGIC =
            "terminate: FRAME_INVALID, a frame has 'FL' at byte 8: this is not the Florin protocol";
    private static final String NOT_ZERO =
            "terminate: FRAME_INVALID, flags and the reserved bytes of a frame header are 0";

    private TestNode node;
    private WireSocket witness;

    @BeforeAll
    void start() throws Exception {
        var limits = Limits.DEFAULT.withSessions(SessionLimits.DEFAULT.withFree(1)); // there will be thousands
        node = TestNode.start(limits);
        witness = WireSocket.open(node);
        witness.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
        assertEquals("results 1: 2 events, []", witness.answer());
    }

    @AfterAll
    void close() throws Exception {
        witness.close();
        node.close();
    }

    record Bad(String name, TestFrame frame, String answer) {
        static Bad of(String name, byte[] bytes, String answer) {
            return new Bad(name, TestFrame.raw(bytes), answer);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Bad> badFrames() {
        List<Bad> table = new ArrayList<>();
        int[] lengths = {0, 1, 8, 15, 16, 23, 25, 28, 199, 201, 1_048_577, 1_048_584, -1, -8, Integer.MIN_VALUE};
        for (int length : lengths) table.add(ofLength(length));
        table.add(Bad.of("four bytes are enough", new byte[4], LENGTH));
        table.add(Bad.of("HTTP", "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), LENGTH));
        table.add(Bad.of("TLS", new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC}, LENGTH));
        for (int bit : new int[] {8 * 24, 8 * 88 + 3, 8 * 200 - 1}) {
            byte[] flipped = good().sealed();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            table.add(Bad.of("bit " + bit + " flipped", flipped, CRC));
        }
        table.add(Bad.of("no crc", good().unsealed(), CRC));
        table.add(Bad.of("magic LF", good().put8(8, 'L').put8(9, 'F').sealed(), MAGIC));
        table.add(Bad.of("magic zero", good().put16(8, 0).sealed(), MAGIC));
        table.add(frameVersion(0));
        table.add(frameVersion(2));
        table.add(frameVersion(255));
        table.add(Bad.of("flags", good().put8(11, 1).sealed(), NOT_ZERO));
        for (int i = 12; i < 16; i++) {
            table.add(Bad.of("byte " + i, good().put8(i, 0x80).sealed(), NOT_ZERO));
        }
        table.add(schemaId(0));
        table.add(schemaId(2));
        table.add(schemaId(65_535));
        return table;
    }

    private static TestFrame good() {
        return TestFrame.transfers(7, 1);
    }

    private static Bad ofLength(int length) {
        return Bad.of("length " + length, good().put32(0, length).sealed(), LENGTH);
    }

    private static Bad frameVersion(int version) {
        String answer = "terminate: FRAME_INVALID, frame version " + version + " is not spoken here, only 1";
        return Bad.of("frame version " + version, good().put8(10, version).sealed(), answer);
    }

    private static Bad schemaId(int id) {
        String answer = "terminate: FRAME_INVALID, schema id " + id + " is not spoken here, only 1";
        return Bad.of("schema id " + id, good().put16(20, id).sealed(), answer);
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void aBadFrameEndsItsConnection(Bad bad) throws Exception {
        long before = node.counters().value(FlorinCounter.FRAMES_INVALID);
        endsWith(bad.answer(), bad.frame().unsealed());
        assertEquals(before + 1, node.counters().value(FlorinCounter.FRAMES_INVALID));
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void whatCameBeforeItIsAnsweredFirst(Bad bad) throws Exception {
        try (var socket = WireSocket.open(node)) {
            socket.send(
                    TestFrame.transfers(5, 1).sealed(),
                    TestFrame.transfers(6, 1).sealed(),
                    bad.frame().unsealed());
            assertEquals("results 5: 1 events, []", socket.answer());
            assertEquals("results 6: 1 events, []", socket.answer());
            assertEquals(bad.answer(), socket.answer());
            assertEquals(WireSocket.CLOSED, socket.answer());
        }
    }

    @Test
    void anotherSchemaVersionIsRefusedNamingBoth() throws Exception {
        long before = node.counters().value(FlorinCounter.SCHEMA_UNSUPPORTED);
        for (int version : new int[] {1, 2, 65_535}) {
            String versions = "schema version " + version + " is not spoken here, only 0 (yours " + version;
            endsWith(
                    "terminate: SCHEMA_UNSUPPORTED, " + versions + ", ours 0 to 0)",
                    good().put16(22, version).sealed());
        }
        assertEquals(before + 3, node.counters().value(FlorinCounter.SCHEMA_UNSUPPORTED));
    }

    @Test
    void aClientMayEndItInGoodOrder() throws Exception {
        long before = node.counters().value(FlorinCounter.FRAMES_INVALID);
        endsWith(
                "terminate: FINISHED, the client ended the connection",
                TestFrame.empty(12, 24).sealed());
        assertEquals(before, node.counters().value(FlorinCounter.FRAMES_INVALID));
    }

    /**
     * Last words wait for answers, which come from another thread: so this is done often enough to meet every order.
     */
    @Test
    void lastWordsAreNeverLostBehindTheLastAnswer() throws Exception {
        byte[] end = TestFrame.empty(12, 24).sealed();
        for (int i = 0; i < 5_000; i++) {
            try (var socket = WireSocket.open(node)) {
                socket.send(TestFrame.transfers(i, 1).sealed(), end);
                assertEquals("results " + i + ": 1 events, []", socket.answer());
                assertEquals("terminate: FINISHED, the client ended the connection", socket.answer());
                assertEquals(WireSocket.CLOSED, socket.answer());
                socket.abort();
            }
        }
    }

    /** The bytes are answered like this, the connection ends, and a client beside it notices nothing. */
    private void endsWith(String answer, byte[] bytes) throws Exception {
        try (var socket = WireSocket.open(node)) {
            socket.send(bytes);
            assertEquals(answer, socket.answer());
            assertEquals(WireSocket.CLOSED, socket.answer());
        }
        witness.send(TestFrame.transfers(9, 1).sealed());
        assertEquals("results 9: 1 events, []", witness.answer());
    }
}
