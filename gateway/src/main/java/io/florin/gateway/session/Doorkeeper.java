package io.florin.gateway.session;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows who somebody is who comes with a key. The keys are those of a file, which is read again when it was changed: a
 * key that was taken out opens nothing from the next look on, on connections that are open too.
 *
 * <p>Any thread; {@link #look} one thread. Asking allocates, and hashes 77 bytes.
 */
public final class Doorkeeper {
    /** Asks for no key: everybody is {@link Principals#LOCAL}. Loopback only. */
    public static final Doorkeeper OPEN = new Doorkeeper(null);

    public static final String KEYS_FILE_PROPERTY = "florin.gateway.keys-file";

    private final @Nullable Path file;
    private volatile @Nullable Keyring keyring;
    private @Nullable Version seen; // the looking thread

    /** By which a change of the file is seen. */
    private record Version(
            FileTime changed, long length, @Nullable Object fileKey) {}

    private Doorkeeper(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Lets in whom the file names.
     *
     * @throws IllegalArgumentException if it cannot be used; the message is a sentence that ends in the setting.
     */
    public static Doorkeeper of(Path file) {
        var doorkeeper = new Doorkeeper(file);
        doorkeeper.look();
        return doorkeeper;
    }

    /** By the setting; without a file nobody is asked. */
    public static Doorkeeper of(Optional<Path> file) {
        return file.map(Doorkeeper::of).orElse(OPEN);
    }

    /** Whether a key is asked for. */
    public boolean asks() {
        return file != null;
    }

    /** The keys of now; whoever remembers an answer remembers with which keys it was given. */
    public @Nullable Keyring keyring() {
        return keyring;
    }

    /** Who comes with this key from this address; 0 for nobody. */
    public long principalOf(String key, InetAddress remote, long nowNs) {
        Keyring known = keyring;
        return known == null ? Principals.NOBODY : known.principalOf(key, remote, nowNs);
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
            keyring = Keyring.of(Files.readAllLines(file, StandardCharsets.UTF_8));
            seen = version;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "cannot be read (" + unreadable.getMessage() + "): " + KEYS_FILE_PROPERTY + "=" + file, unreadable);
        } catch (Keyring.MalformedException malformed) {
            throw new IllegalArgumentException(
                    file + ":" + malformed.getMessage() + ": " + KEYS_FILE_PROPERTY + "=" + file, malformed);
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
