package io.florin.ops.tool;

import io.florin.gateway.session.Credential;
import io.florin.gateway.session.Keyring;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A file of API keys, as its verbs change it: whole or not at all, with the comments that people wrote into it. */
final class KeysFile {
    private static final List<String> HEADING = List.of(
            "# API keys of a Florin ledger, by florin key; one a line. Hashes only: nothing here opens anything.",
            "# key ID sha256=HEX principal=NUMBER [addresses=RANGE,...] [expires=TIME]",
            "# certificate ID sha256=HEX|san=KIND:NAME principal=NUMBER [addresses=RANGE,...] [expires=TIME]");

    private final Path file;
    private final List<String> lines;

    private KeysFile(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** As it is now; empty if there is none yet. */
    static KeysFile at(Path file) throws IOException {
        return new KeysFile(file, Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<>());
    }

    /** What a node would make of it. */
    Keyring keyring() {
        try {
            return Keyring.of(lines);
        } catch (Keyring.MalformedException wrong) {
            throw new CommandFailure(ExitCode.USAGE, file + ":" + wrong.getMessage());
        }
    }

    void add(Credential key, Instant now) {
        long live = keyring().credentials().stream()
                .filter(other -> other.getClass() == key.getClass())
                .filter(other -> other.principal() == key.principal() && other.isLive(now))
                .count();
        if (live >= Keyring.LIVE_PER_PRINCIPAL_MAX) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "has two live keys already, so revoke one first (florin key ls): --principal="
                            + Long.toUnsignedString(key.principal()));
        }
        if (lines.isEmpty()) lines.addAll(HEADING);
        lines.add(key.line());
        keyring(); // what is written must be what a node takes
        write();
    }

    Keyring remove(String id) {
        keyring();
        if (!lines.removeIf(line -> isAbout(line, id))) {
            throw new CommandFailure(ExitCode.FAILED, "no such key in " + file + ": id=" + id);
        }
        write();
        return keyring();
    }

    private static boolean isAbout(String line, String id) {
        String text = line.strip();
        return text.startsWith("key " + id + " ") || text.startsWith("certificate " + id + " ");
    }

    private void write() {
        try {
            replace();
        } catch (IOException failed) {
            throw new CommandFailure(ExitCode.FAILED, "cannot be written (" + failed + "): --keys=" + file);
        }
    }

    private void replace() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(folder, ".keys", "", owner);
        try {
            Files.write(fresh, lines);
            if (Files.exists(file)) Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(file));
            try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
