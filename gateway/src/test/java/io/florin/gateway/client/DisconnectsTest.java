package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.LeakWatch;
import io.florin.gateway.TestNode;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Connections are cut at any byte in both directions, under load; the sessions go on. Every request is answered once,
 * definitely, with what the ledger has; and the books are those of a model that hears of every request once.
 */
class DisconnectsTest {
    private static final int SESSIONS = 4;
    private static final int ACCOUNTS = 8;
    private static final int EVENTS_MAX = 8;
    private static final int UNDER_WAY_MAX = 200;
    private static final int LOOPS = 2;
    private static final UUID NOBODY = new UUID(0, 99);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

    private final Map<UUID, Long> debits = new HashMap<>();
    private final Map<UUID, Long> credits = new HashMap<>();

    /** What was asked of the node, and what it answered. */
    private record Asked(List<Transfer> transfers, CompletableFuture<Results> answer) {}

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 20_261_121})
    void everyRequestIsAnsweredOnceWhateverIsCut(long seed) throws Exception {
        run(seed, 60);
    }

    @Tag("faults")
    @Test
    void aThousandDisconnects() throws Exception {
        run(4_711, 1_000);
    }

    private void run(long seed, int disconnects) throws Exception {
        var random = new SplittableRandom(seed);
        List<CuttingRelay> relays = new ArrayList<>();
        List<FlorinClient> clients = new ArrayList<>();
        try (var node = TestNode.start(Limits.DEFAULT, LOOPS, Doorkeeper.OPEN)) {
            try (var witness = node.client()) {
                openAccounts(witness);
                for (int i = 0; i < SESSIONS; i++) {
                    int port = node.gateway().binaryPort();
                    var relay = new CuttingRelay(port, disconnects / SESSIONS, random.split());
                    relays.add(relay);
                    clients.add(connect(relay));
                }
                List<Asked> asked = load(clients, relays, disconnects, random);
                int cuts = relays.stream().mapToInt(CuttingRelay::cuts).sum();
                assertTrue(cuts >= disconnects, "cuts=" + cuts);
                judge(asked, witness, "seed=" + seed);
            } finally {
                for (FlorinClient client : clients) client.close();
                for (CuttingRelay relay : relays) relay.close();
            }
            assertEquals(0, node.counters().value(FlorinCounter.HANDLER_ERRORS));
            assertEquals(0, node.counters().value(FlorinCounter.FRAMES_INVALID));
            assertEquals(0, node.counters().value(FlorinCounter.SESSION_MESSAGES_INVALID));
            assertTrue(node.counters().value(FlorinCounter.SESSIONS_RESUMED) > disconnects / 2);
        }
        assertEquals(List.of(), LeakWatch.leaks());
    }

    /** The relay may cut the first connection too, before there is a session to take up. */
    private static FlorinClient connect(CuttingRelay relay) {
        var config = new ClientConfig(relay.address(), ClientConfig.WINDOW_EVENTS_DEFAULT, TIMEOUT_NS);
        while (true) {
            try {
                return FlorinClient.connect(config);
            } catch (IllegalStateException cut) {
                assertTrue(String.valueOf(cut.getMessage()).contains("address="), cut::toString);
            }
        }
    }

    private List<Asked> load(
            List<FlorinClient> clients, List<CuttingRelay> relays, int disconnects, SplittableRandom random) {
        List<Asked> asked = new ArrayList<>();
        int next = 0;
        while (relays.stream().mapToInt(CuttingRelay::cuts).sum() < disconnects) {
            List<Transfer> transfers = new ArrayList<>();
            int events = 1 + random.nextInt(EVENTS_MAX);
            for (int i = 0; i < events; i++) transfers.add(transfer(random));
            FlorinClient client = clients.get(random.nextInt(clients.size()));
            asked.add(new Asked(transfers, client.createTransfers(transfers)));
            if (asked.size() - next > UNDER_WAY_MAX) asked.get(next++).answer().join();
        }
        return asked;
    }

    private static Transfer transfer(SplittableRandom random) {
        int debit = random.nextInt(ACCOUNTS);
        int credit = (debit + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
        UUID from = random.nextInt(16) == 0 ? NOBODY : account(debit);
        return Transfer.of(Ids.next(), from, account(credit), 1 + random.nextInt(1_000), TestNode.LEDGER, 10);
    }

    /** Each answer is what the ledger has, and each balance the sum of what was answered. */
    private void judge(List<Asked> asked, Florin witness, String seed) {
        for (Asked request : asked) {
            Results results = request.answer().join();
            assertEquals(request.transfers().size(), results.events());
            for (int i = 0; i < results.events(); i++) {
                Transfer transfer = request.transfers().get(i);
                String code = results.code(i);
                boolean isRefused = transfer.debitAccountId().equals(NOBODY);
                List<String> expected = isRefused
                        ? List.of("debit_account_not_found", "id_already_failed")
                        : List.of("created", "exists");
                assertTrue(expected.contains(code), seed + " " + code);
                if (isRefused) continue;
                debits.merge(transfer.debitAccountId(), transfer.amountMinor(), Long::sum);
                credits.merge(transfer.creditAccountId(), transfer.amountMinor(), Long::sum);
            }
            List<UUID> ids = request.transfers().stream().map(Transfer::id).toList();
            List<TransferOutcome> outcomes = witness.lookupTransfers(ids).join().rows();
            for (int i = 0; i < ids.size(); i++) {
                Transfer transfer = request.transfers().get(i);
                assertEquals(
                        !transfer.debitAccountId().equals(NOBODY),
                        outcomes.get(i).outcome() == TransferOutcome.Outcome.CREATED,
                        seed);
            }
        }
        for (int i = 0; i < ACCOUNTS; i++) {
            Account account = witness.lookupAccounts(List.of(account(i)))
                    .join()
                    .rows()
                    .getFirst()
                    .orElseThrow();
            assertEquals(debits.getOrDefault(account(i), 0L), account.balances().debitsPostedMinor(), seed);
            assertEquals(
                    credits.getOrDefault(account(i), 0L), account.balances().creditsPostedMinor(), seed);
        }
    }

    private static UUID account(int index) {
        return new UUID(0, 1 + index);
    }

    private static void openAccounts(Florin client) {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) accounts.add(Account.of(account(i), TestNode.LEDGER, 1));
        assertTrue(client.createAccounts(accounts).join().isSuccess());
    }
}
