package io.florin.gateway.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.collections.LongHashSet;

/**
 * Nonces of signatures, each remembered for as long as its signature is in time, with the second in which that was
 * made. They do not survive a restart; what a request does is guarded by its id as well.
 *
 * <p>Of a nonce 64 bits are kept: of a SHA-256 over a secret of this process, the key's id and the nonce, some 20 bytes
 * of memory. Among 50,000 signatures of one second a new nonce is taken for a known one once in 3·10¹⁴ times, and
 * nobody can look for such a pair. Any thread; the lock of a shard is held for one look into a set.
 */
final class Nonces {
    private static final int SHARDS = 16;
    private static final int SECRET_BYTES = 32;

    private final long toleranceSeconds;
    private final int nonceMax;
    private final byte[] secret = new byte[SECRET_BYTES];
    private final AtomicInteger kept = new AtomicInteger();
    private final Shard[] shards = new Shard[SHARDS];

    /**
     * None yet.
     *
     * @param toleranceSeconds how far the time of a signature may be from this node's, before and after.
     * @param nonceMax how many are remembered at once.
     */
    Nonces(int toleranceSeconds, int nonceMax) {
        this.toleranceSeconds = toleranceSeconds;
        this.nonceMax = nonceMax;
        new SecureRandom().nextBytes(secret);
        for (int i = 0; i < SHARDS; i++) shards[i] = new Shard(2 * (toleranceSeconds + 1) + 1);
    }

    /** A part of all nonces, by seconds in a ring. */
    private static final class Shard {
        private final long[] seconds;
        private final LongHashSet[] nonces;
        private long nowSeconds;

        Shard(int secondsMax) {
            seconds = new long[secondsMax];
            nonces = new LongHashSet[secondsMax];
            for (int i = 0; i < secondsMax; i++) nonces[i] = new LongHashSet();
        }
    }

    /** Whether another one can be remembered. */
    boolean hasRoom(long nowSeconds) {
        if (kept.get() < nonceMax) return true;
        for (Shard shard : shards) forget(shard, nowSeconds);
        return kept.get() < nonceMax;
    }

    /** Whether this one was not seen yet, for a signature that is in time; from now on it was. */
    boolean isNew(String keyId, String nonce, long createdSeconds, long nowSeconds) {
        long print = fingerprint(keyId, nonce);
        Shard shard = shards[(int) (print >>> 1) & (SHARDS - 1)];
        synchronized (shard) {
            forget(shard, nowSeconds);
            int index = (int) (createdSeconds % shard.seconds.length);
            LongHashSet set = shard.nonces[index];
            // Another second's: only where the clock was set back, and then nobody knows what was forgotten.
            if (!set.isEmpty() && shard.seconds[index] != createdSeconds) return false;
            shard.seconds[index] = createdSeconds;
            if (!set.add(print)) return false;
            kept.incrementAndGet();
            return true;
        }
    }

    /** Lets go, once a second, of those whose signatures are too old also by a clock one second behind. */
    private void forget(Shard shard, long nowSeconds) {
        synchronized (shard) {
            if (nowSeconds <= shard.nowSeconds) return;
            shard.nowSeconds = nowSeconds;
            for (int i = 0; i < shard.seconds.length; i++) {
                int count = shard.nonces[i].size();
                if (count == 0 || shard.seconds[i] >= nowSeconds - toleranceSeconds - 1) continue;
                shard.nonces[i] = new LongHashSet();
                kept.addAndGet(-count);
            }
        }
    }

    private long fingerprint(String keyId, String nonce) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            digest.update((keyId + ' ' + nonce).getBytes(StandardCharsets.ISO_8859_1));
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
