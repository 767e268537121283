package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.CODE_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.CREATED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A window of a month has 2.7 million seconds. What makes room in a full table, and what a broken chain takes back,
 * must cost as many steps as rows are touched, however empty the seconds between them are.
 */
class WindowCostTest {
    private static final long SECOND = Durations.NS_PER_SECOND;
    private static final long MONTH_SECONDS = 31 * 86_400;
    private static final int ROWS = 64;
    private static final int CHAINS = RequestCommand.EVENTS_MAX / 2;

    /** Words looked at: a search reads at most two on each of four levels, and again behind the end of the ring. */
    private static final long LOOKS_PER_SEARCH = 16;

    private final Host host = Host.started(Host.genesis().transfersMax(ROWS).windowNs(MONTH_SECONDS * SECOND))
            .accounts(2);

    private IdWindow window() {
        return host.ledger.tables().transfers().window();
    }

    /** Full: one half a month old less a minute, the other of now, and nothing between. */
    @BeforeEach
    void fill() {
        long oldMs = (host.timeNs / SECOND - MONTH_SECONDS + 60) * 1_000;
        for (int row = 0; row < ROWS / 2; row++) create(oldMs + row * 10L);
        for (int row = ROWS / 2; row < ROWS; row++) create(host.timeNs / Durations.NS_PER_MS);
        assertEquals(ROWS, host.ledger.transfersRemembered());
    }

    private void create(long idMs) {
        assertEquals(CREATED, host.decide(host.transfer(1, 2, 1).idHigh(Host.idHigh(idMs))));
    }

    @Test
    void brokenChainsThatMakeRoomAndGiveItBack() {
        long before = host.stateHashInAFreshSecond();
        var events = new TransferCommand[2 * CHAINS];
        for (int chain = 0; chain < CHAINS; chain++) {
            events[2 * chain] = host.transfer(1, 2, 1).flags(TransferFlags.LINKED);
            events[2 * chain + 1] = host.transfer(1, 2, 1).code(0);
        }
        long looks = window().looks();
        CreateTransferResult[] results = host.decideAll(events);
        assertAtMostSince(looks, 6 * CHAINS);
        assertEquals(CODE_MUST_NOT_BE_ZERO, results[2 * CHAINS - 1]);
        assertEquals(before, host.ledger.stateHash());
    }

    /** Each pushes out what is a whole window away from what comes next. */
    @Test
    void rowsThatLeaveForOthers() {
        for (int day = 0; day < 100; day++) {
            host.timeNs += 86_400 * SECOND;
            long looks = window().looks();
            create(host.timeNs / Durations.NS_PER_MS - 60_000);
            create(host.timeNs / Durations.NS_PER_MS);
            assertAtMostSince(looks, 2 * (ROWS + 8));
        }
    }

    /** Idle for longer than the ring reaches, while pulses go on. */
    @Test
    void monthsWithoutARequest() {
        long looks = window().looks();
        for (int month = 0; month < 12; month++) {
            host.timeNs += MONTH_SECONDS * SECOND;
            host.pulse();
        }
        assertEquals(0, host.ledger.transfersRemembered());
        create(host.timeNs / Durations.NS_PER_MS);
        assertAtMostSince(looks, 2 * ROWS + 100);
        assertEquals(1, host.ledger.transfersRemembered());
    }

    private void assertAtMostSince(long looksBefore, long searches) {
        long looks = window().looks() - looksBefore;
        assertTrue(looks <= searches * LOOKS_PER_SEARCH, "looks: " + looks + " for searches: " + searches);
    }
}
