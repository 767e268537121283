package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.pipeline.Clock;
import io.florin.protocol.Crc32c;
import io.florin.replay.Recovery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a node must not start it says so in one sentence that names the directory, and exits with 2. */
final class StartRefusedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RECORDS = "records.fl";
    private static final Genesis GENESIS = Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false);

    @TempDir
    Path folder = Path.of("");

    @Test
    void aDirectoryInUse() throws Exception {
        init(data());
        try (Node node = Node.start(config(data()), Recovery.Progress.NONE, lastWords -> {})) {
            assertTrue(node.ready().binary().getPort() > 0);
            assertExit(data(), 2, "in use by another process: florin.data=" + data());
        }
    }

    @Test
    void aDirectoryWithoutALedger() throws Exception {
        assertRefused(data(), "there is no node in it");
    }

    @Test
    void aDirectoryThatCannotBeWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a directory");
        var wrong = assertThrows(RuntimeException.class, () -> init(file.resolve("data")));
        String sentence = String.valueOf(wrong.getMessage());
        assertTrue(sentence.startsWith("cannot be written"), sentence);
        assertTrue(sentence.endsWith("florin.data=" + file.resolve("data")), sentence);
    }

    @Test
    void aDirectoryOfANewerVersion() throws Exception {
        init(data());
        Path node = data().resolve("node");
        Files.writeString(node, Files.readString(node).replace("florin-node 1", "florin-node 2"));
        assertRefused(data(), "written by a newer version of Florin");
    }

    @Test
    void aLedgerThatIsThereAlreadyIsNotMadeAgain() throws Exception {
        init(data());
        var wrong = assertThrows(ConfigurationException.class, () -> init(data()));
        assertEquals("there is a ledger already: florin.data=" + data(), wrong.getMessage());
    }

    @Test
    void aClockBehindTheLastRecord() throws Exception {
        init(data());
        Clock yesterday = new Behind(TimeUnit.HOURS.toNanos(24));
        var around = new Road.Around(yesterday, Recovery.Progress.NONE, lastWords -> {});
        var wrong =
                assertThrows(ConfigurationException.class, () -> Road.open(config(data()), Road.Found.LEDGER, around));
        String sentence = String.valueOf(wrong.getMessage());
        assertTrue(sentence.contains(data().toString()), sentence);
        assertTrue(sentence.contains("clock.behind=PT23H59M"), sentence);
        Node.start(config(data()), Recovery.Progress.NONE, lastWords -> {}).close();
    }

    @Test
    void aClockAFewSecondsBehindIsWaitedFor() throws Exception {
        init(data());
        Clock behind = new Behind(TimeUnit.SECONDS.toNanos(9));
        var around = new Road.Around(behind, Recovery.Progress.NONE, lastWords -> {});
        try (Road road = Road.open(config(data()), Road.Found.LEDGER, around)) {
            road.epoch();
            assertEquals(3, road.pipeline().positions().decided());
        }
    }

    @Test
    void aClockTenHoursBackChangesNothing() throws Exception {
        init(data());
        Map<Path, String> before = contents(data());
        Clock behind = new Behind(TimeUnit.HOURS.toNanos(10));
        var around = new Road.Around(behind, Recovery.Progress.NONE, lastWords -> {});
        var wrong =
                assertThrows(ConfigurationException.class, () -> Road.open(config(data()), Road.Found.LEDGER, around));
        assertTrue(String.valueOf(wrong.getMessage()).contains("clock.behind=PT9H59M"), wrong.getMessage());
        assertEquals(before, contents(data()));
    }

    @Test
    void aJournalOfAnotherCluster() throws Exception {
        init(data());
        Path other = folder.resolve("other");
        init(other);
        Path segment = onlySegment(data());
        String mine = ledgerOf(data());
        Files.delete(segment.resolve(RECORDS));
        Files.copy(onlySegment(other).resolve(RECORDS), segment.resolve(RECORDS));
        assertRefused(
                data(),
                "segment " + segment.getFileName() + " belongs to another ledger: " + ledgerOf(other) + " instead of "
                        + mine + ": florin.data=" + data().resolve("journal"));
    }

    @Test
    void aSegmentThatWasCopiedTwice() throws Exception {
        init(data());
        Path segment = onlySegment(data());
        Path copy = Files.createDirectory(segment.resolveSibling("0000000001-000001"));
        Files.copy(segment.resolve(RECORDS), copy.resolve(RECORDS));
        assertRefused(
                data(),
                4,
                "this directory holds a copy of segment 0000000001-000000; move it out of the journal; nothing here was"
                        + " changed: segment=0000000001-000001 offset=0 sequence=0");
    }

    @Test
    void aForeignFile() throws Exception {
        init(data());
        Files.writeString(data().resolve("journal").resolve("notes.txt"), "mine");
        assertRefused(
                data(),
                "its journal holds something that is no segment, `notes.txt`: florin.data="
                        + data().resolve("journal"));
    }

    @Test
    void forcedBytesThatWentBad() throws Exception {
        init(data());
        Path records = onlySegment(data()).resolve(RECORDS);
        byte[] bytes = Files.readAllBytes(records);
        bytes[4_096 + 60] ^= 4;
        Files.write(records, bytes);
        assertRefused(
                data(),
                4,
                "forced records are damaged: whole ones follow; restore this segment from a copy of it; nothing here"
                        + " was changed: segment=0000000001-000000 offset=4096 sequence=0");
    }

    @Test
    @Tag("root")
    void aReadOnlyFileSystem() throws Exception {
        try (LoopDisk disk = LoopDisk.ext4(folder, 256L << 20)) {
            init(disk.data());
            disk.protect();
            assertRefused(disk.data(), "Read-only file system): florin.data=" + disk.data());
        }
    }

    @Test
    void aPortInUse() throws Exception {
        init(data());
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = config(data(), "gateway.http.bind=127.0.0.1:" + taken.getLocalPort());
            var wrong = assertThrows(
                    ConfigurationException.class, () -> Node.start(config, Recovery.Progress.NONE, lastWords -> {}));
            assertTrue(
                    String.valueOf(wrong.getMessage())
                            .endsWith("florin.gateway.http.bind=127.0.0.1:" + taken.getLocalPort()),
                    wrong.getMessage());
        }
    }

    /** A process of its own, because the exit code is part of the answer; and it may change nothing. */
    private void assertRefused(Path data, String sentence) throws IOException, InterruptedException {
        assertRefused(data, 2, sentence);
    }

    private void assertRefused(Path data, int exitCode, String sentence) throws IOException, InterruptedException {
        Map<Path, String> before = contents(data);
        assertExit(data, exitCode, sentence);
        assertEquals(before, contents(data), "what was there must be left as it was");
    }

    private void assertExit(Path data, int exitCode, String sentence) throws IOException, InterruptedException {
        var options = NodeProcess.Options.of(data, folder.resolve("logs"));
        try (NodeProcess node = NodeProcess.of(options).start()) {
            assertEquals(exitCode, node.exitCode(PATIENCE), node::outputOrReason);
            assertTrue(node.output().contains(sentence), node.output());
            assertEquals(1, node.output().lines().count(), node.output());
        }
    }

    /** Every file with its length and a checksum; empty where there is no directory. */
    private static Map<Path, String> contents(Path directory) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        if (!Files.exists(directory)) return contents;
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                contents.put(directory.relativize(file), bytes.length + " " + new Crc32c().of(bytes, 0, bytes.length));
            }
        }
        return contents;
    }

    private static Path onlySegment(Path data) throws IOException {
        try (Stream<Path> segments = Files.list(data.resolve("journal"))) {
            return segments.findFirst().orElseThrow();
        }
    }

    private static String ledgerOf(Path data) throws IOException {
        return Files.readAllLines(data.resolve("node")).get(1).substring("ledger ".length());
    }

    private static void init(Path data) throws IOException, InterruptedException {
        Node.init(config(data), GENESIS, UUID.randomUUID(), lastWords -> {});
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static NodeConfig config(Path data, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "data=" + data,
                "profile=small",
                "journal.filesystem=accept",
                "journal.kind=plain",
                "journal.segment=16 MiB",
                "gateway.binary.bind=127.0.0.1:0",
                "gateway.http.bind=127.0.0.1:0",
                "gateway.admin.bind=127.0.0.1:0"));
        all.addAll(List.of(settings));
        return NodeConfig.of(Settings.load(null, all));
    }

    /** This machine's clock, set wrong by an operator. */
    private record Behind(long behindNs) implements Clock {
        @Override
        public long epochNs() {
            return Clock.system().epochNs() - behindNs;
        }

        @Override
        public long monotonicNs() {
            return Clock.system().monotonicNs();
        }
    }
}
