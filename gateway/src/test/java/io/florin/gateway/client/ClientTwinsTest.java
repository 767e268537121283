package io.florin.gateway.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.gateway.TestNode;
import io.florin.gateway.client.TransferOutcome.Outcome;
import io.florin.gateway.client.TransferOutcome.Pending;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command that a client may send, with the same answers through both doors; and the operator's. */
final class ClientTwinsTest {
    private static final int LEDGER = TestNode.LEDGER;
    private static final int CODE = 10;
    private static final UUID BANK = new UUID(0, 1);
    private static final UUID ALICE = new UUID(0, 2);

    /** How a client comes to the node. */
    enum Door {
        BINARY {
            @Override
            Florin open(TestNode node) {
                return node.client();
            }
        },
        HTTP {
            @Override
            Florin open(TestNode node) {
                return FlorinHttpClient.connect(
                        ClientConfig.of("127.0.0.1", node.gateway().httpPort()));
            }
        };

        abstract Florin open(TestNode node);
    }

    @ParameterizedTest
    @EnumSource
    void aHoldIsPostedInPartThenInFullAndAnotherIsVoided(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            UUID first = hold(florin, 100);
            assertCreated(florin.postPartOfHold(Ids.next(), first, 30).join());
            assertEquals(Pending.PENDING, outcome(florin, first).pending());
            UUID post = Ids.next();
            assertCreated(florin.postHold(post, first).join());
            assertEquals("exists", florin.postHold(post, first).join().code(0));
            assertEquals(
                    "pending_transfer_already_posted",
                    florin.voidHold(Ids.next(), first).join().code(0));
            assertEquals(Pending.POSTED, outcome(florin, first).pending());
            assertEquals(70, outcome(florin, post).transfer().orElseThrow().amountMinor());

            UUID second = hold(florin, 40);
            assertCreated(florin.postHold(Ids.next(), second, 15).join());
            UUID third = hold(florin, 9);
            assertCreated(florin.voidHold(Ids.next(), third).join());
            assertEquals(Pending.VOIDED, outcome(florin, third).pending());
            assertEquals(
                    new Account.Balances(0, 115, 0, 0), account(florin, BANK).balances());
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsOfAChainArePostedOrVoidedTogether(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            List<Transfer> chain = List.of(
                    Transfer.hold(Ids.next(), BANK, ALICE, 5, LEDGER, CODE),
                    Transfer.hold(Ids.next(), BANK, ALICE, 6, LEDGER, CODE).withTimeout(3_600));
            assertCreated(florin.createChain(chain, RequestOptions.NONE).join());
            assertCreated(florin.postGroup(Ids.next(), chain.getFirst().id()).join());
            assertEquals(
                    new Account.Balances(0, 11, 0, 0), account(florin, BANK).balances());
            List<Transfer> other = List.of(
                    Transfer.hold(Ids.next(), BANK, ALICE, 5, LEDGER, CODE),
                    Transfer.hold(Ids.next(), BANK, ALICE, 6, LEDGER, CODE));
            assertCreated(florin.createChain(other, RequestOptions.NONE).join());
            assertCreated(florin.voidGroup(Ids.next(), other.getFirst().id()).join());
            assertEquals(
                    new Account.Balances(0, 11, 0, 0), account(florin, BANK).balances());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChainThatBreaksLeavesNothing(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            List<Transfer> chain = List.of(
                    Transfer.of(Ids.next(), BANK, ALICE, 5, LEDGER, CODE),
                    Transfer.of(Ids.next(), ALICE, BANK, 6, LEDGER, CODE),
                    Transfer.of(Ids.next(), BANK, ALICE, 7, LEDGER, CODE));
            Results broken = florin.createChain(chain, RequestOptions.NONE).join();
            assertFalse(broken.isSuccess());
            assertEquals("linked_event_failed", broken.code(0));
            assertEquals("exceeds_credits", broken.code(1));
            assertEquals("linked_event_failed", broken.code(2));
            assertEquals(Account.Balances.NONE, account(florin, BANK).balances());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatBecameOfAnIdIsToldWhateverItWas(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            UUID created = Ids.next();
            UUID refused = Ids.next();
            UUID never = Ids.next();
            UUID old = new UUID(1_600_000_000_000L << 16 | 0x7000, 0x8000_0000_0000_0001L);
            florin.createTransfer(Transfer.of(created, BANK, ALICE, 5, LEDGER, CODE))
                    .join();
            florin.createTransfer(Transfer.of(refused, ALICE, BANK, 6, LEDGER, CODE))
                    .join();
            List<TransferOutcome> rows = florin.lookupTransfers(List.of(created, refused, never, old))
                    .join()
                    .rows();
            assertEquals(
                    List.of(Outcome.CREATED, Outcome.REFUSED, Outcome.UNKNOWN, Outcome.TOO_OLD),
                    rows.stream().map(TransferOutcome::outcome).toList());
            assertEquals(Optional.of("exceeds_credits"), rows.get(1).refusal());
            assertEquals(refused, rows.get(1).id());
            assertEquals(old, rows.get(3).id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void limitsMoveUnderTheVersionThatWasRead(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            Results applied =
                    florin.setAccountLimits(new LimitsChange(ALICE, 50, 0, 0)).join();
            assertTrue(applied.isSuccess(), applied.toString());
            assertEquals("applied", applied.code(0));
            assertEquals(Durability.DISK, applied.durability());
            Results late =
                    florin.setAccountLimits(new LimitsChange(ALICE, 60, 0, 0)).join();
            assertEquals("version_mismatch", late.code(0));
            assertFalse(late.isSuccess());
            Results two = florin.setAccountLimits(
                            List.of(new LimitsChange(Ids.next(), 1, 1, 0), new LimitsChange(ALICE, 40, 7, 1)),
                            RequestOptions.NONE)
                    .join();
            assertEquals(2, two.events());
            assertEquals("account_not_found", two.code(0));
            assertEquals("applied", two.code(1));
            assertEquals(
                    new Account.Limits(40, 7, 2, false, false, 0),
                    account(florin, ALICE).limits());
            assertCreated(florin.createTransfer(Transfer.of(Ids.next(), ALICE, BANK, 40, LEDGER, CODE))
                    .join());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrozenAccountTakesNothingUntilItIsLetGo(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            assertEquals(
                    "applied",
                    florin.setAccountStatus(new StatusChange(BANK, true, false, 12))
                            .join()
                            .code(0));
            assertEquals(
                    new Account.Limits(0, 0, 0, true, false, 12),
                    account(florin, BANK).limits());
            assertEquals(
                    "debit_account_frozen",
                    florin.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 1, LEDGER, CODE))
                            .join()
                            .code(0));
            florin.setAccountStatus(StatusChange.unfreeze(BANK)).join();
            assertCreated(florin.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 1, LEDGER, CODE))
                    .join());
            florin.setAccountStatus(StatusChange.freeze(ALICE, 1)).join();
            assertEquals(
                    "credit_account_frozen",
                    florin.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 1, LEDGER, CODE))
                            .join()
                            .code(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAccountIsClosedByAHoldAndOpenedByItsVoid(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            UUID closing = Ids.next();
            assertCreated(florin.createTransfer(
                            Transfer.hold(closing, ALICE, BANK, 0, LEDGER, CODE).and(TransferFlag.CLOSING_DEBIT))
                    .join());
            assertTrue(account(florin, ALICE).has(AccountFlag.CLOSED));
            assertCreated(florin.voidHold(Ids.next(), closing).join());
            assertFalse(account(florin, ALICE).has(AccountFlag.CLOSED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void underTheSameKeyTheStoredAnswerComesBack(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            RequestOptions keyed = RequestOptions.NONE.key(Ids.next());
            List<Transfer> batch = List.of(
                    Transfer.of(Ids.next(), BANK, ALICE, 5, LEDGER, CODE),
                    Transfer.of(Ids.next(), ALICE, BANK, 6, LEDGER, CODE));
            Results first = florin.createTransfers(batch, keyed).join();
            Results again = florin.createTransfers(batch, keyed).join();
            assertFalse(first.isReplayed());
            assertTrue(again.isReplayed());
            assertEquals(first.position(), again.position());
            assertEquals(first.notCreated(), again.notCreated());
            assertEquals("exceeds_credits", again.code(1));
            List<Transfer> other = List.of(Transfer.of(Ids.next(), BANK, ALICE, 5, LEDGER, CODE));
            assertEquals(
                    "key_reused", florin.createTransfers(other, keyed).join().code(0));

            RequestOptions limitsKey = RequestOptions.NONE.key(Ids.next());
            List<LimitsChange> changes = List.of(new LimitsChange(ALICE, 50, 0, 0));
            Results applied = florin.setAccountLimits(changes, limitsKey).join();
            Results replayed = florin.setAccountLimits(changes, limitsKey).join();
            assertTrue(replayed.isSuccess() && replayed.isReplayed(), replayed.toString());
            assertEquals(applied.position(), replayed.position());
        }
    }

    @ParameterizedTest
    @EnumSource
    void pastItsDeadlineARequestDoesNothing(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            UUID id = Ids.next();
            Results late = florin.createTransfers(
                            List.of(Transfer.of(id, BANK, ALICE, 5, LEDGER, CODE)), RequestOptions.NONE.notAfter(1))
                    .join();
            assertEquals("deadline_exceeded", late.code(0));
            assertEquals(Outcome.UNKNOWN, outcome(florin, id).outcome());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDurabilityOutOfReachIsNotExecuted(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            openAccounts(florin);
            UUID id = Ids.next();
            var answer = florin.createTransfers(
                    List.of(Transfer.of(id, BANK, ALICE, 5, LEDGER, CODE)),
                    RequestOptions.NONE.durable(Durability.BOTH));
            var failed = assertThrows(CompletionException.class, answer::join);
            var refused = assertInstanceOf(NotExecutedException.class, failed.getCause());
            assertEquals("durability_unavailable", refused.code());
            assertEquals(Outcome.UNKNOWN, outcome(florin, id).outcome());
        }
    }

    @ParameterizedTest
    @EnumSource
    void noEventsAndTooManyAreThrownBack(Door door) throws Exception {
        try (var node = TestNode.start();
                Florin florin = door.open(node)) {
            assertThrows(IllegalArgumentException.class, () -> florin.createTransfers(List.of()));
            assertThrows(IllegalArgumentException.class, () -> florin.lookupAccounts(List.of()));
            List<UUID> tooMany = Collections.nCopies(Florin.EVENTS_MAX + 1, BANK);
            var thrown = assertThrows(IllegalArgumentException.class, () -> florin.lookupTransfers(tooMany));
            assertEquals("a request has 1 to 8190 events: events=8191", thrown.getMessage());
        }
    }

    /** Closing lets what is under way be answered; what is sent afterwards was not executed. */
    @ParameterizedTest
    @EnumSource
    void closingDrains(Door door) throws Exception {
        try (var node = TestNode.start()) {
            Florin florin = door.open(node);
            openAccounts(florin);
            node.hold();
            var answer = florin.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 5, LEDGER, CODE));
            var closer = new Thread(florin::close);
            closer.start();
            while (closer.getState() == Thread.State.RUNNABLE
                    || closer.getState() == Thread.State.NEW) { // not waiting yet
                Thread.onSpinWait();
            }
            node.answer();
            assertCreated(answer.join());
            closer.join();
            var late = florin.createTransfer(Transfer.of(Ids.next(), BANK, ALICE, 5, LEDGER, CODE));
            var failed = assertThrows(CompletionException.class, late::join);
            assertEquals(
                    "finished",
                    assertInstanceOf(NotExecutedException.class, failed.getCause())
                            .code());
        }
    }

    @Test
    void anOperatorGrantsAndRaisesCapacities() throws Exception {
        try (var node = TestNode.start();
                var admin = FlorinAdminClient.connect(
                        ClientConfig.of("127.0.0.1", node.gateway().adminPort()))) {
            UUID key = Ids.next();
            AdminAnswer granted =
                    admin.grant(key, 2, LEDGER, Set.of(Right.READ, Right.POST)).join();
            assertTrue(granted.isApplied(), granted.toString());
            assertTrue(granted.position().sequence() > 0 && granted.timestampNs() > 0, granted.toString());
            AdminAnswer again =
                    admin.grant(key, 2, LEDGER, Set.of(Right.POST, Right.READ)).join();
            assertTrue(again.isApplied(), again.toString());
            assertEquals(granted.position(), again.position());
            assertTrue(admin.grant(Ids.next(), -1, FlorinAdminClient.ALL_LEDGERS, Set.of())
                    .join()
                    .isApplied());
            AdminAnswer raised = admin.capacities(Ids.next(), Map.of(Capacity.ACCOUNTS_MAX, 70_000L))
                    .join();
            assertTrue(raised.isApplied(), raised.toString());
            AdminAnswer refused = admin.capacities(Ids.next(), Map.of(Capacity.ACCOUNTS_MAX, Long.MAX_VALUE))
                    .join();
            assertEquals("capacity_out_of_range", refused.code());
            AdminAnswer closed = admin.closeDay(Ids.next(), FlorinAdminClient.ALL_LEDGERS, LocalDate.of(2026, 1, 5))
                    .join();
            assertTrue(closed.isApplied(), closed.toString());
            AdminAnswer notYet = admin.closeDay(Ids.next(), FlorinAdminClient.ALL_LEDGERS, LocalDate.of(9999, 12, 31))
                    .join();
            assertEquals("date_in_future", notYet.code());
            var wrong = assertThrows(CompletionException.class, () -> admin.grant(Ids.next(), 0, LEDGER, Set.of())
                    .join());
            assertInstanceOf(NotExecutedException.class, wrong.getCause());
            assertThrows(IllegalArgumentException.class, () -> admin.capacities(Ids.next(), Map.of()));
        }
    }

    @Test
    void nobodyThereIsSaidAtOnceByEveryClient() {
        ClientConfig nobody = ClientConfig.of("127.0.0.1", 1);
        for (var connect : List.<Runnable>of(
                () -> FlorinClient.connect(nobody),
                () -> FlorinHttpClient.connect(nobody),
                () -> FlorinAdminClient.connect(nobody))) {
            var refused = assertThrows(IllegalStateException.class, connect::run);
            assertEquals("nobody answers: address=127.0.0.1:1", refused.getMessage());
        }
    }

    private static void openAccounts(Florin florin) {
        Results results = florin.createAccounts(List.of(
                        Account.of(BANK, LEDGER, 1),
                        Account.of(ALICE, LEDGER, 1).withFlags(AccountFlag.DEBITS_MUST_NOT_EXCEED_CREDITS)))
                .join();
        assertTrue(results.isSuccess(), results.toString());
    }

    private static UUID hold(Florin florin, long amountMinor) {
        UUID id = Ids.next();
        assertCreated(florin.createTransfer(Transfer.hold(id, BANK, ALICE, amountMinor, LEDGER, CODE))
                .join());
        return id;
    }

    private static void assertCreated(Results results) {
        assertEquals(List.of(), results.notCreated());
    }

    private static TransferOutcome outcome(Florin florin, UUID id) {
        return florin.lookupTransfers(List.of(id)).join().rows().getFirst();
    }

    private static Account account(Florin florin, UUID id) {
        return florin.lookupAccounts(List.of(id)).join().rows().getFirst().orElseThrow();
    }
}
