package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a key to a receipt in a customer's hand, with a real node, by the words an operator types. */
final class ProofCommandsTest {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    private final PrintStream stdout = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path data;
    private Path key;
    private final UUID from = Ids.next();
    private final UUID to = Ids.next();

    @BeforeEach
    void init() throws Exception {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        data = folder.resolve("data");
        key = folder.resolve("ledger.key");
        Node.init(config(), Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false), Ids.next(), words -> {});
        assertEquals(ExitCode.OK, run("checkpoint key " + key), err::toString);
        assertTrue(text().contains("public_key  " + key + ".pub"), text());
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
    }

    @Test
    void aNodeSignsOnScheduleAndItsReceiptsAreCheckedWithoutIt() throws Exception {
        UUID id;
        Path receipt = folder.resolve("receipt.json");
        try (Node node = start("checkpoint.key=" + key, "checkpoint.every=10 ms")) {
            id = transfer(node, 1_099);
            String command = "receipt " + id + " --data " + data + " --public-key " + key + ".pub --out " + receipt;
            awaitReceipt(command);
            assertEquals(ExitCode.NOT_READY, run("checkpoint --data " + data + " --key " + key), err::toString);
            assertTrue(err.toString().contains("another process publishes to this file now"), err.toString());
        }
        assertEquals(ExitCode.OK, run("receipt verify " + receipt + " --public-key " + key + ".pub"), err::toString);
        String proven = text();
        assertTrue(proven.startsWith("Proven. Transfer " + id + " moved money."), proven);
        assertTrue(proven.contains("amount    10.99 EUR"), proven);
        assertTrue(proven.contains("from      account " + from), proven);
        assertTrue(proven.contains("to        account " + to), proven);
        assertEquals(ExitCode.OK, run("receipt verify -o json " + receipt + " --public-key " + key + ".pub"));
        assertTrue(text().startsWith("{\"proven\": true, \"id\": \"" + id + "\""), text());
        String file = Files.readString(data.resolve("checkpoints"));
        run("checkpoint --data " + data + " --key " + key);
        assertEquals(file, Files.readString(data.resolve("checkpoints")), "a node that stops signs up to its end");
    }

    @Test
    void aTransferBehindTheLastCheckpointIsProvableLater() throws Exception {
        UUID first;
        UUID second;
        try (Node node = start()) {
            first = transfer(node, 1);
            assertEquals(ExitCode.OK, run("checkpoint --data " + data + " --key " + key), err::toString);
            second = transfer(node, 2);
        }
        String proof = " --data " + data + " --public-key " + key + ".pub";
        assertEquals(ExitCode.OK, run("receipt " + first + proof), err::toString);
        assertEquals(ExitCode.NOT_READY, run("receipt " + second + proof));
        assertTrue(err.toString().contains("no checkpoint covers it yet, the newest ends at "), err.toString());
        assertTrue(err.toString().contains("behind the next one, which \"florin checkpoint\" makes"), err.toString());
        assertEquals(ExitCode.NOT_READY, run("receipt " + second + " --data " + data + " --set checkpoint.key=" + key));
        assertTrue(err.toString().contains("the next one is due at 20"), err.toString());
        assertEquals(ExitCode.OK, run("checkpoint --data " + data + " --key " + key), err::toString);
        assertEquals(ExitCode.OK, run("receipt " + second + proof), err::toString);
        assertEquals(ExitCode.FAILED, run("receipt " + Ids.next() + proof));
        assertTrue(err.toString().contains("no transfer with this id is among the "), err.toString());
    }

    @Test
    void everyFieldOfAReceiptThatWasTamperedWithIsRefused() throws Exception {
        UUID id;
        try (Node node = start()) {
            id = transfer(node, 1_099);
            transfer(node, 5);
        }
        assertEquals(ExitCode.OK, run("checkpoint --data " + data + " --key " + key), err::toString);
        String good = json("receipt " + id + " --data " + data + " --public-key " + key + ".pub");
        Path file = Files.writeString(folder.resolve("receipt.json"), good);
        String verify = "receipt verify " + file + " --public-key " + key + ".pub";
        assertEquals(ExitCode.OK, run(verify), err::toString);
        assertFalse(good.contains("\"amount\": 5"), "nobody else's records are in it");
        int tampered = 0;
        for (String wrong : tampered(good, id)) {
            if (wrong.equals(good)) throw new AssertionError("nothing was changed, case " + tampered);
            Files.writeString(file, wrong);
            assertEquals(ExitCode.DAMAGED, run(verify), wrong + text());
            assertTrue(err.toString().startsWith("florin: "), err.toString());
            tampered++;
        }
        Files.writeString(file, good);
        assertEquals(ExitCode.OK, run("checkpoint key " + folder.resolve("other.key")));
        assertEquals(ExitCode.USAGE, run("receipt verify " + file + " --public-key " + folder + "/other.key.pub"));
        assertTrue(err.toString().contains("was signed with another key"), err.toString());
        assertEquals(ExitCode.USAGE, run("receipt verify " + folder + "/none --public-key " + key + ".pub"));
    }

    private List<String> tampered(String good, UUID id) {
        List<String> wrong = new ArrayList<>(List.of(
                good.replace("\"amount\": 1099", "\"amount\": 1098"),
                good.replace("\"amount\": 1099", "\"amount\": 1099.0"),
                good.replace("\"amount\": 1099", "\"amount\": \"1099\""),
                good.replace("\"id\": \"" + id, "\"id\": \"" + Ids.next()),
                good.replace(from.toString(), to.toString()),
                good.replace(to.toString(), from.toString()),
                good.replace("\"ledger\": 978", "\"ledger\": 840"),
                good.replace("\"code\": 1", "\"code\": 2"),
                good.replace("\"flags\": 0", "\"flags\": 2"),
                good.replace("\"sequence\": ", "\"sequence\": 1"),
                good.replace("T", "U"),
                good.replace("\"pending_id\": \"00", "\"pending_id\": \"10"),
                good.replace("florin-receipt/1", "florin-receipt/2"),
                good.replace("\"path\": [", "\"path\": [\"" + "00".repeat(32) + "\","),
                good.replace("first=", "first=1"),
                good.replace(" number=1 ", " number=2 "),
                good.replace("chain=", "chain=0"),
                good.replace("\"record\": \"", "\"record\": \"00"),
                good.replace("\"record\": \"", "\"record\": \"zz"),
                good.replace("\"salt\": \"", "\"salt\": \"00"),
                good.replace("{\n  \"format\"", "{\n  \"more\": 1, \"format\""),
                good.replace("\"salt\"", "\"format\""),
                good.replaceFirst("\"salt\": \"[0-9a-f]+\",", ""),
                good + "{}",
                "[]",
                "",
                good.substring(0, good.length() / 2)));
        for (String name : List.of("record\": \"", "salt\": \"", "root=", "signature=", "previous=", "key=")) {
            int at = good.indexOf(name) + name.length() + 12;
            char other = good.charAt(at) == '1' ? '2' : '1';
            if (!name.equals("key=")) wrong.add(good.substring(0, at) + other + good.substring(at + 1));
        }
        return wrong;
    }

    @Test
    void aKeyThatWillNotDoIsRefusedBeforeAnythingChanges() throws Exception {
        Path inside = data.resolve("ledger.key");
        assertEquals(ExitCode.OK, run("checkpoint key " + inside));
        String node = Files.readString(data.resolve("node"));
        String start = "start --set journal.filesystem=accept --data " + data + " --set checkpoint.key=";
        assertEquals(ExitCode.USAGE, run(start + inside));
        assertTrue(err.toString().contains("the signing key lies inside the data directory"), err.toString());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(ExitCode.USAGE, run(start + key));
        assertTrue(err.toString().contains("others than its owner may use the signing key"), err.toString());
        assertEquals(ExitCode.USAGE, run(start + folder.resolve("none")));
        assertTrue(err.toString().contains("cannot be read"), err.toString());
        assertEquals(ExitCode.USAGE, run("checkpoint --data " + data));
        assertTrue(err.toString().contains("name the key with --key"), err.toString());
        assertEquals(ExitCode.USAGE, run("receipt " + Ids.next() + " --data " + data));
        assertTrue(err.toString().contains("--public-key=FILE"), err.toString());
        assertEquals(node, Files.readString(data.resolve("node")));
    }

    /** The file of checkpoints knows what a journal must still hold; a node that lost it does not start. */
    @Test
    void aNodeWhoseJournalIsNotTheOneThatWasSignedDoesNotStart() throws Exception {
        try (Node node = start()) {
            transfer(node, 1);
        }
        assertEquals(ExitCode.OK, run("checkpoint --data " + data + " --key " + key), err::toString);
        Path checkpoints = data.resolve("checkpoints");
        String line = Files.readString(checkpoints);
        Files.writeString(checkpoints, line.replace("chain=", "chain=f").replaceFirst("(chain=.{64}).", "$1"));
        String node = Files.readString(data.resolve("node"));
        String start = "start --set journal.filesystem=accept --data " + data + " --set checkpoint.key=" + key;
        assertEquals(ExitCode.DAMAGED, run(start));
        assertTrue(err.toString().contains("the line was changed: checkpoint=1"), err.toString());
        assertEquals(node, Files.readString(data.resolve("node")));
    }

    private void awaitReceipt(String command) {
        long deadlineNs = System.nanoTime() + PATIENCE_NS;
        int exitCode = run(command);
        while (exitCode != ExitCode.OK) {
            if (System.nanoTime() > deadlineNs) throw new AssertionError("never provable: " + err);
            LockSupport.parkNanos(1_000_000);
            exitCode = run(command);
        }
    }

    private UUID transfer(Node node, long amountMinor) {
        var address = node.ready().binary();
        try (var client = FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()))) {
            client.createAccounts(List.of(Account.of(from, 978, 1), Account.of(to, 978, 1)))
                    .join();
            UUID id = Ids.next();
            Results results = client.createTransfer(Transfer.of(id, from, to, amountMinor, 978, 1))
                    .join();
            assertEquals("created", results.code(0));
            return id;
        }
    }

    private Node start(String... settings) throws IOException, InterruptedException {
        return Node.start(config(settings), Recovery.Progress.NONE, words -> {});
    }

    private NodeConfig config(String... settings) {
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

    private String json(String command) {
        assertEquals(ExitCode.OK, run(command), err::toString);
        return text();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int run(String line) {
        printed.reset();
        err = new StringWriter();
        return FlorinCommand.commandLine().setErr(new PrintWriter(err, true)).execute(line.split(" +"));
    }
}
