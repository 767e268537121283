package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.florin.pipeline.Slot;
import io.florin.protocol.codec.CreateTransfersEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The bytes of JOURNAL.md, section 3: offsets by number, checksums and chain by another computation, a whole batch. */
final class BytesTest {
    private static final int EPOCH = 7;
    private static final long RELEASED = 40;

    /** A request of two transfers, then one that Florin itself sent with a body of no whole words. */
    private static byte[] batch() {
        var memory = new UnsafeBuffer(new byte[3 * Slot.LENGTH]);
        for (int i = 0; i < memory.capacity(); i++) memory.putByte(i, (byte) (i % 251 + 1));
        var sealer = new Sealer(41, Chain.NOTHING, EPOCH);
        for (int i = 0; i < 2; i++) {
            var slot = new Slot(memory, i * Slot.LENGTH).begin(CreateTransfersEncoder.TEMPLATE_ID, 2, i, 128);
            slot.stamp(42 + i, 1_000 + i);
            slot.result(i, 2_000 + i, 3_000 + i);
            sealer.add(slot);
        }
        var internal = new Slot(memory, 2 * Slot.LENGTH).begin(205, 1, 0, 13).internal();
        internal.stamp(44, 1_002);
        internal.longResult(new UnsafeBuffer(new byte[] {1, 2, 3, 4, 5}), 5);
        sealer.add(internal);
        var bytes = new byte[sealer.seal(RELEASED)];
        sealer.buffer().getBytes(0, bytes);
        return bytes;
    }

    @Test
    void fieldsLieWhereTheDocumentSays() {
        byte[] bytes = batch();
        ByteBuffer batch = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int second = 48 + 48 + 64 + 128 + 24;
        int third = second + 48 + 128 + 24;
        int seal = third + 48 + 64 + 16 + 8;

        assertEquals("FLB1", text(bytes, 0));
        assertEquals(crcOf(bytes, 8, 48), batch.getInt(4));
        assertEquals(seal + 56, batch.getInt(8));
        assertEquals(3, batch.getInt(12));
        assertEquals(EPOCH, batch.getInt(16));
        assertEquals(1, batch.getShort(20));
        assertEquals(0, batch.getShort(22));
        assertEquals(42, batch.getLong(24));
        assertEquals(44, batch.getLong(32));
        assertEquals(RELEASED, batch.getLong(40));

        assertRecord(bytes, 48, second - 48, new long[] {42, 1_000, 1, 21, 240, 192, 24});
        assertRecord(bytes, second, third - second, new long[] {43, 1_001, 0, 21, 240, 128, 24});
        assertRecord(bytes, third, seal - third, new long[] {44, 1_002, 2, 205, 241, 77, 5});

        int result = second + 48 + 128;
        assertEquals(2_001, batch.getLong(result));
        assertEquals(1, batch.getInt(result + 8));
        assertEquals(0, batch.getInt(result + 12));
        assertEquals(3_001, batch.getLong(result + 16));

        assertEquals("FLS1", text(bytes, seal));
        assertEquals(seal + 56, batch.getInt(seal + 4));
        assertEquals(44, batch.getLong(seal + 8));
        assertEquals(0x5EA1ED5EA1ED5EA1L, batch.getLong(seal + 48));
    }

    private static void assertRecord(byte[] bytes, int at, int length, long[] expected) {
        ByteBuffer batch = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(length, batch.getInt(at));
        assertEquals(crcOf(bytes, at + 8, at + length), batch.getInt(at + 4));
        assertEquals(expected[0], batch.getLong(at + 8), "sequence");
        assertEquals(expected[1], batch.getLong(at + 16), "timestamp");
        assertEquals(EPOCH, batch.getInt(at + 24));
        assertEquals(expected[2], batch.getShort(at + 28), "flags");
        assertEquals(0, batch.getShort(at + 30), "schema version");
        assertEquals(expected[3], batch.getShort(at + 32), "command template");
        assertEquals(expected[4], batch.getShort(at + 34), "result template");
        assertEquals(expected[5], batch.getInt(at + 36), "command length");
        assertEquals(expected[6], batch.getInt(at + 40), "result length");
        assertEquals(0, batch.getInt(at + 44));
    }

    @Test
    void theChainCoversTheBatchUpToIt() throws NoSuchAlgorithmException {
        byte[] bytes = batch();
        int chainAt = bytes.length - 40;
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(new byte[32]);
        sha256.update(bytes, 0, chainAt);
        assertArrayEquals(sha256.digest(), Arrays.copyOfRange(bytes, chainAt, chainAt + 32));
    }

    @Test
    void oneBatchForEver() throws NoSuchAlgorithmException {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(batch());
        assertEquals(
                "c0284295ca4093e18d5a6f8eef7c1ab7af3a43df2a858783dbf84745900b95c4",
                HexFormat.of().formatHex(sha256));
    }

    @Test
    void aSegmentHeaderIsReadAsItWasWritten() {
        var header = new SegmentHeader(
                JournalKind.CHRONICLE,
                true,
                new SegmentHeader.Owner(1, 2, 3),
                new SegmentId(4, 5),
                new SegmentId(3, 9),
                6,
                7,
                8,
                Chain.copyOf(HexFormat.of().parseHex("ab".repeat(32))),
                9,
                10,
                "0.1.0");
        var bytes = new byte[256];
        header.toBytes().getBytes(0, bytes);
        ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

        assertEquals("FLJ1", text(bytes, 0));
        assertEquals(crcOf(bytes, 8, 256), fields.getInt(4));
        assertEquals(2, fields.get(10));
        assertEquals(8, fields.getLong(56));
        assertEquals(header, SegmentHeader.parse(bytes, 0));
        bytes[200] ^= 1;
        assertNull(SegmentHeader.parse(bytes, 0));
    }

    @Test
    void anEndBlockIsReadAsItWasWritten() {
        var end = new EndBlock(11, Chain.copyOf(HexFormat.of().parseHex("cd".repeat(32))), 12);
        var bytes = new byte[64];
        end.toBytes().getBytes(0, bytes);

        assertEquals("FLE1", text(bytes, 0));
        assertEquals(
                crcOf(bytes, 8, 64),
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
        assertEquals(end, EndBlock.parse(bytes, 0));
        bytes[63] ^= 1;
        assertNull(EndBlock.parse(bytes, 0));
    }

    private static int crcOf(byte[] bytes, int from, int to) {
        var crc = new CRC32C();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.US_ASCII);
    }
}
