package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that cannot be decided ends the process with 70, leaves a copy and no record, and harms nothing else. */
final class QuarantineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder = Path.of("");

    @Test
    void theCommandIsKeptAndTheNodeStartsAgainWithoutIt() throws Exception {
        var options = new NodeProcess.Options(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of("journal.filesystem=accept", "journal.kind=plain", "journal.segment=16 MiB"),
                List.of("-Xmx512m"));
        try (NodeProcess node = NodeProcess.of(options).init(List.of(), PATIENCE)) {
            String output = sendUndecidable(options);
            Path kept = options.data().resolve("quarantine").resolve("command-2-4.txt");
            assertTrue(
                    output.contains("florin halts with 70: ledger stage: "
                            + "java.lang.IllegalStateException: no command has templateId=9999"),
                    output);
            String text = Files.readString(kept);
            assertTrue(text.contains("reason=java.lang.IllegalStateException: no command has templateId=9999"), text);
            assertTrue(text.contains("sequence=4 (the record that it did not become)"), text);
            String id = new UUID(SendsUndecidable.ID_HIGH, SendsUndecidable.ID_LOW).toString();
            assertTrue(text.contains("ids=" + id), text);

            node.start().awaitReady(PATIENCE);
            assertEquals(3, node.ready().recovered(), "genesis and two epochs");
            try (Load load = new Load(node.ready().binary(), PATIENCE, true).start(2, 3)) {
                load.awaitMoreAnswers(10);
                load.stop();
            }
        }
    }

    private static String sendUndecidable(NodeProcess.Options options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Main.flags());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SendsUndecidable.class.getName()));
        command.add("data=" + options.data());
        command.addAll(options.settings());
        Path log = options.logs().resolve("undecidable.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the process goes on");
            assertEquals(70, process.exitValue(), () -> "exit code of " + log);
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(log);
    }
}
