package io.florin.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.RawClient;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Limits;
import io.florin.protocol.Crc32c;
import io.florin.protocol.FrameEncoder;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.TerminateDecoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the binary port says to frames and messages that are wrong, each by its exact reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadFramesTest {
    private static final int LENGTH = RequestAdapter.ROWS_OFFSET + TransferRowEncoder.ENCODED_LENGTH;
    private static final long CORRELATION_ID = 0x1234_5678_9ABCL;

    private TestNode node;

    @BeforeAll
    void start() throws Exception {
        Limits limits = Limits.DEFAULT.withTimeouts(
                TimeUnit.MILLISECONDS.toNanos(400), TimeUnit.MILLISECONDS.toNanos(400), TimeUnit.SECONDS.toNanos(10));
        node = TestNode.start(limits);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 16, 23, 25, 199, 1_048_577, 1_048_584, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
    void aFrameOfAnImpossibleLengthEndsTheConnection(int length) throws Exception {
        assertEnds(frame -> frame.putInt(0, length, ByteOrder.LITTLE_ENDIAN), Reason.FRAME_INVALID, "the length of a");
    }

    @ParameterizedTest
    @CsvSource({
        "8, FRAME_INVALID, a frame has 'FL' at byte 8",
        "10, FRAME_INVALID, 'frame version 0 is not spoken here, only 1'",
        "11, FRAME_INVALID, flags and the reserved bytes",
        "12, FRAME_INVALID, flags and the reserved bytes",
        "15, FRAME_INVALID, flags and the reserved bytes",
        "20, FRAME_INVALID, 'schema id 0 is not spoken here, only 1'",
        "22, SCHEMA_UNSUPPORTED, 'schema version 1 is not spoken here, only 0'"
    })
    void aWrongEnvelopeEndsTheConnection(int offset, Reason reason, String sentence) throws Exception {
        assertEnds(
                frame -> {
                    frame.putByte(offset, (byte) (frame.getByte(offset) ^ 1));
                    seal(frame);
                },
                reason,
                sentence);
    }

    @Test
    void aFrameThatDoesNotMatchItsChecksumEndsTheConnection() throws Exception {
        long before = node.counters().value(FlorinCounter.FRAMES_INVALID);
        for (int bit = 0; bit < 8; bit++) {
            int mask = 1 << bit;
            assertEnds(frame -> frame.putByte(100, (byte) mask), Reason.FRAME_INVALID, "the CRC-32C");
        }
        assertEquals(before + 8, node.counters().value(FlorinCounter.FRAMES_INVALID));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 10, 19, 22, 24, 40, 41, 62, 80, 200, 65_535})
    void anUnknownTemplateIsUnsupportedAndTheConnectionGoesOn(int templateId) throws Exception {
        assertRefused(frame -> frame.putShort(18, (short) templateId, ByteOrder.LITTLE_ENDIAN), Reason.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 43, MESSAGE_INVALID", // block length
        "68, 127, MESSAGE_INVALID", // row length
        "70, 0, MESSAGE_INVALID", // no events
        "70, 2, MESSAGE_INVALID", // more events than bytes
        "70, 8191, BATCH_TOO_LARGE",
        "70, 65535, BATCH_TOO_LARGE",
        "64, 5, MESSAGE_INVALID", // durability
        "64, 255, MESSAGE_INVALID",
        "64, 4, DURABILITY_UNAVAILABLE",
        "65, 2, MESSAGE_INVALID", // options
        "66, 1, MESSAGE_INVALID", // zero
        "192, 1, MESSAGE_INVALID", // outcome in a request
        "198, 1, MESSAGE_INVALID" // status in a request
    })
    void aBadMessageInAGoodFrameIsRefusedAndTheConnectionGoesOn(int offset, int value, Reason reason) throws Exception {
        assertRefused(
                frame -> {
                    boolean isByte = offset == 64 || offset == 65;
                    if (isByte) frame.putByte(offset, (byte) value);
                    else frame.putShort(offset, (short) value, ByteOrder.LITTLE_ENDIAN);
                },
                reason);
    }

    @Test
    void aLookupWithARequestKeyIsRefused() throws Exception {
        assertRefused(
                frame -> {
                    frame.putShort(18, (short) LookupAccountsEncoder.TEMPLATE_ID, ByteOrder.LITTLE_ENDIAN);
                    FrameEncoder.group(frame, 68, 16, 8);
                    frame.putLong(32, 1);
                },
                Reason.MESSAGE_INVALID);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 12, 16, 24, 100, LENGTH - 1})
    void halfAFrameAndThenSilenceEndsTheConnection(int length) throws Exception {
        try (var client = RawClient.connect(node.gateway().binaryPort())) {
            client.send(Arrays.copyOf(bytes(frame -> {}), length));
            assertTerminated(client, Reason.FRAME_INVALID, "the frame did not come in time");
        }
    }

    @Test
    void silenceFromTheBeginningEndsTheConnection() throws Exception {
        try (var client = RawClient.connect(node.gateway().binaryPort())) {
            assertTerminated(client, Reason.FRAME_INVALID, "the frame did not come in time");
        }
    }

    @Test
    void whoSpeaksHttpHereIsToldSo() throws Exception {
        try (var client = RawClient.connect(node.gateway().binaryPort())) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTerminated(client, Reason.FRAME_INVALID, "the length of a frame");
        }
    }

    @Test
    void aFrameInPiecesOfOneByteIsAnswered() throws Exception {
        try (var client = RawClient.connect(node.gateway().binaryPort())) {
            for (byte b : bytes(frame -> frame.putByte(66, (byte) 1))) client.send(new byte[] {b});
            assertEquals(Reason.MESSAGE_INVALID, rejected(client).reason());
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseEndsInATypedRefusalOrAClose(long seed) throws Exception {
        var random = new SplittableRandom(seed);
        long errors = node.counters().value(FlorinCounter.HANDLER_ERRORS);
        for (int i = 0; i < 50; i++) {
            byte[] noise = bytes(frame -> {});
            for (int flips = random.nextInt(1, 9); flips > 0; flips--) {
                noise[random.nextInt(noise.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextBoolean()) seal(new UnsafeBuffer(noise));
            try (var client = RawClient.connect(node.gateway().binaryPort())) {
                client.send(noise);
                client.endOutput();
                client.rest();
            }
        }
        assertEquals(errors, node.counters().value(FlorinCounter.HANDLER_ERRORS), "seed=" + seed);
    }

    private void assertEnds(Consumer<UnsafeBuffer> change, Reason reason, String sentence) throws Exception {
        try (var client = RawClient.connect(node.gateway().binaryPort())) {
            var frame = new UnsafeBuffer(bytes(ignored -> {}));
            change.accept(frame);
            client.send(frame.byteArray());
            assertTerminated(client, reason, sentence);
        }
    }

    private static void assertTerminated(RawClient client, Reason reason, String sentence) throws Exception {
        var frame = new UnsafeBuffer(client.rest());
        var header = new MessageHeaderDecoder().wrap(frame, Frames.HEADER_LENGTH);
        assertEquals(TerminateDecoder.TEMPLATE_ID, header.templateId());
        var terminate = new TerminateDecoder().wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header);
        assertEquals(reason, terminate.reason());
        String text = terminate.text();
        assertTrue(text.startsWith(sentence), text);
        assertEquals(frame.getInt(0, ByteOrder.LITTLE_ENDIAN), frame.capacity(), "nothing follows the last words");
    }

    private void assertRefused(Consumer<UnsafeBuffer> change, Reason reason) throws Exception {
        try (var client = RawClient.connect(node.gateway().binaryPort())) {
            for (int i = 0; i < 2; i++) { // twice, since the connection goes on
                client.send(bytes(change));
                var reject = rejected(client);
                assertEquals(reason, reject.reason());
                assertEquals(CORRELATION_ID, reject.correlationId());
            }
        }
    }

    private static BusinessRejectDecoder rejected(RawClient client) throws Exception {
        byte[] head = client.bytes(8);
        int length = new UnsafeBuffer(head).getInt(0, ByteOrder.LITTLE_ENDIAN);
        var frame = new UnsafeBuffer(new byte[length]);
        frame.putBytes(0, head);
        frame.putBytes(8, client.bytes(length - 8));
        var header = new MessageHeaderDecoder().wrap(frame, Frames.HEADER_LENGTH);
        assertEquals(BusinessRejectDecoder.TEMPLATE_ID, header.templateId());
        return new BusinessRejectDecoder().wrapAndApplyHeader(frame, Frames.HEADER_LENGTH, header);
    }

    /** A good frame with one transfer, changed, then sealed. */
    private static byte[] bytes(Consumer<UnsafeBuffer> change) {
        var frame = new UnsafeBuffer(new byte[LENGTH]);
        FrameEncoder.begin(frame, 0, LENGTH, CreateTransfersEncoder.TEMPLATE_ID, CreateTransfersEncoder.BLOCK_LENGTH);
        FrameEncoder.group(frame, 68, TransferRowEncoder.ENCODED_LENGTH, 1);
        frame.putLong(24, CORRELATION_ID, ByteOrder.LITTLE_ENDIAN);
        change.accept(frame);
        seal(frame);
        return frame.byteArray();
    }

    private static void seal(UnsafeBuffer frame) {
        byte[] bytes = frame.byteArray();
        FrameEncoder.seal(frame, 0, new Crc32c().of(bytes, Frames.CRC_FROM, bytes.length - Frames.CRC_FROM));
    }
}
