package io.florin.feed;

import io.florin.journal.Disk;
import io.florin.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that keeps a receipt from telling about its neighbours. A receipt shows hashes of records that are nobody
 * else's business, and a record can be guessed: its sequence is known, its time nearly, ids and amounts may be few. So
 * each leaf is salted with HMAC-SHA-256(secret, its sequence): 32 bytes that nobody can guess, and that tell nothing
 * about those of other leaves.
 *
 * <p>Nothing that is derived from the journal's chain would do: the chain is published with every checkpoint, and where
 * little happened between two of them, all of it follows from guesses that it confirms. The secret lies in the data
 * directory, {@code data/salt}, since it hides nothing from those who can read the journal, and whoever verifies a copy
 * needs it. It signs nothing; checkpoints carry its digest, so that a lost or changed one is noticed.
 *
 * <pre>   florin-salt/1 64 hexadecimal digits, line feed</pre>
 */
public final class LeafSalt {
    static final String NAME = "salt";
    private static final String TEMPORARY_NAME = "salt.tmp";
    private static final String FORMAT = "florin-salt/1 ";
    private static final byte[] LEAF = "florin-leaf/1".getBytes(StandardCharsets.US_ASCII);
    private static final String ALGORITHM = "HmacSHA256";
    static final int LENGTH = 32;

    private final byte[] secret;
    private final Mac mac;

    private LeafSalt(byte[] secret) {
        this.secret = secret;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** Whether the directory has one. */
    public static boolean exists(Disk disk, Path data) {
        return disk.exists(data.resolve(NAME));
    }

    /** Draws one for a directory that has none; durable when this returns. */
    static LeafSalt create(Disk disk, Path data) throws IOException {
        var secret = new byte[LENGTH];
        new SecureRandom().nextBytes(secret);
        Path temporary = data.resolve(TEMPORARY_NAME);
        if (disk.exists(temporary)) disk.delete(temporary);
        String line = FORMAT + HexFormat.of().formatHex(secret) + "\n";
        try (DiskFile file = disk.create(temporary)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            if (file.write(bytes, 0) != line.length()) throw new IOException("short write: file=" + temporary);
            file.force(true);
        }
        disk.rename(temporary, data.resolve(NAME));
        disk.forceDirectory(data);
        return new LeafSalt(secret);
    }

    /**
     * Reads it.
     *
     * @throws ProofRefusedException if there is none, or it is damaged.
     */
    public static LeafSalt read(Disk disk, Path data) throws IOException {
        Path path = data.resolve(NAME);
        if (!disk.exists(path)) {
            throw new ProofRefusedException(
                    "the salt of the receipts is missing; copy it along with the journal: salt=" + path);
        }
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(FORMAT.length() + 2 * LENGTH + 1);
            if (file.length() != bytes.capacity() || file.read(bytes, 0) != bytes.capacity()) throw damaged(path);
            String line = new String(bytes.array(), StandardCharsets.US_ASCII);
            if (!line.startsWith(FORMAT) || !line.endsWith("\n")) throw damaged(path);
            return new LeafSalt(
                    HexFormat.of().parseHex(line.substring(FORMAT.length()).strip()));
        } catch (IllegalArgumentException notHex) {
            throw damaged(path);
        }
    }

    private static ProofRefusedException damaged(Path path) {
        return new ProofRefusedException("the salt of the receipts is damaged; restore it from a backup: salt=" + path);
    }

    /** What checkpoints say of it. */
    Digest commitment() {
        return Digest.of(FORMAT.getBytes(StandardCharsets.US_ASCII), secret);
    }

    /** Of the leaf of this record. */
    byte[] of(long sequence) {
        mac.update(LEAF);
        return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
    }
}
