package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a node ends: drained by a signal, or halted by its disk. */
final class NodeEndTest {
    private static final int SIGTERM = 128 + 15; // before the JVM has come to our code
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CLIENTS = 4;
    private static final int FILE_SIZE_LIMIT = 65_536;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aSignalDrainsEverythingThatWasAdmitted() throws Exception {
        try (NodeProcess node = node().start().awaitReady(PATIENCE)) {
            try (Load load = new Load(node.ready().binary(), PATIENCE, false).start(CLIENTS, 5)) {
                load.awaitMoreAnswers(200);
                assertEquals(0, node.terminate(PATIENCE), node::outputOrReason);
                load.stop();

                node.start().awaitReady(PATIENCE);
                try (Audit audit = new Audit(node.ready().binary())) {
                    audit.everyAcknowledgedTransferIsThere(load.acknowledged());
                    audit.noneIsThere(load.unknown());
                    audit.balancesAreTheSumOf(load.acknowledged(), load.accounts());
                }
                assertFalse(load.acknowledged().isEmpty());
            }
        }
    }

    /** Recovery, the new life, the ports: whichever a signal hits, the next start finds what was answered. */
    @Test
    void aSignalInTheMiddleOfAStartEndsItAndTheNextOneServes() throws Exception {
        try (NodeProcess node = node().start().awaitReady(PATIENCE)) {
            List<Load.Acknowledged> acknowledged;
            try (Load load = new Load(node.ready().binary(), PATIENCE, false).start(CLIENTS, 7)) {
                load.awaitMoreAnswers(200);
                node.kill();
                load.stop();
                acknowledged = load.acknowledged();
            }
            for (int i = 0; i < 8; i++) {
                node.start();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(120L * i));
                int exitCode = node.terminate(PATIENCE);
                assertTrue(exitCode == 0 || exitCode == SIGTERM, () -> exitCode + ": " + node.outputOrReason());
            }
            node.start().awaitReady(PATIENCE);
            try (Audit audit = new Audit(node.ready().binary())) {
                audit.everyAcknowledgedTransferIsThere(acknowledged);
            }
        }
    }

    @Test
    void aStartThatIsRefusedKeepsItsOwnExitCode() throws Exception {
        var options = NodeProcess.Options.of(folder.resolve("none"), folder.resolve("logs"));
        try (NodeProcess node = NodeProcess.of(options).start()) {
            assertEquals(2, node.exitCode(PATIENCE), node::outputOrReason);
            assertTrue(node.output().contains("there is no node in it"), node.output());
        }
    }

    @Test
    void aDiskThatFailsHaltsTheNodeWithItsReasonAndNothingIsAnsweredAfterIt() throws Exception {
        assumeTrue(hasPrlimit(), "prlimit is not installed");
        try (NodeProcess node = node().start().awaitReady(PATIENCE)) {
            try (Load load = new Load(node.ready().binary(), PATIENCE, false)) {
                failWritesBeyond(node, FILE_SIZE_LIMIT);
                load.start(CLIENTS, 6);
                assertEquals(70, node.exitCode(PATIENCE), node::outputOrReason);
                load.stop();
                assertTrue(node.output().contains("florin halts with 70: "), node.output());
                assertTrue(errorLog().contains("halted with 70"), "the error log does not say why");

                node.start().awaitReady(PATIENCE);
                try (Audit audit = new Audit(node.ready().binary())) {
                    audit.everyAcknowledgedTransferIsThere(load.acknowledged());
                }
            }
        }
    }

    private NodeProcess node() throws IOException, InterruptedException {
        var options = new NodeProcess.Options(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("journal.filesystem=accept", "journal.kind=plain", "journal.segment=16 MiB"),
                List.of("-Xmx512m"));
        return NodeProcess.of(options).init(List.of("--accounts", "1000", "--transfers", "200000"), PATIENCE);
    }

    private String errorLog() throws IOException {
        return Files.readString(folder.resolve("data").resolve("counters"), StandardCharsets.ISO_8859_1);
    }

    private static boolean hasPrlimit() {
        return Files.isExecutable(Path.of("/usr/bin/prlimit"));
    }

    /** From now on the kernel refuses the process every write behind so many bytes of a file. */
    private static void failWritesBeyond(NodeProcess node, int bytes) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(
                        "/usr/bin/prlimit", "--pid", Long.toString(node.pid()), "--fsize=" + bytes + ":unlimited")
                .inheritIO()
                .start();
        assertEquals(0, prlimit.waitFor());
    }
}
