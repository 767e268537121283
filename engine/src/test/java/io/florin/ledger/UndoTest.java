package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_CREDITS;
import static io.florin.ledger.CreateTransferResult.LEDGER_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.LINKED_EVENT_FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain that breaks behind any change leaves the state as it was, to the last word. */
class UndoTest {
    private static final int LIMITED = 4;

    private final Host host = Host.started().accounts(3);

    /** Breaks a chain of these behind its last event, and behind each event before. */
    private void assertUndone(TransferCommand... changes) {
        for (int length = changes.length; length > 0; length--) {
            TransferCommand[] chain = Arrays.copyOf(changes, length + 1);
            for (int i = 0; i < length; i++) linked(chain[i]);
            chain[length] = host.transfer(1, 2, 1).ledger(0);
            if ((chain[0].flags() & TransferFlags.IMPORTED) != 0) {
                chain[length].flags(TransferFlags.IMPORTED).timestampNs(chain[length - 1].timestampNs() + 1);
            }

            long before = host.stateHashInAFreshSecond();
            CreateTransferResult[] results = host.decideAll(chain);
            for (int i = 0; i < length; i++) assertEquals(LINKED_EVENT_FAILED, results[i], "event " + i);
            assertEquals(LEDGER_MUST_NOT_BE_ZERO, results[length]);
            assertEquals(length, host.lastEventsFailed);
            assertEquals(before, host.ledger.stateHash(), "broken behind event " + (length - 1));
        }
        // The chain was worth breaking: without the last event it holds.
        for (TransferCommand change : changes) linked(change);
        TransferCommand last = changes[changes.length - 1];
        last.flags(last.flags() & ~TransferFlags.LINKED);
        for (CreateTransferResult result : host.decideAll(changes)) assertEquals(CREATED, result);
    }

    private static void linked(TransferCommand transfer) {
        transfer.flags(transfer.flags() | TransferFlags.LINKED);
    }

    private TransferCommand created(TransferCommand transfer) {
        assertEquals(CREATED, host.decide(transfer));
        return transfer;
    }

    @Test
    void transfersAndHolds() {
        assertUndone(
                host.transfer(1, 2, 5),
                host.pending(2, 3, 7),
                host.pending(2, 3, 7).timeoutSeconds(10),
                host.pending(1, 3, 0).flags(TransferFlags.PENDING | TransferFlags.CLOSING_DEBIT),
                host.transfer(3, 2, 1).flags(TransferFlags.BALANCING_CREDIT));
    }

    @Test
    void whatBalancesMovesBack() {
        created(host.transfer(1, 2, 40));
        assertUndone(
                host.transfer(2, 3, 100).flags(TransferFlags.BALANCING_DEBIT),
                host.transfer(3, 1, 15).flags(TransferFlags.BALANCING_CREDIT),
                host.pending(3, 1, Long.MAX_VALUE).flags(TransferFlags.PENDING | TransferFlags.BALANCING_DEBIT),
                host.pending(2, 1, 7).flags(TransferFlags.PENDING | TransferFlags.BALANCING_CREDIT),
                host.transfer(2, 3, 100).flags(TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT));
        assertEquals(List.of(0L, 40L, 25L, 15L), host.balances(1));
    }

    @Test
    void importedOnesGiveTheirTimeBack() {
        TransferCommand hold = created(host.pending(1, 2, 100));
        long fromNs = host.timeNs;
        host.timeNs += Durations.NS_PER_SECOND;
        TransferCommand[] past = {
            host.transfer(1, 2, 5), host.pending(2, 3, 7), host.post(hold, 60), host.transfer(3, 2, 1),
        };
        past[3].flags(TransferFlags.BALANCING_CREDIT);
        for (int i = 0; i < past.length; i++) {
            past[i].flags(past[i].flags() | TransferFlags.IMPORTED).timestampNs(fromNs + 10L * (i + 1));
        }
        // Each way of breaking sends the same time stamps again: none may have been taken for the last one stored.
        assertUndone(past);
        TransferCommand tooEarly = host.transfer(1, 2, 1).flags(TransferFlags.IMPORTED);
        assertEquals(
                CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS,
                host.decide(tooEarly.timestampNs(fromNs + 10L * past.length)));
    }

    @Test
    void importedAccountsGiveTheirTimeBack() {
        long fromNs = host.timeNs;
        host.timeNs += Durations.NS_PER_SECOND;
        AccountCommand[] past = {
            Host.account(21), Host.account(22), Host.account(23),
        };
        for (int i = 0; i < past.length; i++) {
            past[i].flags(AccountFlags.IMPORTED | AccountFlags.LINKED).timestampNs(fromNs + 10L * (i + 1));
        }
        past[2].flags(AccountFlags.IMPORTED);
        for (int length = 1; length < past.length; length++) {
            AccountCommand[] broken = Arrays.copyOf(past, length + 1);
            past[length].code(0);
            long before = host.stateHashInAFreshSecond();
            host.decideAll(broken);
            assertEquals(length, host.lastEventsFailed);
            assertEquals(before, host.ledger.stateHash(), "broken behind event " + (length - 1));
            past[length].code(1);
        }
        for (CreateAccountResult result : host.decideAll(past)) assertEquals(CreateAccountResult.CREATED, result);
    }

    @Test
    void postsVoidsAndParts() {
        TransferCommand posted = created(host.pending(1, 2, 100).timeoutSeconds(100));
        TransferCommand parted = created(host.pending(2, 3, 100).timeoutSeconds(50));
        TransferCommand voided = created(host.pending(3, 1, 100));
        assertUndone(
                host.post(posted, 60),
                host.post(parted, 30).flags(TransferFlags.POST_PENDING_TRANSFER | TransferFlags.PARTIAL),
                host.voidOf(voided),
                host.post(parted, Long.MAX_VALUE));
        assertEquals(0, host.ledger.holdsOpen());
        assertEquals(List.of(0L, 60L, 0L, 0L), host.balances(1));
        assertEquals(List.of(0L, 100L, 0L, 60L), host.balances(2));
    }

    @Test
    void closingAndOpening() {
        TransferCommand closing = host.pending(1, 2, 0);
        closing.flags(TransferFlags.PENDING | TransferFlags.CLOSING_DEBIT | TransferFlags.CLOSING_CREDIT);
        created(closing);
        assertUndone(host.voidOf(closing), host.transfer(1, 2, 5));
    }

    @Test
    void groups() {
        TransferCommand first = host.pending(1, 2, 10).timeoutSeconds(9);
        TransferCommand second = host.pending(2, 3, 20);
        TransferCommand third = host.pending(3, 1, 30).timeoutSeconds(7);
        assertUndone(first, second, third);
        TransferCommand post = host.post(first, Long.MAX_VALUE);
        post.flags(TransferFlags.POST_PENDING_TRANSFER | TransferFlags.GROUP);
        assertUndone(post, host.transfer(1, 2, 1));

        TransferCommand other = host.pending(1, 2, 10);
        TransferCommand follower = host.pending(2, 3, 20);
        assertUndone(other, follower);
        assertUndone(host.voidOf(follower), host.post(other, 4), host.transfer(1, 2, 1));
    }

    @Test
    void aGroupThatIsMadeAndResolvedInTheSameChain() {
        TransferCommand first = host.pending(1, 2, 10);
        TransferCommand second = host.pending(2, 3, 20);
        TransferCommand all = host.voidOf(first);
        all.flags(TransferFlags.VOID_PENDING_TRANSFER | TransferFlags.GROUP);
        assertUndone(
                first,
                second,
                all,
                host.pending(1, 2, 10),
                host.pending(1, 2, 10).timeoutSeconds(1));
    }

    @Test
    void accounts() {
        AccountCommand[] chain = {
            Host.account(11), Host.account(12), Host.account(13).code(0)
        };
        chain[0].flags(AccountFlags.LINKED);
        chain[1].flags(AccountFlags.LINKED).userData128High(1).userData64(2);
        long before = host.stateHashInAFreshSecond();
        host.decideAll(chain);
        assertEquals(2, host.lastEventsFailed);
        assertEquals(before, host.ledger.stateHash());
    }

    @Test
    void aBurntIdStays() {
        host.decide(Host.account(LIMITED).flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS));
        TransferCommand first = host.transfer(1, 2, 5);
        linked(first);
        TransferCommand burnt = host.transfer(LIMITED, 2, 5);
        host.decideAll(first, burnt);
        assertEquals(Lookups.REFUSED, host.view(burnt).outcome());
        assertEquals(EXCEEDS_CREDITS.code(), host.view(burnt).status());
        assertEquals(Lookups.UNKNOWN, host.view(first).outcome());
        assertEquals(1, host.ledger.transfersRemembered());
    }

    @Test
    void bucketsThatHadToLeaveComeBack() {
        Host full = Host.started(Host.genesis().transfersMax(6)).accounts(2);
        TransferCommand[] old = new TransferCommand[6];
        for (int i = 0; i < old.length; i++) {
            if (i % 2 == 0) full.timeNs += Durations.NS_PER_SECOND;
            old[i] = full.transfer(1, 2, 1);
            if (i == 1) old[i].flags(TransferFlags.PENDING);
            assertEquals(CREATED, full.decide(old[i]));
        }
        full.timeNs += Durations.NS_PER_SECOND;
        long before = full.stateHashInAFreshSecond();
        TransferCommand[] chain = new TransferCommand[6];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = full.transfer(1, 2, 1);
            linked(chain[i]);
        }
        chain[2] = full.voidOf(old[1]); // a hold of a bucket that has left by then
        linked(chain[2]);
        chain[5].flags(0).code(0);
        assertEquals(CreateTransferResult.CODE_MUST_NOT_BE_ZERO, full.decideAll(chain)[5]);
        assertEquals(before, full.ledger.stateHash());
        for (TransferCommand each : old) {
            assertEquals(Lookups.CREATED, full.view(each).outcome());
        }

        chain[5].code(1);
        for (CreateTransferResult result : full.decideAll(chain)) assertEquals(CREATED, result);
        assertEquals(Lookups.TOO_OLD, full.view(old[0]).outcome());
        assertEquals(Lookups.TOO_OLD, full.view(old[1]).outcome());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyChain(long seed) {
        var random = new SplittableRandom(seed);
        var busy = new BusyTeller(Host.started(Host.genesis().transfersMax(60)), random);
        int undone = 0;
        for (int round = 0; round < 300; round++) {
            busy.decideOne();
            long before = busy.host().stateHashInAFreshSecond();
            TransferCommand[] chain = busy.chain(1 + random.nextInt(12));
            chain[chain.length - 1] = busy.host().transfer(1, 2, 1).ledger(0);
            busy.host().decideAll(chain);
            // An event that was refused earlier may have burnt its id, which is no part of what is undone.
            if (busy.host().ledger.eventsFailed() == chain.length - 1) {
                assertEquals(before, busy.host().ledger.stateHash(), "seed=" + seed + " round=" + round);
                undone += chain.length - 1;
            }
        }
        assertTrue(undone > 100, "too tame: undone=" + undone);
    }
}
