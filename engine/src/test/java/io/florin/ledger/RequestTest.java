package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.DEADLINE_EXCEEDED;
import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.ID_ALREADY_FAILED;
import static io.florin.ledger.CreateTransferResult.ID_TOO_OLD;
import static io.florin.ledger.CreateTransferResult.KEY_REUSED;
import static io.florin.ledger.CreateTransferResult.LINKED_EVENT_FAILED;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What concerns a request as a whole: its key, its deadline, its place in time. */
class RequestTest {
    private final Host host =
            Host.started(Host.genesis().repliesMax(3).replyRowsMax(10)).accounts(3);

    private static CreateTransferResult[] results(CreateTransferResult... results) {
        return results;
    }

    /** Three events: one good, a chain of two that breaks. */
    private TransferCommand[] mixed() {
        TransferCommand[] mixed = {host.transfer(1, 2, 5), host.transfer(1, 2, 6), host.transfer(1, 99, 7)};
        mixed[1].flags(TransferFlags.LINKED);
        return mixed;
    }

    @Test
    void theSameRequestHearsTheSame() {
        TransferCommand[] mixed = mixed();
        CreateTransferResult[] first = results(CREATED, LINKED_EVENT_FAILED, CREDIT_ACCOUNT_NOT_FOUND);
        assertArrayEquals(first, host.key(1, 2, 3).decideAll(mixed));
        assertFalse(host.ledger.isReplayed());
        long sequence = host.sequence;
        long timestampNs = host.timeNs;
        long refusedNs = host.ledger.resultTimestampNs();

        host.timeNs += 5 * Durations.NS_PER_SECOND;
        host.restart();
        assertArrayEquals(first, host.key(1, 2, 3).decideAll(mixed));
        assertTrue(host.ledger.isReplayed());
        assertEquals(sequence, host.ledger.replayedSequence());
        assertEquals(timestampNs, host.ledger.replayedTimestampNs());
        assertEquals(refusedNs, host.ledger.resultTimestampNs());
        assertEquals(0, host.ledger.resultAmountMinor());
        assertEquals(0, host.lastEventsFailed);
        assertEquals(List.of(0L, 5L, 0L, 0L), host.balances(1));

        // Without its key it is decided again.
        assertArrayEquals(results(EXISTS, LINKED_EVENT_FAILED, ID_ALREADY_FAILED), host.decideAll(mixed));
        assertFalse(host.ledger.isReplayed());
    }

    @Test
    void aReplyKeepsTheEpochInWhichItWasGiven() {
        Host large = Host.started(Host.genesis()).accounts(3);
        var refused = new TransferCommand[RequestCommand.EVENTS_MAX];
        for (int i = 0; i < refused.length; i++) refused[i] = large.transfer(1, 1, 1);
        TransferCommand[][] requests = {{large.transfer(1, 2, 5)}, {large.transfer(1, 2, 6)}, refused};
        int[] epochs = {0, 7, -2}; // before the first one, an early one, and a u32 near its end
        for (int i = 0; i < requests.length; i++) {
            if (epochs[i] != 0) large.decideEpoch(epochs[i]);
            large.key(1, i, i).decideAll(requests[i]);
        }
        large.decideEpoch(-1);

        for (int life = 0; life < 2; life++) {
            for (int i = 0; i < requests.length; i++) {
                large.key(1, i, i).decideAll(requests[i]);
                assertTrue(large.ledger.isReplayed(), "request " + i);
                assertEquals(epochs[i], large.ledger.replayedEpoch(), "request " + i);
            }
            large.restart();
        }
    }

    @Test
    void epochsGrow() {
        host.decideEpoch(7);
        Host again = host.restart();
        assertThrows(IllegalStateException.class, () -> again.decideEpoch(7));
    }

    @Test
    void eachEventOfAReplyHasItsOwnTime() {
        TransferCommand[] mixed = mixed();
        host.key(1, 2, 3).decideAll(mixed);
        long timestampNs = host.timeNs;
        host.timeNs += Host.STEP_NS;
        host.timeNs += Host.STEP_NS;
        var request = new RequestCommand().set(3, 1, 2, 3, 0, Operator.LOCAL);
        host.ledger.begin(host.timeNs, request);
        for (int i = 0; i < 3; i++) {
            host.ledger.decide(++host.sequence, host.timeNs - 2 + i, mixed[i]);
            assertEquals(timestampNs - 2 + i, host.ledger.resultTimestampNs());
        }
    }

    @Test
    void anotherBodyIsAnotherRequest() {
        TransferCommand[] mixed = mixed();
        host.key(1, 2, 3).decideAll(mixed);
        assertEquals(KEY_REUSED, host.key(1, 2, 4).decide(host.transfer(1, 2, 5)));
        assertEquals(KEY_REUSED, host.key(1, 2, 3).decide(host.transfer(1, 2, 5))); // another number of events
        assertArrayEquals(
                results(KEY_REUSED, KEY_REUSED),
                host.key(1, 2, 4).notAfter(1).decideAll(host.transfer(1, 2, 5), host.transfer(1, 2, 5)));
        assertEquals(host.timeNs, host.ledger.resultTimestampNs());
        assertEquals(List.of(0L, 5L, 0L, 0L), host.balances(1));
    }

    @Test
    void keysOfTwoPrincipalsNeverMeet() {
        host.decide(new GrantCommand().principal(7).ledger(Host.EUR).rights(GrantTable.POST));
        TransferCommand[] mixed = mixed();
        host.key(1, 2, 3).decideAll(mixed);
        assertEquals(CREATED, host.as(7).key(1, 2, 4).decide(host.transfer(1, 2, 5)));
        assertEquals(KEY_REUSED, host.key(1, 2, 3).decide(host.transfer(1, 2, 5)));
    }

    @Test
    void theDeadline() {
        TransferCommand transfer = host.transfer(1, 2, 5);
        long before = host.ledger.stateHash();
        assertEquals(
                DEADLINE_EXCEEDED,
                host.key(1, 2, 3).notAfter(host.timeNs + Host.STEP_NS - 1).decide(transfer));
        assertEquals(before, host.ledger.stateHash()); // not even the key was taken
        assertEquals(
                CREATED, host.key(1, 2, 4).notAfter(host.timeNs + Host.STEP_NS).decide(transfer));
        assertEquals(CREATED, host.key(1, 2, 4).notAfter(1).decide(transfer)); // the reply comes first
        assertTrue(host.ledger.isReplayed());
        assertEquals(CreateAccountResult.DEADLINE_EXCEEDED, host.notAfter(1).decide(Host.account(50)));
        assertEquals(LimitsResult.DEADLINE_EXCEEDED.code(), host.notAfter(1).decide(new LimitsCommand()));
    }

    @Test
    void theOldestRepliesLeaveFirst() {
        for (int i = 1; i <= 4; i++) host.key(1, i, 0).decide(host.transfer(1, 2, 5));
        host.key(1, 1, 1).decide(host.transfer(1, 2, 5));
        assertFalse(host.ledger.isReplayed()); // forgotten: a new request
        assertEquals(KEY_REUSED, host.key(1, 3, 1).decide(host.transfer(1, 2, 5)));
        // Ten rows in all: six more push out whoever is oldest, whatever it holds.
        TransferCommand[] six = new TransferCommand[6];
        for (int i = 0; i < six.length; i++) six[i] = host.transfer(1, 2, 5).code(0);
        host.key(2, 1, 0).decideAll(six);
        host.key(2, 2, 0).decideAll(six);
        assertFalse(host.key(2, 1, 0).decideAll(six)[0] == KEY_REUSED);
        assertFalse(host.ledger.isReplayed());
        TransferCommand[] eleven = new TransferCommand[11];
        for (int i = 0; i < eleven.length; i++) {
            eleven[i] = host.transfer(1, 2, 5).code(0);
        }
        for (int i = 0; i < 2; i++) {
            host.key(3, 3, 0).decideAll(eleven);
            assertFalse(host.ledger.isReplayed()); // more rows than are kept at all
        }
    }

    @Test
    void repliesLeaveWithTheWindow() {
        TransferCommand transfer = host.transfer(1, 2, 5);
        host.key(1, 2, 3).decide(transfer);
        long second = host.timeNs / Durations.NS_PER_SECOND;
        host.timeNs = (second + 86_400 + 1) * Durations.NS_PER_SECOND - 1 - Host.STEP_NS;
        assertEquals(CREATED, host.key(1, 2, 3).decide(transfer));
        assertTrue(host.ledger.isReplayed());
        assertEquals(ID_TOO_OLD, host.key(1, 2, 3).decide(transfer));
    }

    @Test
    void growthKeepsReplies() {
        TransferCommand transfer = host.transfer(1, 2, 5);
        host.key(1, 1, 3).decide(transfer);
        host.decide(new CapacitiesCommand().repliesMax(5).replyRowsMax(20));
        for (int i = 2; i <= 5; i++) {
            host.key(1, i, 3).decide(host.transfer(1, 2, 5).code(0));
        }
        host.key(1, 1, 3).decide(transfer);
        assertTrue(host.ledger.isReplayed());
        host.restart();
        host.key(1, 1, 3).decide(transfer);
        assertTrue(host.ledger.isReplayed());
        host.key(1, 6, 3).decide(host.transfer(1, 2, 5));
        assertEquals(EXISTS, host.key(1, 1, 3).decide(transfer));
    }

    @Test
    void limitsAndAccountsAreReplayedToo() {
        var limits =
                new LimitsCommand().accountIdHigh(Host.HIGH).accountIdLow(1).debitAllowanceMinor(7);
        assertEquals(0, host.key(5, 5, 5).decide(limits));
        assertEquals(0, host.key(5, 5, 5).decide(limits));
        assertTrue(host.ledger.isReplayed());
        assertEquals(LimitsResult.VERSION_MISMATCH.code(), host.decide(limits));
        AccountCommand account = Host.account(77);
        assertEquals(CreateAccountResult.CREATED, host.key(5, 6, 5).decide(account));
        long createdNs = host.timeNs;
        assertEquals(CreateAccountResult.CREATED, host.key(5, 6, 5).decide(account));
        assertEquals(createdNs, host.ledger.resultTimestampNs());
    }

    @Test
    void whatAHostMayNotDo() {
        Ledger ledger = host.ledger;
        long next = host.sequence + 1;
        long ns = host.timeNs;
        var transfer = new TransferCommand();
        assertThrows(IllegalStateException.class, () -> ledger.decide(next, ns + 1, transfer), "no request");
        assertThrows(IllegalStateException.class, () -> ledger.pulse(next + 1, ns + 1), "a gap");
        assertThrows(IllegalStateException.class, () -> ledger.pulse(next, ns), "time stands");
        assertThrows(IllegalStateException.class, () -> ledger.decide(next, ns + 1, Host.genesis()), "two of Genesis");
        var request = new RequestCommand();
        assertThrows(IllegalStateException.class, () -> ledger.begin(ns + 9, request.set(0, 0, 0, 0, 0, 1)), "empty");
        assertThrows(
                IllegalStateException.class,
                () -> ledger.begin(ns + 9_000, request.set(8_191, 0, 0, 0, 0, 1)),
                "large");
        ledger.begin(ns + 9, request.set(2, 0, 0, 0, 0, 1));
        assertThrows(IllegalStateException.class, () -> ledger.decide(next, ns + 9, transfer), "its place in time");
    }
}
