package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.florin.gateway.client.Ids;
import io.florin.replay.Recovery;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of the TypeScript client, against a node of this build; skipped where npm or its packages are missing. */
@Tag("faults")
final class TypeScriptClientTest {
    private static final Path CLIENT = Path.of("..", "gateway", "typescript");

    @TempDir
    Path folder = Path.of("");

    @Test
    void itsTestsPass() throws Exception {
        assumeTrue(isOnPath("npm"), "needs npm, which is not there");
        assumeTrue(Files.exists(CLIENT.resolve("node_modules")), "needs npm ci in gateway/typescript, as .ci/run does");
        NodeConfig config = NodeConfig.of(Settings.load(
                null,
                List.of(
                        "data=" + folder.resolve("data"),
                        "profile=small",
                        "journal.filesystem=accept",
                        "journal.kind=plain",
                        "journal.segment=16 MiB",
                        "gateway.binary.bind=127.0.0.1:0",
                        "gateway.http.bind=127.0.0.1:0",
                        "gateway.admin.bind=127.0.0.1:0")));
        Node.init(config, Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false), Ids.next(), words -> {});
        try (Node node = Node.start(config, Recovery.Progress.NONE, words -> {})) {
            var npm = new ProcessBuilder("npm", "test").directory(CLIENT.toFile());
            npm.environment()
                    .put("FLORIN_URL", "http://" + NodeReady.text(node.ready().http()));
            Process process = npm.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
            assertEquals(
                    List.of("# fail 0"),
                    output.lines().filter(line -> line.startsWith("# fail")).toList(),
                    output);
        }
    }

    private static boolean isOnPath(String program) throws IOException {
        for (String folder : System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1)) {
            if (Files.isExecutable(Path.of(folder, program))) return true;
        }
        return false;
    }
}
