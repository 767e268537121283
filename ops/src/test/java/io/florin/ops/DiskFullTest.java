package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.Ids;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The disk runs full under load and is freed again, three times (T7). Commands are refused, definitely and on both
 * doors; reads go on; the probe says why; and service returns by itself. In the end exactly what was acknowledged is
 * there: a write that failed for lack of space would have left something else.
 */
@Tag("root")
final class DiskFullTest {
    private static final System.Logger FIGURES = System.getLogger(DiskFullTest.class.getName());
    private static final int ROUNDS = Integer.getInteger("florin.disk-full-rounds", 3);
    private static final long DISK_LENGTH = 400L << 20;
    private static final long LEFT = 8L << 20; // less than the next segment takes
    private static final int CLIENTS = 3;
    private static final int ROWS_MAX = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final HttpClient http = HttpClient.newHttpClient();

    /** One answer over HTTP. */
    private record Answer(int status, String body) {}

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({"chronicle, ext4", "plain, ext4", "chronicle, tmpfs"})
    void commandsAreRefusedAndServiceReturns(String kind, String fileSystem, @TempDir Path folder) throws Exception {
        try (LoopDisk disk = fileSystem.equals("ext4")
                        ? LoopDisk.ext4(folder, DISK_LENGTH)
                        : LoopDisk.tmpfs(folder, DISK_LENGTH);
                NodeProcess node = node(kind, disk, folder)) {
            node.start().awaitReady(PATIENCE);
            try (Load load = new Load(node.ready().binary(), PATIENCE, true, ROWS_MAX).start(CLIENTS, 7)) {
                for (int round = 0; round < ROUNDS; round++) fillAndFree(disk, node, load);
                load.stop();
                assertTrue(load.journalFull() >= ROUNDS, "journal_full seen: " + load.journalFull());
                assertEquals(0, load.outcomesUnknown(), "no request was left open");
                audit(node, load);
                assertEquals(0, node.terminate(PATIENCE), node::outputOrReason);
                node.start().awaitReady(PATIENCE);
                audit(node, load);
                FIGURES.log(
                        Level.INFO,
                        kind + " on " + fileSystem + ": full " + ROUNDS + " times, "
                                + load.acknowledged().size() + " transfers acknowledged and all found, journal_full "
                                + load.journalFull() + " times");
            }
        }
    }

    private void fillAndFree(LoopDisk disk, NodeProcess node, Load load) throws Exception {
        disk.fillUpTo(LEFT);
        Answer probe = await(node, 503);
        assertTrue(probe.body().contains("the disk of the journal is full"), probe.body());
        assertEquals(200, ask(node, "/livez").status(), "a restart would not help");
        readsGoOn(node, load.accounts().getFirst());
        httpIsRefused(node, load.accounts());

        disk.free();
        await(node, 200);
        load.awaitMoreAnswers(20);
    }

    /** Waits until the node says that it is ready, or not. */
    private Answer await(NodeProcess node, int status) throws Exception {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = ask(node, "/readyz");
            if (answer.status() == status) return answer;
            assertTrue(System.nanoTime() < deadlineNs, () -> "waited for " + status + ": " + answer);
            LockSupport.parkNanos(LOOK_NS);
        }
    }

    private Answer ask(NodeProcess node, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(
                URI.create("http://" + NodeReady.text(node.ready().admin()) + path)));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.headers().map() + response.body());
    }

    private static void readsGoOn(NodeProcess node, UUID account) {
        var address = node.ready().binary();
        try (FlorinClient client = FlorinClient.connect(ClientConfig.of(address.getHostString(), address.getPort()))) {
            Optional<Account> found =
                    client.lookupAccounts(List.of(account)).join().rows().getFirst();
            assertEquals(account, found.orElseThrow().id());
        }
    }

    /** Between two segments a small request may still fit, so the refusal is waited for; it must be the right one. */
    private void httpIsRefused(NodeProcess node, List<UUID> accounts) throws Exception {
        long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String body = """
                {"id":"%s","debit_account_id":"%s","credit_account_id":"%s","amount":0,"ledger":978,"code":1}\
                """.formatted(Ids.next(), accounts.getFirst(), accounts.getLast());
            Answer answer = send(HttpRequest.newBuilder(
                            URI.create("http://" + NodeReady.text(node.ready().http()) + "/v1/transfers"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            if (answer.status() == 503) {
                assertTrue(answer.body().contains("\"journal_full\""), answer.body());
                assertTrue(answer.body().contains("retry-after"), answer.body());
                return;
            }
            assertEquals(201, answer.status(), answer.body());
            assertTrue(System.nanoTime() < deadlineNs, "no refusal over HTTP");
        }
    }

    private static void audit(NodeProcess node, Load load) {
        try (Audit audit = new Audit(node.ready().binary())) {
            audit.everyAcknowledgedTransferIsThere(load.acknowledged());
            audit.balancesAreTheSumOf(load.acknowledged(), load.accounts());
        }
    }

    private static NodeProcess node(String kind, LoopDisk disk, Path folder) throws Exception {
        var options = new NodeProcess.Options(
                disk.data(),
                folder.resolve("logs"),
                List.of("journal.kind=" + kind, "journal.segment=16 MiB", "journal.filesystem=accept"),
                List.of("-Xmx512m"));
        return NodeProcess.of(options).init(List.of("--transfers", "2000000"), PATIENCE);
    }
}
