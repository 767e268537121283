package io.florin.gateway.session;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows who somebody is who comes with a key, or with a certificate. They are those of a file, which is read again when
 * it was changed: what was taken out opens nothing from the next look on, on connections that are open too.
 *
 * <p>Any thread; {@link #look} one thread. Asking allocates, and hashes 77 bytes.
 */
public final class Doorkeeper {
    /** Asks for no key: everybody is {@link Principals#LOCAL}. Loopback only. */
    public static final Doorkeeper OPEN = new Doorkeeper(null, 1);

    public static final String KEYS_FILE_PROPERTY = "florin.gateway.keys-file";
    public static final String RATE_PROPERTY = "florin.gateway.rate-per-key";
    public static final int RATE_DEFAULT = 5_000;
    public static final int RATE_MAX = 1_000_000;

    /** How far the time of a signature may be from this node's, before and after. */
    public static final long SIGNATURE_TOLERANCE_NS = 60_000_000_000L;

    /** What 66,000 signed requests a second leave in the time that a signature is good: some 80 MiB at most. */
    private static final int NONCES_MAX = 4_000_000;

    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final @Nullable Path file;
    private final int requestsPerSecond;
    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
    private final Map<String, KeyUse> uses = new ConcurrentHashMap<>();
    private final Map<Long, Share> shareByPrincipal = new ConcurrentHashMap<>();
    private volatile Share[] shares = {new Share(Share.NONE)};
    private final Nonces nonces = new Nonces((int) (SIGNATURE_TOLERANCE_NS / NS_PER_SECOND), NONCES_MAX);
    private volatile @Nullable Keyring keyring;
    private @Nullable Version seen; // the looking thread

    /** By which a change of the file is seen. */
    private record Version(
            FileTime changed, long length, @Nullable Object fileKey) {}

    private Doorkeeper(@Nullable Path file, int requestsPerSecond) {
        if (requestsPerSecond < 1 || requestsPerSecond > RATE_MAX) {
            throw new IllegalArgumentException(
                    "must be from 1 to " + RATE_MAX + ": " + RATE_PROPERTY + "=" + requestsPerSecond);
        }
        this.file = file;
        this.requestsPerSecond = requestsPerSecond;
    }

    /**
     * Lets in whom the file names.
     *
     * @param requestsPerSecond that each key may ask.
     * @throws IllegalArgumentException if it cannot be used; the message is a sentence that ends in the setting.
     */
    public static Doorkeeper of(Path file, int requestsPerSecond) {
        var doorkeeper = new Doorkeeper(file, requestsPerSecond);
        doorkeeper.look();
        return doorkeeper;
    }

    /** By the setting; without a file nobody is asked. */
    public static Doorkeeper of(Optional<Path> file, int requestsPerSecond) {
        return file.map(path -> of(path, requestsPerSecond)).orElse(OPEN);
    }

    /** Whether a key is asked for. */
    public boolean asks() {
        return file != null;
    }

    /** The keys of now; whoever remembers an answer remembers with which keys it was given. */
    public @Nullable Keyring keyring() {
        return keyring;
    }

    /** Who comes with this key from this address; null for nobody. */
    public @Nullable Speaker speaker(String key, InetAddress remote, long nowNs) {
        Keyring known = keyring;
        ApiKey found = known == null ? null : known.find(key, remote, nowNs);
        return found == null ? null : known(found.id(), found.principal());
    }

    /** Whoever has proven to be the owner of this key. */
    private Speaker known(String keyId, long principal) {
        KeyUse use = uses.computeIfAbsent(keyId, KeyUse::new);
        return new Speaker(principal, allowance(keyId), use, shareOf(principal));
    }

    private Share shareOf(long principal) {
        return shareByPrincipal.computeIfAbsent(principal, anyone -> addShare());
    }

    private synchronized Share addShare() {
        Share[] before = shares;
        Share[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = new Share(before.length);
        shares = after;
        return after[before.length];
    }

    /** The share of this number. Shares stay for as long as the process lives: events may be under way. */
    public Share share(int number) {
        return shares[number];
    }

    /**
     * A request that somebody says to have signed.
     *
     * @param keyId of the key that signed.
     * @param algorithm that the signer names; empty if none.
     * @param createdSeconds when, since the epoch.
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
    public record Signed(
            String keyId, String algorithm, String base, byte[] signature, String nonce, long createdSeconds) {}

    /** Who signed this request, perhaps not for the first time; null for nobody. */
    public @Nullable Speaker speaker(Signed signed, InetAddress remote, long nowNs) {
        Keyring known = keyring;
        ApiKey found = known == null ? null : known.named(signed.keyId(), remote, nowNs);
        if (found == null || !found.hasSigned(signed.base(), signed.signature(), signed.algorithm())) return null;
        return known(found.id(), found.principal());
    }

    /** Whether one more signature can be remembered, so that it is taken once only. */
    public boolean takesSignatures(long nowNs) {
        return nonces.hasRoom(nowNs / NS_PER_SECOND);
    }

    /** Whether this signature, which is in time, comes for the first time; from now on it has. */
    public boolean isFirst(Signed signed, long nowNs) {
        return nonces.isNew(signed.keyId(), signed.nonce(), signed.createdSeconds(), nowNs / NS_PER_SECOND);
    }

    /** Whether the key of this name may still be used from there by this principal. */
    public boolean isUsable(String keyId, long principal, InetAddress remote, long nowNs) {
        Keyring known = keyring;
        ApiKey found = known == null ? null : known.named(keyId, remote, nowNs);
        return found != null && found.principal() == principal;
    }

    /** Who shows this certificate from this address; null for nobody. */
    public @Nullable Speaker speaker(PeerCertificate shown, InetAddress remote, long nowNs) {
        Keyring known = keyring;
        KnownCertificate found = known == null ? null : known.find(shown, remote, nowNs);
        return found == null ? null : known(found.id(), found.principal());
    }

    /** A key keeps its own while the file changes. */
    private Allowance allowance(String keyId) {
        return allowances.computeIfAbsent(keyId, id -> new Allowance(requestsPerSecond));
    }

    /**
     * Reads the file again if it was changed. When that fails, the keys of before go on to count.
     *
     * @throws IllegalArgumentException as {@link #of}; the next look tries again.
     */
    public void look() {
        if (file == null) return;
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            var version = new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            if (version.equals(seen)) return;
            requireOthersCannotWrite(file);
            Keyring fresh = Keyring.of(Files.readAllLines(file, StandardCharsets.UTF_8));
            if (fresh.hasSecrets()) requireOthersCannotRead(file);
            keyring = fresh;
            allowances.keySet().removeIf(id -> !fresh.has(id));
            seen = version;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "cannot be read (" + unreadable.getMessage() + "): " + KEYS_FILE_PROPERTY + "=" + file, unreadable);
        } catch (Keyring.MalformedException malformed) {
            throw new IllegalArgumentException(
                    file + ":" + malformed.getMessage() + ": " + KEYS_FILE_PROPERTY + "=" + file, malformed);
        }
    }

    /** What signs by {@code hmac-sha256} is in the file: whoever reads it can sign. */
    private static void requireOthersCannotRead(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
        boolean isRead =
                given.contains(PosixFilePermission.GROUP_READ) || given.contains(PosixFilePermission.OTHERS_READ);
        if (isRead) {
            throw new IllegalArgumentException("holds what signs by hmac-sha256, so it must be readable by its owner"
                    + " alone (chmod go-r): " + KEYS_FILE_PROPERTY + "=" + file);
        }
    }

    /** Whoever can write to the file lets in whom they like. */
    private static void requireOthersCannotWrite(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
        for (var permission : List.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE)) {
            if (given.contains(permission)) {
                throw new IllegalArgumentException(
                        "must be writable by its owner alone (chmod go-w): " + KEYS_FILE_PROPERTY + "=" + file);
            }
        }
    }
}
