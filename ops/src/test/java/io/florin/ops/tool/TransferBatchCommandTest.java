package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import io.florin.ops.Genesis;
import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
import io.florin.ops.Settings;
import io.florin.replay.Recovery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of transfers against a real node: what is done is done once, and what is refused is named by its line. */
final class TransferBatchCommandTest {
    private static final String HEADER = "id,debit_account_id,credit_account_id,amount,ledger,code,flags,pending_id\n";

    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final UUID bank = Ids.next();
    private final UUID shop = Ids.next();
    private StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("");

    private Node node;
    private FlorinClient client;
    private Path file = Path.of("");

    @BeforeEach
    void start() throws Exception {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
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
        node = Node.start(config, Recovery.Progress.NONE, words -> {});
        client = FlorinClient.connect(
                ClientConfig.of("127.0.0.1", node.ready().binary().getPort()));
        assertTrue(client.createAccounts(List.of(Account.of(bank, 978, 1), Account.of(shop, 978, 1)))
                .join()
                .isSuccess());
        file = folder.resolve("transfers.csv");
    }

    @AfterEach
    void close() throws Exception {
        System.setOut(stdout);
        client.close();
        node.close();
    }

    @Test
    void aFileIsDoneOnceHoweverOftenItIsSent() throws IOException {
        UUID hold = Ids.next();
        write(
                pay(Ids.next(), 1_099, "linked", ""),
                pay(Ids.next(), 1, "", ""),
                pay(hold, 500, "pending", ""),
                Ids.next() + ",,,320,,,post_pending_transfer," + hold);
        assertEquals(ExitCode.OK, run("transfer batch -o json --size 1 " + file), () -> err + text());
        assertEquals("{\"transfers\": 4, \"created\": 4, \"exists\": 0, \"refused\": 0}", text().strip());
        assertEquals(1_420, credits());

        assertEquals(ExitCode.OK, run("transfer batch -o json " + file), () -> err + text());
        assertEquals("{\"transfers\": 4, \"created\": 0, \"exists\": 4, \"refused\": 0}", text().strip());
        assertEquals(1_420, credits());
    }

    @Test
    void whatIsRefusedIsNamedByItsLineAndTheRestIsDone() throws IOException {
        UUID unknown = Ids.next();
        UUID broken = Ids.next();
        write(
                pay(Ids.next(), 1, "", ""),
                unknown + "," + bank + "," + Ids.next() + ",1,978,1,,",
                pay(broken, 1, "linked", ""),
                Ids.next() + "," + bank + "," + bank + ",1,978,1,,",
                pay(Ids.next(), 2, "", ""));
        assertEquals(ExitCode.FAILED, run("transfer batch " + file), () -> err + text());
        List<String> lines = text().lines().toList();
        assertEquals(file + ":3: credit_account_not_found  " + unknown, lines.get(0));
        assertEquals(file + ":4: linked_event_failed  " + broken, lines.get(1));
        assertTrue(lines.get(2).startsWith(file + ":5: accounts_must_be_different  "), text());
        assertTrue(text().contains("refused    3"), text());
        assertEquals(3, credits());
    }

    /** More requests under way than one client may have open, and chains that no request may cut. */
    @Test
    void manyRequestsKeepTheirChainsWhole() throws IOException {
        String[] lines = IntStream.range(0, 3_000)
                .mapToObj(i -> pay(Ids.next(), 1, i % 3 == 2 ? "" : "linked", ""))
                .toArray(String[]::new);
        write(lines);
        assertEquals(ExitCode.OK, run("transfer batch -o json --size 10 " + file), () -> err + text());
        assertEquals("{\"transfers\": 3000, \"created\": 3000, \"exists\": 0, \"refused\": 0}", text().strip());
        assertEquals(3_000, credits());
    }

    @Test
    void nothingIsSentOfAFileThatIsWrongAnywhere() throws IOException {
        write(pay(Ids.next(), 1, "", ""), pay(Ids.next(), 1, "", "").replace(",1,978,", ",1.5,978,"));
        assertEquals(ExitCode.USAGE, run("transfer batch " + file));
        assertTrue(err.toString().contains(":3"), err.toString());
        assertEquals(0, credits());
    }

    private String pay(UUID id, long amountMinor, String flags, String pending) {
        return id + "," + bank + "," + shop + "," + amountMinor + ",978,1," + flags + "," + pending;
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, HEADER + List.of(lines).stream().collect(Collectors.joining("\n", "", "\n")));
    }

    private long credits() {
        return client.lookupAccounts(List.of(shop))
                .join()
                .rows()
                .getFirst()
                .orElseThrow()
                .balances()
                .creditsPostedMinor();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int run(String line) {
        printed.reset();
        err = new StringWriter();
        String endpoint = " --endpoint 127.0.0.1:" + node.ready().binary().getPort();
        return FlorinCommand.commandLine().setErr(new PrintWriter(err, true)).execute((line + endpoint).split(" +"));
    }
}
