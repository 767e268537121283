package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Ids;
import io.florin.replay.Recovery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer copies the first lines of the README into a shell: they run as they stand, and answer as it shows. */
final class ReadmeTest {
    private static final Path DOCUMENT = Path.of("..", "README.md");
    private static final String FROM = "In a second terminal:";
    private static final String TO = "Kill the node";
    private static final String PORT_IN_DOCUMENT = "127.0.0.1:9401";
    private static final String CODE = "    ";
    private static final String OUTPUT = CODE + "# ";
    private static final int COMMANDS_MAX = 9;

    /** Ids and times are others each time; which of them are equal stays. */
    private static final Pattern DRAWN =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|20\\d\\d-[0-9-]+T[0-9:.]+Z");

    @TempDir
    Path folder = Path.of("");

    @Test
    void itsFirstCommandsRunAndAnswerAsItShows() throws Exception {
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
        String text = Files.readString(DOCUMENT);
        List<String> lines = text.substring(text.indexOf(FROM), text.indexOf(TO))
                .lines()
                .filter(line -> line.startsWith(CODE))
                .toList();
        try (Node node = Node.start(config, Recovery.Progress.NONE, words -> {})) {
            String script = script(lines)
                    .replace(PORT_IN_DOCUMENT, NodeReady.text(node.ready().http()));
            assertEquals(canonical(shown(lines)), canonical(shell(script)));
        }
        long commands =
                script(lines).lines().filter(line -> line.startsWith("curl ")).count();
        assertTrue(commands >= 6 && commands + 2 <= COMMANDS_MAX, "florin dev, the ids, and curl: " + commands);
    }

    private static String shown(List<String> lines) {
        var shown = new StringBuilder();
        for (String line : lines) {
            if (line.startsWith(OUTPUT)) {
                shown.append(line.substring(OUTPUT.length())).append('\n');
            }
        }
        return shown.toString();
    }

    /** Without the release's launcher, which a test of this module has not. */
    private static String script(List<String> lines) {
        List<String> commands = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(OUTPUT)) commands.add("echo");
            else commands.add(line.substring(CODE.length()));
        }
        String script = String.join("\n", commands) + "\n";
        while (script.contains("$(./florin id)")) {
            script = script.replaceFirst("\\$\\(\\./florin id\\)", Ids.next().toString());
        }
        return script;
    }

    private static String canonical(String text) {
        Map<String, String> names = new HashMap<>();
        Matcher drawn = DRAWN.matcher(text);
        return drawn.replaceAll(found -> names.computeIfAbsent(found.group(), value -> "drawn-" + names.size()));
    }

    private String shell(String script) throws Exception {
        Files.writeString(folder.resolve(".curlrc"), "silent\nshow-error\n");
        Path file = Files.writeString(folder.resolve("commands.sh"), script);
        var shell = new ProcessBuilder("sh", "-eu", file.toString()).redirectErrorStream(true);
        shell.environment().put("CURL_HOME", folder.toString());
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
