package io.florin.bench.run;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * What the processor cannot save of a commit: every byte copied twice (into the batch, into the file), checked once
 * (CRC-32C of each record) and chained once (SHA-256 of the batch). One thread.
 */
final class SealLimit {
    private static final int WARM_UP_SECONDS = 1;
    private static final int SECONDS = 2;

    private final byte[] slots;
    private final byte[] batch;
    private final byte[] file;
    private final byte[] chain;
    private final int recordLength;
    private final CRC32C crc = new CRC32C();
    private final MessageDigest sha256;

    private SealLimit(int bytes, int records) throws NoSuchAlgorithmException {
        slots = new byte[bytes];
        Arrays.fill(slots, (byte) 0x5A);
        batch = new byte[bytes];
        file = new byte[bytes];
        recordLength = bytes / records;
        sha256 = MessageDigest.getInstance("SHA-256");
        chain = new byte[sha256.getDigestLength()];
    }

    /** Nanoseconds of processor time for each record of a batch of so many bytes. */
    static double nsPerRecord(int bytes, int records) throws NoSuchAlgorithmException, DigestException {
        var limit = new SealLimit(bytes, records);
        limit.seal(WARM_UP_SECONDS);
        long cpuNs = BenchThread.cpuNs();
        long batches = limit.seal(SECONDS);
        return (BenchThread.cpuNs() - cpuNs) / ((double) batches * records);
    }

    private long seal(int seconds) throws DigestException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long batches = 0;
        for (; System.nanoTime() < endNs; batches++) {
            System.arraycopy(slots, 0, batch, 0, batch.length);
            for (int at = 0; at + recordLength <= batch.length; at += recordLength) {
                crc.reset();
                crc.update(batch, at, recordLength);
                slots[0] = (byte) crc.getValue(); // so that nobody finds out that it is not needed
            }
            sha256.update(chain);
            sha256.update(batch);
            sha256.digest(chain, 0, chain.length);
            System.arraycopy(batch, 0, file, 0, file.length);
        }
        return batches;
    }
}
