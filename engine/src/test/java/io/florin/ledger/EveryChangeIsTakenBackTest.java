package io.florin.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A failure behind every change that the ledger can make inside a chain, and its state hash is what it was. What
 * "every" means is counted: each kind of entry in the undo log, and each place of the state that an event which stood
 * was seen to change, must have been taken back.
 */
class EveryChangeIsTakenBackTest {
    private static final System.Logger LOG = System.getLogger(EveryChangeIsTakenBackTest.class.getName());
    private static final int SEEDS = 12;
    private static final int ROUNDS = 200;
    private static final int EVENTS_MAX = 6;
    private static final int LEAST = 20;

    private final Map<Change, Integer> undone = new EnumMap<>(Change.class);
    private final Map<String, Integer> takenBack = new TreeMap<>();
    private final Set<String> stood = new TreeSet<>();

    @Test
    void behindEveryEvent() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var random = new SplittableRandom(seed);
            GenesisCommand genesis = Host.genesis().accountsMax(100_000).transfersMax(100);
            var busy = new BusyTeller(Host.started(genesis), random);
            for (int round = 0; round < ROUNDS; round++) {
                String when = "seed=" + seed + " round=" + round;
                busy.decideOne();
                alone(busy);
                transfers(busy, 1 + random.nextInt(EVENTS_MAX), random.nextInt(3) == 0, when);
                accounts(busy, 1 + random.nextInt(EVENTS_MAX), random.nextInt(3) == 0, when);
            }
        }
        String report = "undone: " + undone + "\ntaken back: " + takenBack;
        LOG.log(System.Logger.Level.INFO, report);
        for (Change change : Change.values()) {
            assertEquals(change, Change.of(change.number()));
            assertTrue(undone.getOrDefault(change, 0) >= LEAST, "too few of " + change + "; " + report);
        }
        stood.removeAll(takenBack.keySet());
        assertEquals(Set.of(), stood, "changed by events that stood, and never taken back");
    }

    /** Events that belong to no chain: what they change must be found among what chains take back. */
    private void alone(BusyTeller busy) {
        Host host = busy.host();
        stands(host, () -> host.decide(busy.transfer()));
        stands(host, () -> host.decideAll(busy.accounts(1, false)));
    }

    private void transfers(BusyTeller busy, int events, boolean isImported, String when) {
        Host host = busy.host();
        TransferCommand[] chain = busy.chain(events);
        chain[events - 1].flags(chain[events - 1].flags() | TransferFlags.LINKED);
        for (int length = events; length > 0; length--) {
            TransferCommand[] broken = Arrays.copyOf(chain, length + 1);
            broken[length] = host.transfer(1, 2, 1).ledger(0);
            if (isImported) busy.imported(broken);
            interrupt(host, length, () -> host.decideAll(broken), when);
        }
        chain[events - 1].flags(chain[events - 1].flags() & ~TransferFlags.LINKED);
        if (isImported) busy.imported(chain);
        stands(host, () -> host.decideAll(chain));
    }

    private void accounts(BusyTeller busy, int events, boolean isImported, String when) {
        Host host = busy.host();
        for (int length = events; length > 0; length--) {
            AccountCommand[] broken = busy.accounts(length + 1, isImported);
            broken[length].code(0);
            interrupt(host, length, () -> host.decideAll(broken), when);
        }
        stands(host, () -> host.decideAll(busy.accounts(events, isImported)));
    }

    /** Sends a chain whose last event, the one behind so many others, is refused. */
    private void interrupt(Host host, int length, Runnable request, String when) {
        long before = host.stateHashInAFreshSecond();
        var open = new OpenChain(host, length);
        host.afterEach = open;
        request.run();
        host.afterEach = () -> {};
        // An event that was refused earlier may have burnt its id, which is no part of what is undone.
        if (host.ledger.eventsFailed() != length) return;

        assertEquals(before, host.ledger.stateHash(), when + " broken behind event " + length);
        for (Change change : open.changes) undone.merge(change, 1, Integer::sum);
        for (String place : open.places) takenBack.merge(place, 1, Integer::sum);
    }

    private void stands(Host host, Runnable request) {
        host.stateHashInAFreshSecond();
        StatePlaces before = StatePlaces.of(host.ledger);
        request.run();
        stood.addAll(before.changedIn(StatePlaces.of(host.ledger)));
    }

    /** Looks at what a chain has done when so many of its events are decided. */
    private static final class OpenChain implements Runnable {
        private final Host host;
        private final StatePlaces before;
        private int left;
        private Change[] changes = {};
        private Set<String> places = Set.of();

        OpenChain(Host host, int events) {
            this.host = host;
            this.before = StatePlaces.of(host.ledger);
            this.left = events;
        }

        @Override
        public void run() {
            if (--left != 0) return;
            UndoLog log = host.ledger.tables().changes().undoLog();
            changes = new Change[log.count()];
            for (int i = 0; i < changes.length; i++) changes[i] = log.changeAt(i);
            places = before.changedIn(StatePlaces.of(host.ledger));
        }
    }
}
