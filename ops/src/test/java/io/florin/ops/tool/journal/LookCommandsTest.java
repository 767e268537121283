package io.florin.ops.tool.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Transfer;
import io.florin.ledger.Ledger;
import io.florin.ops.NodeProcess;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.FlorinCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that looks into a data directory, by the words an operator types, beside a real node and after its end.
 */
final class LookCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int EUR = 978;

    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private final UUID from = Ids.next();
    private final UUID to = Ids.next();
    private final UUID first = Ids.next();
    private final UUID refused = Ids.next();

    @BeforeEach
    void divert() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private NodeProcess node() throws Exception {
        var options = new NodeProcess.Options(
                data(),
                folder.resolve("logs"),
                List.of(
                        "journal.filesystem=accept",
                        "journal.kind=plain",
                        "journal.segment=16 MiB",
                        "snapshot.worker=off"),
                List.of("-Xmx256m"));
        return NodeProcess.of(options)
                .init(List.of("--accounts", "1000", "--transfers", "10000"), PATIENCE)
                .start()
                .awaitReady(PATIENCE);
    }

    /** Five transfers and one that is refused. */
    private void fill(NodeProcess node) {
        InetSocketAddress address = node.ready().binary();
        try (var client = FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()))) {
            client.createAccounts(List.of(Account.of(from, EUR, 1), Account.of(to, EUR, 1)))
                    .join();
            client.createTransfer(Transfer.of(first, from, to, 1_000, EUR, 1)).join();
            for (int i = 0; i < 4; i++) {
                client.createTransfer(Transfer.of(Ids.next(), from, to, 10 + i, EUR, 1))
                        .join();
            }
            client.createTransfer(Transfer.of(refused, from, from, 7, EUR, 1)).join();
        }
    }

    /** Verb, the columns that must be there, rows at least. */
    private record Look(String verb, List<String> columns, int rows) {}

    private List<Look> looks() throws Exception {
        Path engine = Path.of(
                Ledger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> records = List.of("sequence", "time", "command", "result");
        return List.of(
                new Look("journal ls", List.of("segment", "state", "reserved_bytes", "used_bytes"), 1),
                new Look("journal stat", List.of("live", "records", "bytes_per_record", "chain"), 1),
                new Look("journal dump", records, 10),
                new Look("journal dump --from 2 --to 4 --hex", records, 3),
                new Look("journal grep " + first, records, 1),
                new Look("journal tail -n 3", records, 3),
                new Look("journal verify", List.of("records", "per_second", "chain"), 1),
                new Look("snapshot create", List.of("sequence", "state_hash"), 1),
                new Look("snapshot ls", List.of("sequence", "age"), 1),
                new Look("snapshot verify", List.of("sequence", "state_hash"), 1),
                new Look("verify", List.of("from", "to", "books", "checkpoints", "findings"), 1),
                new Look("replay", List.of("sequence", "accounts", "state_hash"), 1),
                new Look("replay --to 4", List.of("sequence", "accounts", "state_hash"), 1),
                new Look("replay --at " + Instant.now(), List.of("sequence", "accounts", "state_hash"), 1),
                new Look("replay --account " + from, List.of("account", "debits_posted"), 1),
                new Look("replay --transfer " + first + " --transfer " + refused, List.of("transfer", "outcome"), 2),
                new Look("replay --without " + first, List.of("sequence", "recorded", "otherwise"), 0),
                new Look("replay --rehearse " + engine, List.of("sequence", "recorded", "decided"), 0));
    }

    @Test
    void everyVerbSaysTheSameBesideANodeAndAfterItsEnd() throws Exception {
        try (NodeProcess node = node()) {
            fill(node);
            everyLook();
            String live = look("replay --account " + from + " -o csv");
            assertTrue(live.lines().toList().getLast().startsWith(from + ",true,978,0,1046,"), live);
            assertEquals(0, node.terminate(PATIENCE), node::outputOrReason);
            everyLook();
            assertEquals(withoutLast(live), withoutLast(look("replay --account " + from + " -o csv")));
        }
        assertTrue(look("journal ls").contains("closed"), this::text);
        assertEquals(ExitCode.FAILED, run("journal grep no-such-thing" + data(data())));
    }

    /** The sequence of the state moves on with every pulse. */
    private static String withoutLast(String csv) {
        return csv.substring(0, csv.lastIndexOf(','));
    }

    private void everyLook() throws Exception {
        for (Look look : looks()) {
            List<String> json = look(look.verb() + " -o json").lines().toList();
            assertTrue(json.size() >= look.rows(), look + " " + json);
            for (String line : json) {
                assertTrue(line.startsWith("{\"") && line.endsWith("}"), line);
                for (String column : look.columns()) assertTrue(line.contains("\"" + column + "\": "), line);
            }
            List<String> csv = look(look.verb() + " -o csv").lines().toList();
            List<String> names = Arrays.asList(csv.getFirst().split(","));
            assertTrue(names.containsAll(look.columns()), look + " " + names);
            if (!look.verb().startsWith("journal tail")) assertTrue(csv.size() > look.rows(), look + " " + csv);
            List<String> table = look(look.verb()).lines().toList();
            assertEquals(names, Arrays.asList(table.getFirst().strip().split(" +")), look.verb());
            assertTrue(table.size() > look.rows(), look + " " + table);
        }
    }

    private String look(String command) {
        assertEquals(ExitCode.OK, run(command + data(data())), () -> command + ": " + err);
        return text();
    }

    /** From nothing printed, through records that come, to the end of the node, and then no further. */
    @Test
    void tailFollowsANodeToItsEnd() throws Exception {
        try (NodeProcess node = node()) {
            var exitCode = new CompletableFuture<Integer>();
            Thread.ofPlatform().start(() -> exitCode.complete(run("journal tail -n 0 -f -o json" + data(data()))));
            awaitPrinted("\"command\": \"pulse\"");
            assertFalse(text().contains("\"command\": \"genesis\""), this::text);
            fill(node);
            awaitPrinted(refused.toString());
            assertFalse(exitCode.isDone(), this::text);
            assertEquals(0, node.terminate(PATIENCE), node::outputOrReason);
            assertEquals(ExitCode.OK, exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        List<String> followed = text().lines().toList();
        List<String> dumped = look("journal dump -o json").lines().toList();
        assertEquals(dumped.subList(dumped.size() - followed.size(), dumped.size()), followed);
    }

    private void awaitPrinted(String wanted) {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (!text().contains(wanted)) {
            assertTrue(System.nanoTime() < deadlineNs, () -> "not printed in time: " + wanted + "\n" + text());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Test
    void eachMistakeIsOneSentence() throws Exception {
        try (NodeProcess node = node()) {
            fill(node);
            assertEquals(0, node.terminate(PATIENCE), node::outputOrReason);
        }
        Path text = Files.writeString(folder.resolve("notes.jar"), "no jar");
        Path damaged = Files.write(folder.resolve("damaged.jar"), new byte[] {'P', 'K', 3, 4, 9, 9, 9});
        Instant future = Instant.now().plusSeconds(3_600);
        List<String> mistakes = new ArrayList<>();
        mistakes.addAll(List.of("journal", "say what to do", "snapshot", "say what to do"));
        mistakes.addAll(List.of("journal ls -o xml", "expected one of", "journal dump --from x", "--from"));
        mistakes.addAll(List.of("journal dump --from 0", "sequences begin at 1: --from=0"));
        mistakes.addAll(List.of("journal dump --from 5 --to 3", "must not be behind --to=3: --from=5"));
        mistakes.addAll(List.of("journal dump --from 999999", "the journal ends at sequence "));
        mistakes.addAll(List.of("journal grep [", "must be a regular expression: PATTERN=["));
        mistakes.addAll(List.of("journal tail -n -1", "must not be negative: --lines=-1"));
        mistakes.addAll(List.of("snapshot create --keep 1", "must be 2 or more: --keep=1"));
        mistakes.addAll(List.of("snapshot create --cpu-percent 201", "must be 5 to 200: --cpu-percent=201"));
        mistakes.addAll(List.of("replay --to 999999", "the journal ends at sequence "));
        mistakes.addAll(List.of("replay --to -3", "sequences begin at 1: --to=-3"));
        mistakes.addAll(List.of("replay --to 3 --at 2026-01-31T12:00:00Z", "give one of --to, --at"));
        mistakes.addAll(List.of("replay --at yesterday", "must be a time such as"));
        mistakes.addAll(List.of("replay --at " + future, "lies in the future: --at=" + future));
        mistakes.addAll(List.of("replay --at 2001-01-01T00:00:00Z", "there was no ledger yet"));
        mistakes.addAll(List.of("replay --account 1-1-1-1-1", "must be a UUID or ULID: --account=1-1-1-1-1"));
        mistakes.addAll(List.of("replay --without nobody", "must be a UUID or ULID: --without=nobody"));
        mistakes.addAll(List.of("replay --rehearse " + text, "--rehearse=" + text));
        mistakes.addAll(List.of("replay --rehearse " + damaged, "--rehearse=" + damaged));
        mistakes.addAll(List.of("replay --rehearse /nowhere.jar", "--rehearse=/nowhere.jar"));
        mistakes.addAll(List.of("verify --checkpoints /nowhere", "name the public half"));
        mistakes.addAll(List.of("verify --nonsense", "Unknown option"));
        for (int i = 0; i < mistakes.size(); i += 2) {
            boolean hasData =
                    !mistakes.get(i).equals("journal") && !mistakes.get(i).equals("snapshot");
            refused(ExitCode.USAGE, mistakes.get(i) + (hasData ? data(data()) : ""), mistakes.get(i + 1));
        }
        refused(ExitCode.FAILED, "replay --without " + Ids.next() + data(data()), "no record creates it");
        refused(ExitCode.USAGE, "journal ls" + data(folder.resolve("nowhere")), "there is no node in it");
        refused(ExitCode.USAGE, "verify" + data(folder.resolve("nowhere")), "there is no node in it");
        refused(ExitCode.USAGE, "snapshot ls" + data(folder.resolve("nowhere")), "there is no node in it");
    }

    private void refused(int exitCode, String command, String sentence) {
        assertEquals(exitCode, run(command), () -> command + ": " + err);
        assertTrue(err.toString().startsWith("florin: "), err::toString);
        assertTrue(err.toString().contains(sentence), () -> command + ": " + err);
        assertFalse(err.toString().contains("unexpected"), err::toString);
        assertTrue(err.toString().lines().count() <= 3, err::toString);
    }

    @Test
    void damageIsLocatedByEveryVerbThatReadsIt() throws Exception {
        try (NodeProcess node = node()) {
            fill(node);
            assertEquals(0, node.terminate(PATIENCE), node::outputOrReason);
        }
        look("snapshot create");
        Path records;
        try (Stream<Path> segments = Files.list(data().resolve("journal"))) {
            records = segments.sorted().toList().getLast().resolve("records.fl");
        }
        byte[] bytes = Files.readAllBytes(records);
        bytes[4_096 + 300] ^= 1;
        Files.write(records, bytes);
        for (String verb : List.of("journal verify", "journal dump", "verify", "replay --to 9")) {
            refused(ExitCode.DAMAGED, verb + data(data()), "segment=");
            assertTrue(err.toString().contains("offset=4384 sequence=3"), err::toString);
            assertTrue(err.toString().contains("sequence="), err::toString);
        }
        assertEquals(ExitCode.OK, run("journal ls" + data(data())), err::toString);

        Path snapshot;
        try (Stream<Path> all = Files.list(data().resolve("snapshots"))) {
            snapshot = all.filter(path -> path.toString().endsWith(".snap"))
                    .toList()
                    .getFirst();
        }
        byte[] state = Files.readAllBytes(snapshot);
        state[state.length / 2] ^= 1;
        Files.write(snapshot, state);
        refused(ExitCode.DAMAGED, "snapshot verify" + data(data()), "snapshot=" + snapshot.getFileName());
    }

    private static String data(Path directory) {
        return " --data " + directory;
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int run(String line) {
        printed.reset();
        err = new StringWriter();
        PrintStream stderr = System.err;
        var warned = new ByteArrayOutputStream();
        System.setErr(new PrintStream(warned, true, StandardCharsets.UTF_8));
        try {
            return FlorinCommand.commandLine()
                    .setErr(new PrintWriter(err, true))
                    .execute(line.split(" +"));
        } finally {
            System.setErr(stderr);
            err.append(warned.toString(StandardCharsets.UTF_8));
        }
    }
}
