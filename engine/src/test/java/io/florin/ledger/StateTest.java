package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The state as words: whoever takes it, whenever it was restored, it is the same, and so is everything decided later.
 */
class StateTest {
    private static void assertSame(Ledger expected, Ledger actual, String when) {
        assertArrayEquals(Words.of(expected).toArray(), Words.of(actual).toArray(), when);
        assertEquals(expected.stateHash(), actual.stateHash(), when);
        assertEquals(expected.nextTimerNs(), actual.nextTimerNs(), when);
        assertEquals(expected.transfersRemembered(), actual.transfersRemembered(), when);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void restoredAtAnyPointItGoesOnAlike(long seed) {
        var random = new SplittableRandom(seed);
        GenesisCommand genesis = Host.genesis().transfersMax(80).repliesMax(8).replyRowsMax(40);
        genesis.windowNs(20 * Durations.NS_PER_SECOND).idPolicy((int) seed & 1);
        var never = new BusyTeller(Host.started(genesis), new SplittableRandom(seed));
        var often = new BusyTeller(Host.started(genesis), new SplittableRandom(seed));
        for (int round = 0; round < 2_000; round++) {
            never.decideOne();
            often.decideOne();
            if (random.nextInt(10) == 0) often.host().restart();
            assertEquals(never.host().ledger.stateHash(), often.host().ledger.stateHash(), "round=" + round);
        }
        assertSame(never.host().ledger, often.host().ledger, "seed=" + seed);
    }

    @Test
    void ofANewLedger() {
        Host host = Host.started();
        assertSame(host.ledger, Words.of(host.ledger).restored(), "after Genesis");
    }

    @Test
    void everyTableCounts() {
        Host host = Host.started().accounts(2);
        Set<Long> hashes = new HashSet<>();
        hashes.add(host.stateHashInAFreshSecond());
        host.decide(new GrantCommand().principal(9).ledger(1).rights(1));
        hashes.add(host.ledger.stateHash());
        host.decide(new StatusCommand().accountIdHigh(Host.HIGH).accountIdLow(1).reason(1));
        hashes.add(host.ledger.stateHash());
        host.decide(host.transfer(1, 2, 0));
        hashes.add(host.ledger.stateHash());
        host.key(1, 2, 3).decide(host.transfer(1, 2, 0).code(0));
        hashes.add(host.ledger.stateHash());
        host.decideFeatureLevel(7);
        hashes.add(host.ledger.stateHash());
        assertEquals(6, hashes.size());
    }

    @Test
    void onlyBetweenRequestsAndOnlyIntoANewLedger() {
        Host host = Host.started().accounts(1);
        Words words = Words.of(host.ledger);
        assertThrows(IllegalStateException.class, () -> host.ledger.read(words));
        host.ledger.begin(host.timeNs + 10, new RequestCommand().set(1, 0, 0, 0, 0, 1));
        assertThrows(IllegalStateException.class, host.ledger::stateHash);
    }
}
