package io.florin.gateway.wire;

import io.florin.protocol.Frames;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/** Good frames, and what becomes of them in bad hands: a seeded source of cases. */
final class FrameMutator {
    private static final int[] INTERESTING = {0, 1, 2, 7, 8, 16, 23, 24, 44, 72, 127, 128, 255, 8_190, 8_191, -1};

    private final SplittableRandom random;

    FrameMutator(SplittableRandom random) {
        this.random = random;
    }

    /** One to three frames, of which at least one was tampered with. */
    byte[] next() {
        byte[] bytes = tampered(good());
        while (random.nextInt(3) == 0) {
            bytes = random.nextBoolean() ? TestFrame.join(good(), bytes) : TestFrame.join(bytes, good());
        }
        return bytes;
    }

    private byte[] good() {
        long correlationId = random.nextInt(1, 1_000_000);
        int rows = 1 + random.nextInt(4);
        return switch (random.nextInt(8)) {
            case 0 -> TestFrame.accounts(correlationId, ids(rows)).sealed();
            case 1 -> TestFrame.lookup(60, correlationId, ids(rows)).sealed();
            case 2 -> TestFrame.lookup(61, correlationId, ids(rows)).sealed();
            case 3 -> TestFrame.empty(12, 24).sealed();
            default -> TestFrame.transfers(correlationId, rows).sealed();
        };
    }

    private UUID[] ids(int count) {
        UUID[] ids = new UUID[count];
        for (int i = 0; i < count; i++) ids[i] = new UUID(random.nextInt(2), random.nextInt(64));
        return ids;
    }

    /** The frame after one to three changes. */
    byte[] tampered(byte[] good) {
        byte[] bytes = good;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) bytes = change(bytes);
        // Most changes would end at the CRC: half of the time it is made to fit, so that they come further.
        if (random.nextBoolean() && bytes.length >= Frames.LENGTH_MIN) {
            if (bytes.length % 8 == 0 && random.nextInt(4) != 0) new UnsafeBuffer(bytes).putInt(0, bytes.length);
            TestFrame.seal(bytes, 0, bytes.length);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes) {
        if (bytes.length < 4) return bytes;
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> put(bytes, random.nextInt(bytes.length / 4) * 4, interesting());
            case 3 -> put(bytes, 0, random.nextBoolean() ? interesting() : bytes.length + 8 * random.nextInt(-3, 4));
            case 4 -> putShort(bytes, 16 + 2 * random.nextInt(4));
            case 5 -> putShort(bytes, 68 + 2 * random.nextInt(2));
            case 6 -> {
                return Arrays.copyOf(bytes, random.nextBoolean() ? at : at / 8 * 8);
            }
            case 7 -> {
                return splice(bytes, at);
            }
            default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) (random.nextBoolean() ? 0 : -1));
        }
        return bytes;
    }

    /** The beginning of one frame and the end of another. */
    private byte[] splice(byte[] bytes, int at) {
        byte[] other = good();
        int from = Math.min(other.length, at / 8 * 8);
        return TestFrame.join(Arrays.copyOf(bytes, at / 8 * 8), Arrays.copyOfRange(other, from, other.length));
    }

    private int interesting() {
        return INTERESTING[random.nextInt(INTERESTING.length)];
    }

    private static void put(byte[] bytes, int offset, int value) {
        if (offset + 4 <= bytes.length) new UnsafeBuffer(bytes).putInt(offset, value, ByteOrder.LITTLE_ENDIAN);
    }

    private void putShort(byte[] bytes, int offset) {
        if (offset + 2 > bytes.length) return;
        new UnsafeBuffer(bytes).putShort(offset, (short) interesting(), ByteOrder.LITTLE_ENDIAN);
    }
}
