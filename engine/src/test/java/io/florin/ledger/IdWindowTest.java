package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.ID_ALREADY_FAILED;
import static io.florin.ledger.CreateTransferResult.ID_IN_FUTURE;
import static io.florin.ledger.CreateTransferResult.ID_TOO_OLD;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_ALREADY_VOIDED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.TRANSFERS_FULL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered for how long, what has to leave first, and what a late retry hears. */
class IdWindowTest {
    private static final long SECOND = Durations.NS_PER_SECOND;
    private static final long WINDOW_SECONDS = 100;

    private static Host started(long transfersMax) {
        return started(transfersMax, Settings.TIME_ORDERED);
    }

    private static Host started(long transfersMax, int idPolicy) {
        GenesisCommand genesis = Host.genesis().transfersMax(transfersMax).windowNs(WINDOW_SECONDS * SECOND);
        return Host.started(genesis.idPolicy(idPolicy)).accounts(2);
    }

    /** A plain transfer whose id was made at this time. */
    private static TransferCommand at(Host host, long epochMs) {
        return host.transfer(1, 2, 1).idHigh(Host.idHigh(epochMs));
    }

    /** The next request is decided at this second, sharp. */
    private static long sharp(Host host, long second) {
        host.timeNs = second * SECOND - Host.STEP_NS;
        return second * 1_000;
    }

    private static long nextSecond(Host host) {
        return host.timeNs / SECOND + 1;
    }

    @Test
    void fiveMinutesAheadAndNoMillisecondMore() {
        Host host = started(10);
        long nowMs = sharp(host, nextSecond(host));
        assertEquals(ID_IN_FUTURE, host.decide(at(host, nowMs + 300_001)));
        sharp(host, nextSecond(host));
        assertEquals(CREATED, host.decide(at(host, nowMs + 301_000)));
    }

    @Test
    void bucketsLeaveWhenTheyLieWhollyBehindTheWindow() {
        Host host = started(10);
        long second = nextSecond(host);
        sharp(host, second);
        TransferCommand first = at(host, second * 1_000);
        TransferCommand last = at(host, second * 1_000 + 999);
        assertEquals(CREATED, host.decide(first));
        assertEquals(CREATED, host.decide(last));

        host.timeNs = (second + WINDOW_SECONDS + 1) * SECOND - 1 - Host.STEP_NS;
        assertEquals(EXISTS, host.decide(first));
        assertEquals(Lookups.CREATED, host.view(last).outcome());
        assertEquals(2, host.ledger.transfersRemembered());
        host.timeNs = (second + WINDOW_SECONDS + 1) * SECOND - Host.STEP_NS;
        assertEquals(ID_TOO_OLD, host.decide(last));
        assertEquals(Lookups.TOO_OLD, host.view(last).outcome());
        assertEquals(0, host.ledger.transfersRemembered());
        assertEquals(CREATED, host.decide(at(host, (second + 1) * 1_000)));
    }

    @Test
    void theMarkNeverFalls() {
        Host host = started(10);
        TransferCommand old = host.transfer(1, 2, 1);
        assertEquals(CREATED, host.decide(old));
        host.timeNs += 2 * WINDOW_SECONDS * SECOND;
        assertEquals(ID_TOO_OLD, host.decide(old));
        int raised = host.decide(new CapacitiesCommand().windowNs(10 * WINDOW_SECONDS * SECOND));
        assertEquals(AdminResult.APPLIED.code(), raised);
        assertEquals(ID_TOO_OLD, host.decide(old));
        TransferCommand kept = host.transfer(1, 2, 1);
        assertEquals(CREATED, host.decide(kept));
        host.timeNs += 9 * WINDOW_SECONDS * SECOND;
        assertEquals(EXISTS, host.decide(kept));
    }

    /** Far more rows than there are, spare ones included; many of them of holds that end when they are too old. */
    @Test
    void rowsAreUsedAgainWhoeverHadThem() {
        int waiting = 12;
        Host host = started(2L * waiting);
        Deque<TransferCommand> holds = new ArrayDeque<>();
        for (int round = 0; round < 2 * Transfers.SPARE_ROWS; round++) {
            host.timeNs += SECOND;
            String when = "round " + round;
            TransferCommand late = holds.size() == waiting ? host.voidOf(holds.remove()) : host.transfer(1, 2, 1);
            TransferCommand transfer = host.transfer(1, 2, 1);
            holds.add(host.pending(1, 2, 1));
            for (TransferCommand each : List.of(late, transfer, holds.getLast())) {
                assertEquals(CREATED, host.decide(each), when);
            }
            for (TransferCommand each : List.of(late, transfer)) {
                assertEquals(each.idLow(), host.view(each).idLow(), when);
                assertEquals(Lookups.CREATED, host.view(each).outcome(), when);
            }
            for (TransferCommand hold : holds) {
                assertEquals(hold.idLow(), host.view(hold).idLow(), when);
                assertEquals(PendingStatus.PENDING, host.view(hold).pendingStatus(), when);
            }
        }
        assertEquals(waiting, host.ledger.holdsOpen());
        assertEquals(waiting, host.view(1).debitsPendingMinor());
    }

    @Test
    void theOldestIdsLeaveFirstInWholeSeconds() {
        Host host = started(4);
        long second = nextSecond(host);
        sharp(host, second + 3);
        TransferCommand newest = at(host, (second + 2) * 1_000);
        TransferCommand oldest = at(host, second * 1_000);
        TransferCommand oldestToo = at(host, second * 1_000 + 999);
        TransferCommand middle = at(host, (second + 1) * 1_000);
        for (TransferCommand transfer : List.of(newest, oldest, oldestToo, middle)) {
            assertEquals(CREATED, host.decide(transfer));
        }
        assertEquals(CREATED, host.decide(at(host, (second + 3) * 1_000)));
        assertEquals(3, host.ledger.transfersRemembered());
        assertEquals(ID_TOO_OLD, host.decide(oldest));
        assertEquals(ID_TOO_OLD, host.decide(oldestToo));
        assertEquals(ID_TOO_OLD, host.decide(at(host, second * 1_000 + 500)));
        assertEquals(EXISTS, host.decide(middle));
        assertEquals(EXISTS, host.decide(newest));
        assertEquals(CREATED, host.decide(at(host, (second + 1) * 1_000)));
    }

    @Test
    void nothingOfItsOwnSecondOrLaterLeavesForAnId() {
        Host host = started(3);
        long second = nextSecond(host);
        sharp(host, second + 5);
        for (int i = 0; i < 3; i++) assertEquals(CREATED, host.decide(at(host, (second + 2) * 1_000)));
        TransferCommand late = at(host, (second + 2) * 1_000);
        assertEquals(TRANSFERS_FULL, host.decide(late));
        assertEquals(TRANSFERS_FULL, host.decide(at(host, (second + 1) * 1_000)));
        assertEquals(CREATED, host.decide(at(host, (second + 3) * 1_000)));
        assertEquals(1, host.ledger.transfersRemembered());
        assertEquals(ID_TOO_OLD, host.decide(late));
    }

    @Test
    void unresolvedHoldsNeverLeave() {
        Host host = started(3);
        TransferCommand hold = host.pending(1, 2, 10);
        assertEquals(CREATED, host.decide(hold));
        host.timeNs += SECOND;
        TransferCommand other = host.pending(1, 2, 10);
        assertEquals(CREATED, host.decide(other));
        for (int i = 0; i < 5; i++) {
            host.timeNs += SECOND;
            assertEquals(CREATED, host.decide(host.transfer(1, 2, 1)));
            assertEquals(3, host.ledger.transfersRemembered());
        }
        assertEquals(Lookups.CREATED, host.view(hold).outcome());
        assertEquals(PendingStatus.PENDING, host.view(hold).pendingStatus());
        assertEquals(ID_TOO_OLD, host.decide(hold)); // creating it again is refused, before anything is looked up

        TransferCommand third = host.pending(1, 2, 10);
        host.timeNs += SECOND;
        assertEquals(CREATED, host.decide(third.idHigh(host.idHigh())));
        host.timeNs += SECOND;
        assertEquals(TRANSFERS_FULL, host.decide(host.transfer(1, 2, 1)));
        assertEquals(3, host.ledger.holdsOpen());
    }

    @Test
    void aFullTableOfHoldsCanBeResolved() {
        Host host = started(2);
        TransferCommand first = host.pending(1, 2, 10);
        TransferCommand second = host.pending(1, 2, 20);
        assertEquals(CREATED, host.decide(first));
        assertEquals(CREATED, host.decide(second));
        assertEquals(TRANSFERS_FULL, host.decide(host.voidOf(first))); // of the same second: nothing is older
        assertEquals(List.of(30L, 0L, 0L, 0L), host.balances(1));
        host.timeNs += SECOND;
        TransferCommand voided = host.voidOf(first);
        assertEquals(CREATED, host.decide(voided));
        assertEquals(Lookups.TOO_OLD, host.view(first).outcome());
        assertEquals(EXISTS, host.decide(voided));
        assertEquals(PENDING_TRANSFER_NOT_FOUND, refusedBeside(host, host.voidOf(first)));
        assertEquals(List.of(20L, 0L, 0L, 0L), host.balances(1));
    }

    /** The void is still remembered, so there is room for the refusal only in a later second. */
    private static CreateTransferResult refusedBeside(Host host, TransferCommand transfer) {
        assertEquals(TRANSFERS_FULL, host.decide(transfer)); // and nothing is burnt that could not be remembered
        host.timeNs += SECOND;
        CreateTransferResult result = host.decide(transfer.idHigh(host.idHigh()));
        assertEquals(ID_ALREADY_FAILED, host.decide(transfer));
        return result;
    }

    @Test
    void aHoldResolvedBelowTheMarkLeavesAtOnce() {
        Host host = started(100);
        TransferCommand hold = host.pending(1, 2, 10);
        assertEquals(CREATED, host.decide(hold));
        host.timeNs += 2 * WINDOW_SECONDS * SECOND;
        assertEquals(CREATED, host.decide(host.transfer(1, 2, 1)));
        TransferCommand voided = host.voidOf(hold);
        assertEquals(CREATED, host.decide(voided));
        assertEquals(2, host.ledger.transfersRemembered());
        assertEquals(Lookups.TOO_OLD, host.view(hold).outcome());
        assertEquals(EXISTS, host.decide(voided));
        assertEquals(PENDING_TRANSFER_NOT_FOUND, host.decide(host.voidOf(hold)));
    }

    @Test
    void aHoldResolvedWithinTheWindowIsRemembered() {
        Host host = started(100);
        TransferCommand hold = host.pending(1, 2, 10);
        assertEquals(CREATED, host.decide(hold));
        assertEquals(CREATED, host.decide(host.voidOf(hold)));
        assertEquals(PENDING_TRANSFER_ALREADY_VOIDED, host.decide(host.voidOf(hold)));
        assertEquals(EXISTS, host.decide(hold));
    }

    @Test
    void burntIdsLeaveLikeOthers() {
        Host host = started(2);
        TransferCommand burnt = host.transfer(1, 99, 1);
        assertEquals(CREDIT_ACCOUNT_NOT_FOUND, host.decide(burnt));
        assertEquals(ID_ALREADY_FAILED, host.decide(burnt));
        for (int i = 0; i < 2; i++) {
            host.timeNs += SECOND;
            assertEquals(CREATED, host.decide(host.transfer(1, 2, 1)));
        }
        assertEquals(ID_TOO_OLD, host.decide(burnt));
        assertEquals(Lookups.TOO_OLD, host.view(burnt).outcome());
    }

    @Test
    void anyIdIsRememberedForTheWindowOnly() {
        Host host = started(100, Settings.ANY);
        TransferCommand opaque = host.transfer(1, 2, 1).idHigh(-2);
        TransferCommand ancient = host.transfer(1, 2, 1).idHigh(0);
        assertEquals(CREATED, host.decide(opaque));
        assertEquals(CREATED, host.decide(ancient));
        assertEquals(EXISTS, host.decide(opaque));
        host.timeNs = (host.timeNs / SECOND + WINDOW_SECONDS + 1) * SECOND - Host.STEP_NS;
        assertEquals(Lookups.CREATED, host.view(opaque).outcome());
        assertEquals(CREATED, host.decide(opaque)); // forgotten: a new transfer, while the old row still lies there
        assertEquals(EXISTS, host.decide(opaque));
        assertEquals(Lookups.UNKNOWN, host.view(ancient).outcome());
        assertEquals(1, host.ledger.transfersRemembered());
        assertEquals(List.of(0L, 3L, 0L, 0L), host.balances(1));
    }

    @Test
    void withAnyIdArrivalDecidesWhatLeaves() {
        Host host = started(2, Settings.ANY);
        TransferCommand first = host.transfer(1, 2, 1).idHigh(-2);
        TransferCommand second = host.transfer(1, 2, 1).idHigh(1);
        assertEquals(CREATED, host.decide(first));
        host.timeNs += SECOND;
        assertEquals(CREATED, host.decide(second));
        assertEquals(CREATED, host.decide(host.transfer(1, 2, 1).idHigh(0)));
        assertEquals(Lookups.UNKNOWN, host.view(first).outcome());
        assertEquals(Lookups.CREATED, host.view(second).outcome());
        assertEquals(TRANSFERS_FULL, host.decide(host.transfer(1, 2, 1))); // both are of this second
    }

    @Test
    void aTableRunsFullAgainAndAgain() {
        Host host = started(1_000);
        for (int round = 0; round < 20; round++) {
            host.timeNs += (1 + round % 3) * SECOND; // with empty seconds in between
            TransferCommand[] many = new TransferCommand[700];
            for (int i = 0; i < many.length; i++) many[i] = host.transfer(1, 2, 1);
            for (CreateTransferResult result : host.decideAll(many)) assertEquals(CREATED, result);
            assertEquals(700, host.ledger.transfersRemembered() % 1_000, "the second before left whole");
            for (CreateTransferResult result : host.decideAll(many)) assertEquals(EXISTS, result);
        }
        assertEquals(List.of(0L, 14_000L, 0L, 0L), host.balances(1));
    }

    @Test
    void theOldestSecondAndTheFarthestAheadAreTwo() {
        // 212 s back and 300 s ahead are 512 s, where a ring of buckets could meet itself.
        Host host = Host.started(Host.genesis().transfersMax(2).windowNs(212 * SECOND))
                .accounts(2);
        long nowMs = sharp(host, nextSecond(host));
        TransferCommand oldest = at(host, nowMs - 212_000);
        TransferCommand ahead = at(host, nowMs + 300_000);
        assertEquals(CREATED, host.decideAll(oldest, ahead)[0]);
        assertEquals(2, host.ledger.transfersRemembered());
        host.timeNs = nowMs / 1_000 * SECOND; // the oldest is about to leave, for want of room
        assertEquals(CREATED, host.decide(at(host, nowMs)));
        assertEquals(Lookups.TOO_OLD, host.view(oldest).outcome());
        assertEquals(Lookups.CREATED, host.view(ahead).outcome());
        assertEquals(2, host.ledger.transfersRemembered());
    }

    /** A larger window needs more buckets: each moves to one place, the oldest as well. */
    @Test
    void everyBucketMovesOnceWhenTheWindowGrows() {
        Host host = started(20_000);
        long second = nextSecond(host) + 1;
        long nowMs = sharp(host, second);
        TransferCommand oldest = at(host, nowMs - WINDOW_SECONDS * 1_000);
        assertEquals(CREATED, host.decide(oldest));
        sharp(host, second);
        host.timeNs += 2 * Host.STEP_NS;
        assertEquals(0, host.decide(new CapacitiesCommand().windowNs(20 * WINDOW_SECONDS * SECOND)));
        assertEquals(1, host.ledger.transfersRemembered());
        assertEquals(EXISTS, host.decide(oldest));
        for (int step = 1; step <= 30; step++) {
            sharp(host, second + step * WINDOW_SECONDS);
            host.pulse();
            assertEquals(step < 20 ? 1 : 0, host.ledger.transfersRemembered(), "step " + step);
        }
    }

    @Test
    void capacityGrowsWithoutForgetting() {
        Host host = started(2);
        TransferCommand[] holds = {host.pending(1, 2, 1), host.pending(1, 2, 1), host.pending(1, 2, 1)};
        assertEquals(CREATED, host.decide(holds[0]));
        assertEquals(CREATED, host.decide(holds[1]));
        host.timeNs += SECOND;
        assertEquals(TRANSFERS_FULL, host.decide(holds[2].idHigh(host.idHigh())));
        assertEquals(AdminResult.APPLIED.code(), host.decide(new CapacitiesCommand().transfersMax(20_000)));
        assertEquals(CREATED, host.decide(holds[2]));
        TransferCommand[] many = new TransferCommand[8_000];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < many.length; i++) many[i] = host.transfer(1, 2, 1);
            for (CreateTransferResult result : host.decideAll(many)) assertEquals(CREATED, result);
        }
        assertEquals(16_003, host.ledger.transfersRemembered());
        for (TransferCommand hold : holds) assertEquals(EXISTS, host.decide(hold));
    }
}
