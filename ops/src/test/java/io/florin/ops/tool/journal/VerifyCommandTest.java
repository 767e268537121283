package io.florin.ops.tool.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Transfer;
import io.florin.ops.Genesis;
import io.florin.ops.Node;
import io.florin.ops.NodeConfig;
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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code florin verify --public-key}: a copied journal is the one that was signed, or it is said what is not. */
final class VerifyCommandTest {
    private static final int EUR = 978;

    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path key;
    private final UUID from = Ids.next();
    private final UUID to = Ids.next();

    @BeforeEach
    void divert() throws Exception {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        key = folder.resolve("ledger.key");
        assertEquals(ExitCode.OK, run("checkpoint key " + key), err::toString);
    }

    @AfterEach
    void restore() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    private NodeConfig config(Path data, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "data=" + data,
                "profile=small",
                "journal.filesystem=accept",
                "journal.kind=plain",
                "journal.segment=16 MiB",
                "snapshot.worker=off",
                "gateway.binary.bind=127.0.0.1:0",
                "gateway.http.bind=127.0.0.1:0",
                "gateway.admin.bind=127.0.0.1:0"));
        all.addAll(List.of(settings));
        return NodeConfig.of(Settings.load(null, all));
    }

    private Path ledger(String name) throws Exception {
        Path data = folder.resolve(name);
        Node.init(config(data), Genesis.of(1_000, 10_000, TimeUnit.HOURS.toNanos(24), false), Ids.next(), words -> {});
        return data;
    }

    /** One life with some transfers, signed now and then and at its end. */
    private void live(Path data, int transfers) throws Exception {
        NodeConfig config = config(data, "checkpoint.key=" + key, "checkpoint.every=1 ms");
        try (Node node = Node.start(config, Recovery.Progress.NONE, words -> {})) {
            var address = node.ready().binary();
            try (var client = FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()))) {
                client.createAccounts(List.of(Account.of(from, EUR, 1), Account.of(to, EUR, 1)))
                        .join();
                for (int i = 0; i < transfers; i++) {
                    client.createTransfer(Transfer.of(Ids.next(), from, to, 5, EUR, 1))
                            .join();
                }
            }
        }
    }

    private String verify(Path data) {
        return "verify -o json --data " + data + " --public-key " + key + ".pub";
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> all = Files.walk(source)) {
            for (Path path : all.toList()) Files.copy(path, target.resolve(source.relativize(path)));
        }
    }

    @Test
    void aCopyIsProvenWithoutTheNode() throws Exception {
        Path data = ledger("data");
        live(data, 20);
        Path copy = folder.resolve("copy");
        copy(data, copy);
        assertEquals(ExitCode.OK, run(verify(copy)), err::toString);
        assertTrue(text().contains("\"books\": \"complete\""), text());
        assertTrue(number("checkpoints") >= 1, text());
        assertEquals(number("to"), number("signed_to"), text());

        assertEquals(ExitCode.OK, run("snapshot create --data " + data), err::toString);
        live(data, 3);
        assertEquals(ExitCode.OK, run(verify(data)), err::toString);
        assertEquals(1, number("signed_states"), "the state of the snapshot was signed: " + text());
        live(folder.resolve("data"), 1);

        // the copy lacks what was signed since
        assertEquals(ExitCode.DAMAGED, run(verify(copy) + " --checkpoints " + data.resolve("checkpoints")));
        assertTrue(err.toString().contains("records are missing at its end"), err::toString);
    }

    @Test
    void whatNobodyHasSignedYetIsSaid() throws Exception {
        Path data = ledger("data");
        live(data, 5);
        try (Node node = Node.start(config(data), Recovery.Progress.NONE, words -> {})) {
            assertTrue(node.ready().epoch() > 0);
        }
        assertEquals(ExitCode.OK, run(verify(data)), err::toString);
        assertTrue(err.toString().contains("nobody has signed the last "), err::toString);
    }

    @Test
    void aWrongKeyOrFileIsWrongUsageAndAChangedOneIsDamage() throws Exception {
        Path data = ledger("data");
        live(data, 5);
        Path other = ledger("other");
        live(other, 5);
        assertEquals(ExitCode.OK, run("checkpoint key " + folder.resolve("other.key")));
        String wrongKey = "verify --data " + data + " --public-key " + folder.resolve("other.key.pub");
        refused(ExitCode.USAGE, wrongKey, "was signed with another key");
        refused(ExitCode.USAGE, "verify --data " + data + " --public-key " + folder.resolve("none"), "none");
        refused(ExitCode.USAGE, "verify --data " + data + " --checkpoints " + data, "name the public half");
        refused(ExitCode.USAGE, verify(data) + " --checkpoints " + folder.resolve("none"), "there is no such file");
        refused(ExitCode.USAGE, verify(data) + " --checkpoints " + other.resolve("checkpoints"), "another ledger");

        Path checkpoints = data.resolve("checkpoints");
        String lines = Files.readString(checkpoints);
        Files.writeString(checkpoints, lines.replaceFirst("number=1 ", "number=2 "));
        refused(ExitCode.DAMAGED, verify(data), "the line was changed");
        Files.writeString(checkpoints, "");
        refused(ExitCode.USAGE, verify(data), "no checkpoint is in it yet");
        Files.writeString(checkpoints, lines);
        Path salt = data.resolve("salt");
        byte[] secret = Files.readAllBytes(salt);
        Files.copy(other.resolve("salt"), salt, StandardCopyOption.REPLACE_EXISTING);
        refused(ExitCode.USAGE, verify(data), "the salt beside this journal is not the one");
        Files.delete(salt);
        refused(ExitCode.USAGE, verify(data), "salt");
        Files.write(salt, secret);
        assertEquals(ExitCode.OK, run(verify(data)), err::toString);
    }

    @Test
    void aJournalWithoutItsBeginningIsProvenFromItsOldestSnapshot() throws Exception {
        Path data = ledger("data");
        for (int life = 0; life < 3; life++) {
            live(data, 4);
            assertEquals(ExitCode.OK, run("snapshot create --data " + data), err::toString);
        }
        String create = "snapshot create --data " + data + " --retain 0 --archive " + folder.resolve("archive");
        assertEquals(ExitCode.OK, run(create + " --dry-run"), err::toString);
        assertTrue(err.toString().contains("would go: segment="), err::toString);
        assertEquals(ExitCode.OK, run(verify(data)), err::toString);
        assertTrue(text().contains("\"books\": \"complete\""), text());

        assertEquals(ExitCode.OK, run(create), err::toString);
        assertTrue(err.toString().contains("goes: segment="), err::toString);
        assertEquals(ExitCode.OK, run(verify(data)), err::toString);
        assertTrue(text().contains("\"books\": \"archived\""), text());
        assertTrue(err.toString().contains("were not decided again"), err::toString);
        assertTrue(err.toString().contains("end before the first record that is there"), err::toString);
        refused(ExitCode.FAILED, "replay --to 1 --data " + data, "bring the segments before it back from the archive");
        refused(ExitCode.USAGE, "journal dump --from 1 --data " + data, "the journal begins at sequence ");
        refused(
                ExitCode.FAILED,
                "receipt " + Ids.next() + " --data " + data + " --public-key " + key + ".pub",
                "so look in the archive");
        live(data, 2);
        assertEquals(ExitCode.OK, run(verify(data)), err::toString);
    }

    private void refused(int exitCode, String command, String sentence) {
        assertEquals(exitCode, run(command), () -> command + ": " + err + text());
        assertTrue(err.toString().startsWith("florin: "), err::toString);
        assertTrue(err.toString().contains(sentence), () -> command + ": " + err);
    }

    private long number(String name) {
        String text = text();
        int at = text.indexOf("\"" + name + "\": ") + name.length() + 4;
        int end = at;
        while (Character.isDigit(text.charAt(end))) end++;
        return Long.parseLong(text.substring(at, end));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private int run(String line) {
        printed.reset();
        err = new StringWriter();
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
