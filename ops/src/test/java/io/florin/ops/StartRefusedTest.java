package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.pipeline.Clock;
import io.florin.replay.Recovery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a node must not start it says so in one sentence that names the directory, and exits with 2. */
final class StartRefusedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Genesis GENESIS = Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false);

    @TempDir
    Path folder = Path.of("");

    @Test
    void aDirectoryInUse() throws Exception {
        init(data());
        try (Node node = Node.start(config(data()), Recovery.Progress.NONE, lastWords -> {})) {
            assertTrue(node.ready().binary().getPort() > 0);
            assertRefused(data(), "in use by another process: florin.data=" + data());
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

    /** A process of its own, because the exit code is part of the answer. */
    private void assertRefused(Path data, String sentence) throws IOException, InterruptedException {
        var options = NodeProcess.Options.of(data, folder.resolve("logs"));
        try (NodeProcess node = NodeProcess.of(options).start()) {
            assertEquals(2, node.exitCode(PATIENCE), node::outputOrReason);
            assertTrue(node.output().contains(sentence), node.output());
            assertTrue(node.output().contains(data.toString()), node.output());
            assertEquals(1, node.output().lines().count(), node.output());
        }
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
