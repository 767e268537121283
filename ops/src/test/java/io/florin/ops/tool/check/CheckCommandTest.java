package io.florin.ops.tool.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.session.ApiKey;
import io.florin.gateway.session.ApiKeyText;
import io.florin.ops.Genesis;
import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
import io.florin.ops.NodeReady;
import io.florin.ops.Settings;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.FlorinCommand;
import io.florin.replay.Recovery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code florin ledger check}: every table of the repository against a real node, and what a wrong line looks like. */
final class CheckCommandTest {
    private static final Path TABLES = Path.of("..", "engine", "src", "test", "scenarios");
    private static final String TABLE = """
            # A hold that is posted in part, and a limit.
            account   bank   ledger 978                                  created
            account   alice  ledger 978  debits_must_not_exceed_credits  created
            transfer  t1  bank  -> alice  400                            created 400
            transfer  t2  alice -> bank   401                            exceeds_credits
            hold      h1  alice -> bank   100                            created 100
            post      p1  h1  60                                         created 60
            limits    alice  debit 50  version 0                         applied
            freeze    alice  debits                                      applied
            transfer  t3  alice -> bank   1                              debit_account_frozen
            balance   alice  debits 0/60  credits 0/400
            outcome   h1  posted
            """;

    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream stdout = System.out;

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(stdout);
    }

    static List<Path> tables() throws IOException {
        try (Stream<Path> below = Files.walk(TABLES)) {
            return below.filter(file -> file.toString().endsWith(".table"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aRealNodeDecidesAsTheTableSays(Path table) {
        assertEquals(ExitCode.OK, check(table.toString()), this::said);
        assertTrue(said().startsWith(table + ": ok, "), this::said);
    }

    static List<Integer> linesThatExpect() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 2; i <= TABLE.lines().count(); i++) numbers.add(i);
        return numbers;
    }

    /** Each line in turn expects what does not come, and is the one that is named. */
    @ParameterizedTest
    @MethodSource("linesThatExpect")
    void aWrongExpectationIsFoundWithItsLine(int number) throws IOException {
        List<String> lines = new ArrayList<>(TABLE.lines().toList());
        String right = lines.get(number - 1);
        String wrong = right.replaceFirst("(created|exceeds_credits|applied|debit_account_frozen)( \\d+)?$", "exists")
                .replaceFirst("0/400$", "0/401")
                .replaceFirst("posted$", "voided");
        assertTrue(!wrong.equals(right), right);
        lines.set(number - 1, wrong);
        Path table = write(String.join("\n", lines));
        assertEquals(ExitCode.FAILED, check(table.toString()), this::said);
        assertTrue(said().startsWith(table + ":" + number + ": expected "), this::said);
        assertTrue(said().contains(", got "), this::said);
        assertTrue(said().contains("\n    " + wrong.strip()), this::said);
    }

    @Test
    void anAmountThatDiffersIsSaid() throws IOException {
        Path table = write(TABLE.replace("created 60", "created 61"));
        assertEquals(ExitCode.FAILED, check(table.toString()));
        assertTrue(said().startsWith(table + ":7: expected amount 61, got amount 60\n"), this::said);
    }

    @Test
    void aProgramReadsTheSameAsJson() throws IOException {
        Path good = write(TABLE);
        Path bad = Files.writeString(
                folder.resolve("bad.table"), TABLE.replace("outcome   h1  posted", "outcome h1 voided"));
        assertEquals(ExitCode.FAILED, check("-o json " + bad + " " + good));
        assertEquals(
                "{\"file\": \"" + bad + "\", \"ok\": false, \"line\": 12, \"text\": \"outcome h1 voided\","
                        + " \"expected\": \"voided\", \"got\": \"posted\"}\n"
                        + "{\"file\": \"" + good + "\", \"ok\": true, \"lines\": 11}\n",
                said());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transfer t1 bank alice 5 created            | 1: '->' is missing before 'alice'
            transfer t1 bank -> alice 5 flags 65536 created | 1: flags must be 0 to 65535, not 65536
            hold h1 a -> b 5 timeout 1500 ms created    | 1: timeout must be whole seconds, at most 4294967295 s
            account a ledger 978 reason 1 created       | 1: expected created, got reserved_field
            """)
    void aLineIsRefusedOrDiffers(String line, String sentence) throws IOException {
        Path table = write(line);
        int exitCode = check(table.toString());
        assertTrue(said().startsWith(table + ":" + sentence + "\n"), this::said);
        assertEquals(sentence.contains("expected") ? ExitCode.FAILED : ExitCode.USAGE, exitCode);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ledger                                | Missing required subcommand
            ledger check                          | Missing required parameter: 'FILE'
            ledger check /nowhere/holds.table     | the table cannot be read (java.nio.file.NoSuchFileException
            ledger check --server nowhere T       | must be host:port: --server=nowhere
            """)
    void aMistakeIsOneSentence(String line, String sentence) throws IOException {
        Path table = write(TABLE);
        assertEquals(ExitCode.USAGE, run(line.replace("T", table.toString())));
        assertTrue(err.toString().contains(sentence), err::toString);
    }

    @Test
    void aNodeThatServesOthersTakesTheSameTableAgainAndAgain() throws Exception {
        NodeConfig config = config();
        Node.init(config, Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false), UUID.randomUUID(), last -> {});
        try (Node node = Node.start(config, Recovery.Progress.NONE, last -> {})) {
            String server = "--server " + NodeReady.text(node.ready().binary()) + " ";
            Path keyed = Files.writeString(folder.resolve("keyed.table"), """
                    account   bank   ledger 978
                    account   alice  ledger 978
                    request  key k1  body 7
                        transfer  t1  bank  -> alice  5  created 5
                    request  key k1  body 7
                        transfer  t1  bank  -> alice  5  created
                    request  key k1  body 8
                        transfer  t1  bank  -> alice  5  key_reused
                    """);
            for (int i = 0; i < 2; i++) {
                assertEquals(ExitCode.OK, check(server + write(TABLE) + " " + keyed), this::said);
            }
            Path wrong = write(TABLE.replace("0/400", "0/399"));
            assertEquals(ExitCode.FAILED, check(server + wrong));
            assertTrue(
                    said().contains(":11: expected debits 0/60 credits 0/399, got debits 0/60 credits 0/400"),
                    this::said);
            assertEquals(ExitCode.USAGE, check(server + write(TABLE + "wait 5 s\n")));
            assertTrue(err.toString().contains("'wait' needs a node of the table's own"), err::toString);
        }
        assertEquals(ExitCode.NOT_READY, check("--server 127.0.0.1:1 " + write(TABLE)));
        assertTrue(err.toString().contains("no node answers"), err::toString);
    }

    /** As the principal of a key, through the door that asks for it. */
    @Test
    void aNodeThatAsksForKeysTakesATableOfWhoHasOne() throws Exception {
        Path keys = folder.resolve("keys");
        Path mine = keyFile(keys, 17);
        Path noRights = keyFile(keys, 18);
        NodeConfig config = config("gateway.keys-file=" + keys);
        Node.init(config, Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false), UUID.randomUUID(), last -> {});
        try (Node node = Node.start(config, Recovery.Progress.NONE, last -> {})) {
            String admin = NodeReady.text(node.ready().admin());
            assertEquals(
                    ExitCode.OK,
                    run("grant 17 --ledger 978 --right read --right post --endpoint " + admin),
                    err::toString);
            String server = "--server " + NodeReady.text(node.ready().binary()) + " ";
            Path table = write(TABLE.replace("limits    alice  debit 50  version 0                         applied", "")
                    .replace("freeze    alice  debits                                      applied", "")
                    .replace("transfer  t3  alice -> bank   1                              debit_account_frozen", ""));
            assertEquals(ExitCode.OK, check(server + "--api-key-file " + mine + " " + table), this::said);

            assertEquals(ExitCode.FAILED, check(server + "--api-key-file " + noRights + " " + table));
            assertTrue(said().contains(":2: expected created, got not_granted"), this::said);
            assertEquals(ExitCode.FAILED, check(server + table));
            assertTrue(err.toString().contains("authentication_failed"), err::toString);
            Path nobody = Files.writeString(
                    folder.resolve("nobody"), ApiKeyText.random().text());
            assertEquals(ExitCode.FAILED, check(server + "--api-key-file " + nobody + " " + table));
            assertEquals(ExitCode.USAGE, check(server + "--api-key-file /nowhere " + table));
            assertTrue(err.toString().contains("cannot be read: --api-key-file=/nowhere"), err::toString);
        }
    }

    /** Of a new key, with which its owner says who they are. */
    private Path keyFile(Path keys, long principal) throws IOException {
        ApiKeyText text = ApiKeyText.random();
        String sha256 = HexFormat.of().formatHex(text.sha256());
        String line = new ApiKey(text.id(), sha256, principal, List.of(), Optional.empty()).line();
        Files.write(keys, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Files.writeString(folder.resolve("key-of-" + principal), text.text() + "\n");
    }

    private NodeConfig config(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "data=" + folder.resolve("node"),
                "journal.filesystem=accept",
                "journal.segment=16 MiB",
                "gateway.binary.bind=127.0.0.1:0",
                "gateway.http.bind=127.0.0.1:0",
                "gateway.admin.bind=127.0.0.1:0"));
        settings.addAll(List.of(more));
        return NodeConfig.of(Settings.load(null, settings));
    }

    private Path write(String table) throws IOException {
        return Files.writeString(folder.resolve("the.table"), table);
    }

    private int check(String arguments) {
        return run("ledger check " + arguments);
    }

    private int run(String line) {
        printed.reset();
        return FlorinCommand.commandLine().setErr(new PrintWriter(err, true)).execute(line.split(" +"));
    }

    private String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
