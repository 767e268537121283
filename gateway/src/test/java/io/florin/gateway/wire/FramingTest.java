package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A frame is a frame however the network cuts it, and half a frame is not waited for longer than the limit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingTest {
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONG_NS = TimeUnit.SECONDS.toNanos(10);
    private static final String SLOW = "terminate: FRAME_INVALID, the frame did not come in time";

    private TestNode node;
    private WireSocket witness;

    @BeforeAll
    void start() throws Exception {
        node = TestNode.start();
        witness = WireSocket.open(node);
        witness.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
        assertEquals("results 1: 2 events, []", witness.answer());
    }

    @AfterAll
    void close() throws Exception {
        witness.close();
        node.close();
    }

    @Test
    void aFrameCutAnywhereIsAnswered() throws Exception {
        int length = TestFrame.transfers(0, 1).unsealed().length;
        try (var socket = WireSocket.open(node)) {
            for (int cut = 1; cut < length; cut++) {
                byte[] frame = TestFrame.transfers(cut, 1).sealed();
                socket.send(frame, 0, cut);
                nodeHasRead();
                socket.send(frame, cut, length - cut);
                assertEquals("results " + cut + ": 1 events, []", socket.answer());
            }
        }
    }

    @Test
    void aFrameThatTricklesByteByByteIsAnswered() throws Exception {
        byte[] frames = TestFrame.join(
                TestFrame.transfers(1, 1).sealed(), TestFrame.transfers(2, 2).sealed());
        try (var socket = WireSocket.open(node)) {
            for (int i = 0; i < frames.length; i++) {
                socket.send(frames, i, 1);
                nodeHasRead();
            }
            assertEquals("results 1: 1 events, []", socket.answer());
            assertEquals("results 2: 2 events, []", socket.answer());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void framesInPiecesOfAnyLengthAreAnsweredInOrder(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            frames.add(TestFrame.transfers(i, 1 + random.nextInt(random.nextInt(4) == 0 ? 300 : 3))
                    .sealed());
        }
        byte[] bytes = TestFrame.join(frames.toArray(byte[][]::new));
        try (var socket = WireSocket.open(node)) {
            for (int sent = 0; sent < bytes.length; ) {
                int piece = Math.min(bytes.length - sent, 1 + random.nextInt(1 << random.nextInt(15)));
                socket.send(bytes, sent, piece);
                nodeHasRead();
                sent += piece;
            }
            for (int i = 0; i < frames.size(); i++) {
                int events = (frames.get(i).length - TestFrame.ROWS) / TestFrame.ROW_LENGTH;
                assertEquals("results " + i + ": " + events + " events, []", socket.answer(), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 100})
    void framesInOneWriteAreAnsweredInOrder(int count) throws Exception {
        byte[][] frames = new byte[count][];
        for (int i = 0; i < count; i++) frames[i] = TestFrame.transfers(i, 1).sealed();
        try (var socket = WireSocket.open(node)) {
            socket.send(frames);
            for (int i = 0; i < count; i++) assertEquals("results " + i + ": 1 events, []", socket.answer());
        }
    }

    @Test
    void theLongestFrameIsAnsweredBesideAnother() throws Exception {
        try (var socket = WireSocket.open(node)) {
            socket.send(
                    TestFrame.transfers(1, 8_190).sealed(),
                    TestFrame.transfers(2, 1).sealed());
            assertEquals("results 1: 8190 events, []", socket.answer());
            assertEquals("results 2: 1 events, []", socket.answer());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 15, 16, 24, 100, 199})
    void halfAFrameThenSilenceEndsTheConnection(int bytes) throws Exception {
        try (var impatient = TestNode.start(Limits.DEFAULT.withTimeouts(SHORT_NS, SHORT_NS, LONG_NS));
                var socket = WireSocket.silent(impatient)) {
            socket.send(TestFrame.transfers(7, 1).sealed(), 0, bytes);
            assertEquals(SLOW, socket.answer());
            assertEquals(WireSocket.CLOSED, socket.answer());
            assertEquals(1, impatient.counters().value(FlorinCounter.SLOW_INPUT));
            assertEquals(0, impatient.counters().value(FlorinCounter.FRAMES_INVALID));
        }
    }

    @Test
    void halfASecondFrameEndsTheConnectionToo() throws Exception {
        try (var impatient = TestNode.start(Limits.DEFAULT.withTimeouts(LONG_NS, SHORT_NS, LONG_NS));
                var socket = WireSocket.open(impatient)) {
            socket.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
            assertEquals("results 1: 2 events, []", socket.answer());
            byte[] first = TestFrame.transfers(2, 1).sealed();
            byte[] second = TestFrame.transfers(3, 1).sealed();
            socket.send(TestFrame.join(first, second), 0, first.length + 20);
            assertEquals("results 2: 1 events, []", socket.answer());
            assertEquals(SLOW, socket.answer());
            assertEquals(WireSocket.CLOSED, socket.answer());
        }
    }

    /** A client that only says nothing between two frames is welcome to. */
    @Test
    void silenceBetweenFramesIsNoFault() throws Exception {
        try (var impatient = TestNode.start(Limits.DEFAULT.withTimeouts(SHORT_NS, SHORT_NS, LONG_NS));
                var socket = WireSocket.open(impatient);
                var slow = WireSocket.silent(impatient)) {
            socket.send(TestFrame.accounts(1, TestFrame.BANK, TestFrame.ALICE).sealed());
            assertEquals("results 1: 2 events, []", socket.answer());
            assertEquals(SLOW, slow.answer()); // longer than the limit has passed
            socket.send(TestFrame.transfers(2, 1).sealed());
            assertEquals("results 2: 1 events, []", socket.answer());
        }
    }

    /** One event loop serves both: when it has answered the witness, it has read what was sent before. */
    private void nodeHasRead() throws Exception {
        witness.send(TestFrame.lookup(60, 9, TestFrame.BANK).sealed());
        assertEquals("accounts 9: [true]", witness.answer());
    }
}
