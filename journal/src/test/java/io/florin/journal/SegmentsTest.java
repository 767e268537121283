package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.SegmentHeaderEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments that are missing, doubled, foreign, damaged at their head, or were never used. */
final class SegmentsTest {
    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Path segment(int life, int ordinal) {
        return data().resolve("journal").resolve(new SegmentId(life, ordinal).name());
    }

    /** Three lives that ended cleanly. */
    private void threeLives(JournalKind kind) throws IOException {
        Life.create(Disk.real(), data());
        for (long seed = 1; seed <= 3; seed++) {
            try (Life life = Life.begin(Disk.real(), data(), kind, seed)) {
                life.commit(10);
            }
        }
    }

    private String refusal() throws IOException {
        try (DataDirectory directory = Life.open(Disk.real(), data())) {
            return String.valueOf(assertThrows(RuntimeException.class, () -> Records.of(directory))
                    .getMessage());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aMissingSegmentIsRefused(JournalKind kind) throws IOException {
        threeLives(kind);
        Directories.delete(segment(2, 0));
        String refusal = refusal();
        assertTrue(refusal.startsWith("forced records are damaged or missing"), refusal);
        assertTrue(refusal.contains("segment=0000000001-000000"), refusal);
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aMissingFirstSegmentIsRefused(JournalKind kind) throws IOException {
        threeLives(kind);
        Directories.delete(segment(1, 0));
        String refusal = refusal();
        String sentence =
                "segments are missing before the first one; restore them from a copy; nothing here was changed";
        assertTrue(refusal.startsWith(sentence + ": segment=0000000002"), refusal);
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aSegmentThatIsThereTwiceIsRefused(JournalKind kind) throws IOException {
        threeLives(kind);
        copy(segment(2, 0), segment(3, 1));
        String refusal = refusal();
        assertTrue(refusal.startsWith("this directory holds a copy of segment 0000000002-000000"), refusal);
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aDamagedHeaderIsRefused(JournalKind kind) throws IOException {
        threeLives(kind);
        long at = kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.HEADER_OFFSET;
        Path file = kind == JournalKind.PLAIN
                ? segment(3, 0).resolve(PlainSegmentAppender.FILE_NAME)
                : ChronicleSegmentAppender.fileIn(Disk.real(), segment(3, 0));
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at + 60] ^= 4;
        Files.write(file, bytes);
        String refusal = refusal();
        assertTrue(refusal.startsWith("a segment holds records, but its header is damaged"), refusal);
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aSegmentOfANewerVersionIsRefusedByName(JournalKind kind) throws IOException {
        threeLives(kind);
        int at = kind == JournalKind.PLAIN ? 0 : (int) ChronicleSegmentAppender.HEADER_OFFSET;
        Path file = kind == JournalKind.PLAIN
                ? segment(3, 0).resolve(PlainSegmentAppender.FILE_NAME)
                : ChronicleSegmentAppender.fileIn(Disk.real(), segment(3, 0));
        byte[] bytes = Files.readAllBytes(file);
        var header =
                new SegmentHeaderEncoder().wrap(new UnsafeBuffer(bytes), at).layout(Blocks.LAYOUT + 1);
        int length = Blocks.SEGMENT_HEADER_LENGTH - Blocks.CRC_FROM;
        header.crc(Integer.toUnsignedLong(new Crc32c().of(bytes, at + Blocks.CRC_FROM, length)));
        Files.write(file, bytes);
        assertEquals(
                "segment 0000000003-000000 was written by a newer version of Florin, in format 2;"
                        + " this one reads up to 1: florin.data=" + data().resolve("journal"),
                refusal());
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aClosedSegmentThatLostItsEndIsRefused(JournalKind kind) throws IOException {
        threeLives(kind);
        Path file = kind == JournalKind.PLAIN
                ? segment(2, 0).resolve(PlainSegmentAppender.FILE_NAME)
                : ChronicleSegmentAppender.fileIn(Disk.real(), segment(2, 0));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 300));
        String refusal = refusal();
        assertTrue(refusal.startsWith("forced records are damaged or missing"), refusal);
        assertTrue(refusal.contains("segment=0000000002-000000"), refusal);
    }

    @Test
    void whatIsNoSegmentIsRefusedAndLeftAlone() throws IOException {
        threeLives(JournalKind.PLAIN);
        Path foreign = Files.writeString(data().resolve("journal").resolve("notes.txt"), "mine");
        String refusal = refusal();
        assertEquals(
                "its journal holds something that is no segment, `notes.txt`: florin.data=" + data().resolve("journal"),
                refusal);
        assertEquals("mine", Files.readString(foreign));
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void whatAKilledLifePreparedIsRemoved(JournalKind kind) throws Exception {
        Life.create(Disk.real(), data());
        Process writer = Processes.start(WritesJournal.class, data().toString(), kind.name(), "1");
        try {
            Processes.awaitLine(writer, "1");
            await(() -> Disk.real().list(data().resolve("journal")).size() == 3);
        } finally {
            writer.destroyForcibly().waitFor();
        }
        try (Life life = Life.begin(Disk.real(), data(), kind, 2)) {
            life.commit(1);
            List<String> left = List.of("0000000001-000000");
            await(() -> Disk.real().list(data().resolve("journal")).stream()
                    .filter(name -> name.startsWith("0000000001"))
                    .toList()
                    .equals(left));
        }
        assertEquals(
                List.of("0000000001-000000", "0000000002-000000"), Disk.real().list(data().resolve("journal")));
    }

    @Test
    void aNodeFileFromABackupDoesNotBeginALifeAgain() throws IOException {
        Life.create(Disk.real(), data());
        byte[] node = Files.readAllBytes(data().resolve("node"));
        try (Life life = Life.begin(Disk.real(), data(), JournalKind.PLAIN, 1)) {
            life.commit(10);
        }
        Files.write(data().resolve("node"), node);
        var refused =
                assertThrows(DataDirectoryException.class, () -> Life.begin(Disk.real(), data(), JournalKind.PLAIN, 2));
        assertEquals(
                "its file `node` is older than its journal: life 1 was lived already: florin.data="
                        + data().resolve("journal"),
                refused.getMessage());
        try (DataDirectory directory = Life.open(Disk.real(), data())) {
            assertTrue(Records.of(directory).count() > 0);
        }
    }

    @Test
    void aLifeWithoutARecordUsesUpItsEpoch() throws IOException {
        Life.create(Disk.real(), data());
        for (int epoch = 1; epoch <= 3; epoch++) {
            Life.begin(Disk.real(), data(), JournalKind.PLAIN, 1).close();
            try (DataDirectory directory = Life.open(Disk.real(), data())) {
                assertEquals(epoch, Records.tail(directory).epoch());
            }
        }
    }

    @Test
    void aFullDiskTakesRoomAwayBeforeItHurts() throws IOException {
        var disk = new SimulatedDisk(9);
        Path path = Life.create(disk, Path.of("/data"));
        disk.bytesLeft(3 * JournalConfig.SEGMENT_LENGTH_MIN + (2 << 20));
        try (Life life = Life.begin(disk, path, JournalKind.PLAIN, 9)) {
            int request = 2 * JournalConfig.BATCH_LENGTH_MAX;
            long batches = 0;
            await(() -> life.journal().hasRoom(2 * (int) JournalConfig.SEGMENT_LENGTH_MIN));
            while (life.journal().hasRoom(request)) {
                life.commitRequest(Requests.EVENTS_MAX);
                batches++;
            }
            assertTrue(batches > 20, "batches=" + batches);
            await(() -> !life.journal().isGrowing());
            assertEquals(batches * Requests.EVENTS_MAX, life.journal().forced());
            life.commitRequest(Requests.EVENTS_MAX); // what was admitted before still fits

            disk.bytesLeft(SimulatedDisk.PLENTY);
            await(() -> life.journal().hasRoom(request));
            assertTrue(life.journal().isGrowing());
            for (int i = 0; i < 20; i++) life.commitRequest(Requests.EVENTS_MAX);
            assertEquals((batches + 21) * Requests.EVENTS_MAX, life.journal().forced());
        }
        try (DataDirectory directory = Life.open(disk, path)) {
            Records records = Records.of(directory);
            assertEquals(records.count(), records.tail().sequence());
        }
    }

    /** Something that becomes true by itself. */
    @FunctionalInterface
    private interface Condition {
        boolean isTrue() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long deadlineNs = System.nanoTime() + 30_000_000_000L;
        while (!condition.isTrue()) {
            assertTrue(System.nanoTime() < deadlineNs, "it did not happen in 30 s");
            Thread.onSpinWait();
        }
    }
}
