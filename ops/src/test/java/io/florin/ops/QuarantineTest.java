package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.CountersFile;
import io.florin.counters.FlorinCounter;
import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinHttpClient;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.LimitsChange;
import io.florin.gateway.client.NotExecutedException;
import io.florin.gateway.client.Transfer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that cannot be decided ends the process with 70, leaves a copy and no record, and harms nothing else. */
final class QuarantineTest {
    private static final int EUR = 978;
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

    /** What an operator does about a client that sends such a command again and again. */
    @Test
    void theDoorsRefuseAnIdThatAnOperatorNames() throws Exception {
        UUID named = new UUID(SendsUndecidable.ID_HIGH, SendsUndecidable.ID_LOW);
        var options = new NodeProcess.Options(
                folder.resolve("data"),
                folder.resolve("logs"),
                List.of(
                        "journal.filesystem=accept",
                        "journal.kind=plain",
                        "journal.segment=16 MiB",
                        "gateway.refuse=" + Ids.next() + ", " + named),
                List.of("-Xmx512m"));
        try (NodeProcess node =
                NodeProcess.of(options).init(List.of(), PATIENCE).start().awaitReady(PATIENCE)) {
            refuses(FlorinClient.connect(config(node.ready().binary())), named);
            refuses(FlorinHttpClient.connect(config(node.ready().http())), named);
            Path counters = options.data().resolve("counters");
            assertEquals(8, CountersFile.value(counters, FlorinCounter.REFUSED_BY_OPERATOR));
        }
    }

    /** Each kind of command that names it, alone and behind others; anything else goes on, and so do reads. */
    private static void refuses(Florin client, UUID named) {
        try (client) {
            UUID from = Ids.next();
            UUID to = Ids.next();
            client.createAccounts(List.of(Account.of(from, EUR, 1), Account.of(to, EUR, 1)))
                    .join();
            Transfer good = Transfer.of(Ids.next(), from, to, 1, EUR, 1);
            Transfer bad = Transfer.of(named, from, to, 1, EUR, 1);
            refused(client.createTransfer(bad));
            refused(client.createTransfers(List.of(good, bad)));
            refused(client.createAccounts(List.of(Account.of(named, EUR, 1))));
            refused(client.setAccountLimits(new LimitsChange(named, 0, 0, 0)));
            assertEquals("created", client.createTransfer(good).join().code(0), "it was not executed before");
            assertEquals(1, client.lookupTransfers(List.of(named)).join().rows().size());
        }
    }

    private static void refused(CompletableFuture<?> answer) {
        var failure = assertThrows(CompletionException.class, answer::join);
        var refusal = assertInstanceOf(NotExecutedException.class, failure.getCause());
        assertEquals("refused_by_operator", refusal.code());
    }

    private static ClientConfig config(InetSocketAddress address) {
        return ClientConfig.of(address.getHostString(), address.getPort());
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
