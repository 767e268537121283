package io.florin.journal;

import io.florin.journal.BatchScanner.Found;
import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.BatchHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One segment as a process left it that was killed, with some space behind, on a disk where it can be damaged. Knows
 * what every prefix of whole batches must look like.
 */
final class SegmentImage {
    private static final SegmentId ID = new SegmentId(1, 0);
    private static final Path JOURNAL = Path.of("/data/journal");
    private static final int SPACE_LENGTH = 16 << 10;

    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final Path path;
    private final byte[] good;
    private final List<Long> ends = new ArrayList<>();
    private final List<Long> sequences = new ArrayList<>();
    private final Set<Chain> chains = new HashSet<>();
    private final BatchScanner scanner = new BatchScanner();
    private @Nullable JournalDamagedException refused;

    private SegmentImage(String name, byte[] bytes) throws IOException {
        path = JOURNAL.resolve(ID.name()).resolve(name);
        disk.create(path).close();
        disk.damage(path, 0, bytes);
        try (SegmentFile file = open()) {
            scanner.begin(file, 0, Chain.NOTHING);
            ends.add(scanner.position());
            sequences.add(scanner.sequence());
            while (scanner.next(file) == Found.BATCH) {
                ends.add(scanner.position());
                sequences.add(scanner.sequence());
                chains.add(scanner.chain());
            }
        }
        good = Arrays.copyOf(bytes, (int) (end() + SPACE_LENGTH));
        disk.truncate(path, good.length);
    }

    /** Has a journal of this kind made with so many group commits. */
    static SegmentImage of(JournalKind kind, Path folder, int groups) throws IOException {
        Path data = Life.create(Disk.real(), folder.resolve("image"));
        try (Life life = Life.begin(Disk.real(), data, kind, 3)) {
            life.commit(groups);
            Path directory = life.directory().journal().resolve(ID.name());
            Path file = kind == JournalKind.PLAIN
                    ? directory.resolve(PlainSegmentAppender.FILE_NAME)
                    : ChronicleSegmentAppender.fileIn(Disk.real(), directory);
            return new SegmentImage(file.getFileName().toString(), Files.readAllBytes(file));
        }
    }

    /** What a start makes of it. */
    enum Verdict {
        /** All batches are there. */
        WHOLE,
        /** The last batch is cut. */
        CUT,
        /** The node must not start. */
        REFUSED
    }

    private SegmentFile open() throws IOException {
        return SegmentFile.open(disk, JOURNAL, ID);
    }

    /** Reads it as a start does; throws if what is accepted was never written. */
    Verdict judge() throws IOException {
        try (SegmentFile file = open()) {
            if (file.header() == null) return Verdict.REFUSED;
            scanner.begin(file, 0, Chain.NOTHING);
            Found found = scanner.next(file);
            while (found == Found.BATCH) {
                if (!chains.contains(scanner.chain())) {
                    throw new IllegalStateException("silently different at sequence " + scanner.sequence());
                }
                found = scanner.next(file);
            }
            if (found == Found.NOTHING) {
                DamageRule.tornBytes(file, scanner.position(), scanner.sequence(), scanner.window());
            }
            return scanner.position() == end() ? Verdict.WHOLE : Verdict.CUT;
        } catch (JournalDamagedException damaged) {
            refused = damaged;
            return Verdict.REFUSED;
        }
    }

    /** Has the last batch say that so much was answered before it; its checksum and its chain say so too. */
    void release(long released) throws IOException {
        int batch = (int) begin(0);
        try (SegmentFile file = open()) {
            batch += file.gap();
            scanner.begin(file, 0, Chain.NOTHING);
            while (scanner.position() < begin(0)) scanner.next(file);
        }
        var bytes = new UnsafeBuffer(good);
        var header = new BatchHeaderEncoder().wrap(bytes, batch).released(released);
        int crcFrom = batch + Blocks.CRC_FROM;
        header.crc(
                Integer.toUnsignedLong(new Crc32c().of(good, crcFrom, Blocks.BATCH_HEADER_LENGTH - Blocks.CRC_FROM)));
        int chainAt = (int) end() - Blocks.CHAIN_BEFORE_END;
        MessageDigest sha256 = Sealer.sha256();
        sha256.update(scanner.chain().toBytes());
        sha256.update(good, batch, chainAt - batch);
        bytes.putBytes(chainAt, sha256.digest());
        chains.add(Chain.copyOf(bytes, chainAt));
        restore();
    }

    /** Ends the segment as a clean close does, and returns where its end block lies. */
    long close() throws IOException {
        try (SegmentFile file = open()) {
            long at = end() + file.gap();
            scanner.begin(file, 0, Chain.NOTHING);
            while (scanner.position() < end()) scanner.next(file);
            var block = new EndBlock(scanner.sequence(), scanner.chain(), at + Blocks.END_BLOCK_LENGTH);
            block.toBytes().getBytes(0, good, (int) at, Blocks.END_BLOCK_LENGTH);
            restore();
            return at;
        }
    }

    /** What the last refusal said. */
    JournalDamagedException refused() {
        if (refused == null) throw new IllegalStateException("nothing was refused yet");
        return refused;
    }

    /** Where the batch begins in which this byte lies, with what its kind puts before it. */
    long batchAt(long position) {
        int batch = 0;
        while (ends.get(batch + 1) <= position) batch++;
        return ends.get(batch);
    }

    /** The last sequence before the batch that begins here. */
    long sequenceBefore(long batchAt) {
        return sequences.get(ends.indexOf(batchAt));
    }

    void put(long position, byte... bytes) {
        disk.damage(path, position, bytes);
    }

    byte[] good(long from, long to) {
        return Arrays.copyOfRange(good, (int) from, (int) to);
    }

    void truncate(long length) {
        disk.truncate(path, length);
    }

    /** As it was. */
    void restore() {
        disk.truncate(path, 0);
        disk.damage(path, 0, good);
    }

    /** Where the first batch begins. */
    long begin() {
        return ends.getFirst();
    }

    /** Behind the last batch. */
    long end() {
        return ends.getLast();
    }

    /** Where the batch begins that is so many before the last. */
    long begin(int beforeLast) {
        return ends.get(ends.size() - 2 - beforeLast);
    }

    long length() {
        return good.length;
    }
}
