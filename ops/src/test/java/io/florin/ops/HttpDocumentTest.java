package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import io.florin.replay.Recovery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever copies the lines of docs/HTTP.md into a shell hears what they promise: they run as they stand, in order. */
final class HttpDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "HTTP.md");
    private static final String PORT_IN_DOCUMENT = "127.0.0.1:9401";
    private static final Pattern CURL = Pattern.compile("(?m)^    curl (.*\\\\\n)*.*$");
    private static final String CODE = "code ";

    @TempDir
    Path folder = Path.of("");

    @Test
    void itsCommandsRun() throws Exception {
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
        UUID a = Ids.next();
        UUID b = Ids.next();
        UUID hold = Ids.next();
        try (Node node = Node.start(config, Recovery.Progress.NONE, words -> {});
                var client = FlorinClient.connect(
                        ClientConfig.of("127.0.0.1", node.ready().binary().getPort()))) {
            client.createAccounts(List.of(Account.of(a, 978, 1), Account.of(b, 978, 1)))
                    .join();
            String commands = commands()
                    .replace(
                            PORT_IN_DOCUMENT, "127.0.0.1:" + node.ready().http().getPort());
            String output = shell("A=" + a + "\nB=" + b + "\nH=" + hold + "\n" + commands);
            List<String> codes =
                    output.lines().filter(line -> line.startsWith(CODE)).toList();
            assertTrue(codes.size() >= 2, output);
            for (String code : codes) assertEquals(CODE + "201", code, output);
            Account.Balances balances = client.lookupAccounts(List.of(b))
                    .join()
                    .rows()
                    .getFirst()
                    .orElseThrow()
                    .balances();
            assertEquals(320, balances.creditsPostedMinor(), output);
            assertEquals(0, balances.creditsPendingMinor(), output);
        }
    }

    /** Those of curl, with the lines that go on; an id comes from here instead of the release's launcher. */
    private static String commands() throws Exception {
        Matcher found = CURL.matcher(Files.readString(DOCUMENT));
        String commands = found.results().map(MatchResult::group).collect(Collectors.joining("\n", "", "\n"));
        String before = "";
        while (!before.equals(commands)) {
            before = commands;
            commands =
                    commands.replaceFirst("\\$\\(\\./florin id\\)", Ids.next().toString());
        }
        return commands;
    }

    private String shell(String script) throws Exception {
        Files.writeString(
                folder.resolve(".curlrc"), "silent\nshow-error\nwrite-out = \"\\n" + CODE + "%{http_code}\\n\"\n");
        Path file = Files.writeString(folder.resolve("commands.sh"), script);
        var shell = new ProcessBuilder("sh", "-eu", file.toString()).redirectErrorStream(true);
        shell.environment().put("CURL_HOME", folder.toString());
        Process process = shell.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
