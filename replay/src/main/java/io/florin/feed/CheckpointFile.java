package io.florin.feed;

import io.florin.journal.Disk;
import io.florin.journal.Disk.DiskLock;
import io.florin.journal.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The file that checkpoints are published to: one line each, only ever appended to, and forced line by line. What a
 * crash left of a last line was never published and is cut when the next one is written. One writer at a time, held by
 * {@code FILE.lock}; anybody may read. Cold.
 */
public final class CheckpointFile {
    private static final String LOCK_SUFFIX = ".lock";
    private static final int LENGTH_MAX = 1 << 30;

    private final Disk disk;
    private final Path path;

    private CheckpointFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /** The file at this place; it need not be there yet. */
    public static CheckpointFile of(Disk disk, Path path) {
        return new CheckpointFile(disk, path);
    }

    public Path path() {
        return path;
    }

    private record Content(List<String> lines, long length, long wholeLength) {}

    private Content content() throws IOException {
        if (!disk.exists(path)) return new Content(List.of(), 0, 0);
        try (DiskFile file = disk.openToRead(path)) {
            long length = file.length();
            if (length > LENGTH_MAX) throw new ProofRefusedException("longer than 1 GiB: checkpoints=" + path);
            ByteBuffer bytes = ByteBuffer.allocate((int) length);
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                // until its end
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
            int whole = text.lastIndexOf('\n') + 1;
            List<String> lines = text.substring(0, whole).lines().toList();
            return new Content(lines, length, whole);
        }
    }

    /**
     * All that were published, each one believed: signed with this key, about this ledger, each continuing the one
     * before, from number 1 on.
     *
     * @throws ProofRefusedException if there are none, or of another ledger or key.
     * @throws ProofBrokenException if one was changed or is missing.
     */
    public List<Checkpoint> read(VerifyingKey key, UUID ledgerId) throws IOException {
        if (!disk.exists(path)) throw new ProofRefusedException("there is no such file: checkpoints=" + path);
        List<Checkpoint> checkpoints = believed(content().lines(), key, ledgerId);
        if (checkpoints.isEmpty()) throw new ProofRefusedException("no checkpoint is in it yet: checkpoints=" + path);
        return checkpoints;
    }

    private List<Checkpoint> believed(List<String> lines, VerifyingKey key, UUID ledgerId) {
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (String line : lines) {
            int number = checkpoints.size() + 1;
            Checkpoint checkpoint = Checkpoint.parse(line)
                    .orElseThrow(() -> new ProofBrokenException(
                            "line " + number + " of " + path + " is no checkpoint: checkpoint=" + number));
            if (!checkpoint.place().ledgerId().equals(ledgerId)) {
                throw new ProofRefusedException("is about another ledger, "
                        + checkpoint.place().ledgerId() + ", and this one is " + ledgerId + ": checkpoints=" + path);
            }
            checkpoint.verify(key);
            if (number > 1) {
                checkpoint.follows(checkpoints.getLast());
            } else {
                refuseMissingStart(checkpoint);
            }
            checkpoints.add(checkpoint);
        }
        return checkpoints;
    }

    private static void refuseMissingStart(Checkpoint first) {
        if (first.place().number() == 1 && first.covered().first() == 1) return;
        throw new ProofBrokenException("checkpoints are missing before number "
                + first.place().number() + ", which begins at sequence "
                + first.covered().first() + ": checkpoint=1");
    }

    /** The right to append; empty if somebody else has it now. */
    Optional<Writer> tryWrite(SigningKey key, UUID ledgerId) throws IOException {
        DiskLock lock = disk.tryLock(path.resolveSibling(path.getFileName() + LOCK_SUFFIX));
        if (lock == null) return Optional.empty();
        boolean isOpen = false;
        try {
            Writer writer = new Writer(lock, key.verifyingKey(), ledgerId);
            isOpen = true;
            return Optional.of(writer);
        } finally {
            if (!isOpen) lock.close();
        }
    }

    /** Appends; one thread. */
    final class Writer implements AutoCloseable {
        private final DiskLock lock;
        private final DiskFile file;
        private final List<Checkpoint> found;
        private long length;

        private Writer(DiskLock lock, VerifyingKey key, UUID ledgerId) throws IOException {
            this.lock = lock;
            Content content = content();
            found = believed(content.lines(), key, ledgerId);
            length = content.wholeLength();
            boolean isNew = !disk.exists(path);
            file = isNew ? disk.create(path) : disk.open(path);
            if (isNew) disk.forceDirectory(directory());
            if (content.length() > length) file.truncate(length);
        }

        private Path directory() {
            Path parent = path.toAbsolutePath().getParent();
            return parent == null ? path : parent;
        }

        /** The newest that was there when writing began. */
        Optional<Checkpoint> newest() {
            return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
        }

        /** The newest state that was attested when writing began: its sequence, 0 for none. */
        long attestedSequence() {
            return found.stream()
                    .flatMap(checkpoint -> checkpoint.state().stream())
                    .mapToLong(Checkpoint.State::sequence)
                    .max()
                    .orElse(0);
        }

        /** Durable when this returns; after an exception nobody knows, and the file is to be opened again. */
        void append(Checkpoint checkpoint) throws IOException {
            byte[] line = (checkpoint.line() + "\n").getBytes(StandardCharsets.US_ASCII);
            if (file.write(ByteBuffer.wrap(line), length) != line.length) {
                throw new IOException("short write: checkpoints=" + path);
            }
            file.force(true);
            length += line.length;
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                file.close();
            }
        }
    }
}
