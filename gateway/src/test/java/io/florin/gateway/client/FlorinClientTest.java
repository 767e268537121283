package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The binary client against the real road. */
class FlorinClientTest {
    private static final UUID BANK = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);
    private static final UUID NOBODY = new UUID(0, 99);

    @Test
    void whatIsCreatedIsFound() throws Exception {
        try (var node = TestNode.start();
                var client = node.client()) {
            openAccounts(client);
            var transfer = Transfer.of(Ids.next(), BANK, ALICE, 1_099, TestNode.LEDGER, 10)
                    .withUserData(new UUID(5, 6), -1L, -2);
            Results results = client.createTransfer(transfer).join();
            assertTrue(results.isSuccess());
            assertEquals(List.of(), results.notCreated());
            assertEquals(1, results.events());
            assertEquals(Durability.DISK, results.durability());
            assertEquals(7, results.position().epoch());
            assertEquals("created", results.code(0));

            TransferOutcome found =
                    client.lookupTransfers(List.of(transfer.id())).join().rows().getFirst();
            assertEquals(TransferOutcome.Outcome.CREATED, found.outcome());
            Transfer stored = found.transfer().orElseThrow();
            assertEquals(results.timestampNs(), stored.timestampNs());
            assertEquals(stored.userData64(), -1L);
            assertEquals(stored.userData32(), -2);
            assertEquals(new UUID(5, 6), stored.userData128());

            List<Optional<Account>> accounts =
                    client.lookupAccounts(List.of(BANK, NOBODY, ALICE)).join().rows();
            assertEquals(1_099, accounts.get(0).orElseThrow().balances().debitsPostedMinor());
            assertEquals(Optional.empty(), accounts.get(1));
            assertEquals(1_099, accounts.get(2).orElseThrow().balances().creditsPostedMinor());
        }
    }

    @Test
    void theSameIdAgainExistsWithTheTimeOfTheFirst() throws Exception {
        try (var node = TestNode.start();
                var client = node.client()) {
            openAccounts(client);
            var transfer = Transfer.of(Ids.next(), BANK, ALICE, 5, TestNode.LEDGER, 10);
            Results first = client.createTransfer(transfer).join();
            Results second = client.createTransfer(transfer).join();
            assertEquals(List.of(new EventResult(0, "exists", first.timestampNs())), second.notCreated());
            assertTrue(second.isSuccess());

            var other = Transfer.of(transfer.id(), BANK, ALICE, 6, TestNode.LEDGER, 10);
            Results third = client.createTransfer(other).join();
            assertEquals("exists_with_different_amount", third.code(0));
            assertFalse(third.isSuccess());
        }
    }

    @Test
    void aBatchAnswersOnlyWhatWasRefused() throws Exception {
        try (var node = TestNode.start();
                var client = node.client()) {
            openAccounts(client);
            List<Transfer> batch = new ArrayList<>();
            for (int i = 0; i < Florin.EVENTS_MAX; i++) {
                UUID debit = i == 17 || i == 8_189 ? NOBODY : BANK;
                batch.add(Transfer.of(Ids.next(), debit, ALICE, 1, TestNode.LEDGER, 10));
            }
            Results results = client.createTransfers(batch).join();
            assertEquals(Florin.EVENTS_MAX, results.events());
            assertEquals(2, results.notCreated().size());
            assertEquals("debit_account_not_found", results.code(17));
            assertEquals("debit_account_not_found", results.code(8_189));
            assertEquals(8_189, results.notCreated().get(1).index());

            List<UUID> ids = batch.stream().map(Transfer::id).toList();
            List<TransferOutcome> outcomes = client.lookupTransfers(ids).join().rows();
            assertEquals(Florin.EVENTS_MAX, outcomes.size());
            assertEquals(
                    Optional.of("debit_account_not_found"), outcomes.get(17).refusal());
            assertEquals(ids.get(8_188), outcomes.get(8_188).id());
        }
    }

    @Test
    void manyRequestsUnderWayAreEachAnsweredOnce() throws Exception {
        try (var node = TestNode.start();
                var client = node.client()) {
            openAccounts(client);
            List<CompletableFuture<Results>> answers = new ArrayList<>();
            for (int i = 0; i < 50_000; i++) {
                answers.add(client.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10)));
            }
            for (CompletableFuture<Results> answer : answers) {
                assertTrue(answer.join().isSuccess());
            }
            long sum = client.lookupAccounts(List.of(ALICE))
                    .join()
                    .rows()
                    .getFirst()
                    .orElseThrow()
                    .balances()
                    .creditsPostedMinor();
            assertEquals(50_000, sum);
        }
    }

    @Test
    void aNodeThatDoesNotComeBackLeavesTheOutcomeUnknown() throws Exception {
        var node = TestNode.start();
        var config = ClientConfig.of("127.0.0.1", node.gateway().binaryPort());
        var client = FlorinClient.connect(config.withTimeout(TimeUnit.SECONDS.toNanos(1)));
        var impatient = FlorinClient.connect(config.withoutReconnect());
        openAccounts(client);
        node.hold();
        var transfer = Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10);
        var answer = client.createTransfer(transfer);
        var other = impatient.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10));
        node.gateway().close();
        var lost = assertThrows(CompletionException.class, other::join);
        assertInstanceOf(OutcomeUnknownException.class, lost.getCause());
        var late = assertThrows(CompletionException.class, answer::join);
        assertInstanceOf(OutcomeUnknownException.class, late.getCause());
        assertFalse(client.isOpen());
        assertFalse(impatient.isOpen());

        for (FlorinClient each : List.of(client, impatient)) { // what nobody saw was not executed
            var unsent = each.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10));
            var refused = assertThrows(CompletionException.class, unsent::join);
            assertInstanceOf(NotExecutedException.class, refused.getCause());
        }
        node.answer();
        client.close();
        impatient.close();
        node.close();
    }

    @Test
    void stampsSayWhereTheTimeWent() throws Exception {
        try (var node = TestNode.start();
                var client = node.client()) {
            openAccounts(client);
            var transfer = Transfer.of(Ids.next(), BANK, ALICE, 1, TestNode.LEDGER, 10);
            Stamps stamps = client.createTransfers(List.of(transfer), RequestOptions.STAMPED)
                    .join()
                    .stamps()
                    .orElseThrow();
            assertTrue(stamps.receivedNs() <= stamps.sequencedNs(), stamps.toString());
            assertTrue(stamps.sequencedNs() <= stamps.releasedNs(), stamps.toString());
        }
    }

    @Test
    void nobodyListeningIsSaidWithTheAddress() {
        var refused =
                assertThrows(IllegalStateException.class, () -> FlorinClient.connect(ClientConfig.of("127.0.0.1", 1)));
        assertEquals("nobody answers: address=127.0.0.1:1", refused.getMessage());
    }

    private static void openAccounts(FlorinClient client) {
        Results results = client.createAccounts(
                        List.of(Account.of(BANK, TestNode.LEDGER, 1), Account.of(ALICE, TestNode.LEDGER, 1)))
                .join();
        assertTrue(results.isSuccess(), results.toString());
    }
}
