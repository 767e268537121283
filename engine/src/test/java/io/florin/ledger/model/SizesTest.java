package io.florin.ledger.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Request.Head;
import io.florin.ledger.scenario.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The largest requests and pulses that there are, ledger beside model. */
final class SizesTest {
    private static final int EVENTS_MAX = 8_190;
    private static final int EXPIRED_MAX = 4_096;
    private static final long START_NS = 1_795_000_000L * ModelState.NS_PER_S;

    private final Pair pair = new Pair();
    private long nowNs = START_NS;

    SizesTest() {
        World world = World.draw(new Dice(1), Set.of(Feature.BASICS));
        pair.decide(new Request.Genesis(nowNs, world.genesis()));
        List<AccountCommand> accounts =
                LongStream.of(1, 2).mapToObj(SizesTest::account).toList();
        nowNs += ModelState.NS_PER_S;
        pair.decide(new Request.CreateAccounts(Head.by(Head.LOCAL), nowNs, accounts));
    }

    static AccountCommand account(long idLow) {
        return new AccountCommand().idLow(idLow).ledger(978).code(1);
    }

    private List<Result> create(int flags, int timeoutSeconds, long amountOfTheLast) {
        List<TransferCommand> rows = new ArrayList<>();
        nowNs += ModelState.NS_PER_S;
        for (int i = 0; i < EVENTS_MAX; i++) {
            boolean isLast = i == EVENTS_MAX - 1;
            TransferCommand row = new TransferCommand()
                    .debitAccountIdLow(1)
                    .creditAccountIdLow(2)
                    .ledger(978)
                    .code(1)
                    .timeoutSeconds(timeoutSeconds)
                    .flags(isLast ? flags & ~TransferFlags.LINKED : flags)
                    .amountMinor(isLast ? amountOfTheLast : 1);
            rows.add(Commands.id(row, Id.ofMillis(nowNs / ModelState.NS_PER_MS, i)));
        }
        return pair.decide(new Request.CreateTransfers(Head.by(Head.LOCAL), nowNs, rows));
    }

    @Test
    void aChainOfAllEventsFallsWithItsLast() {
        assertEquals(201, create(TransferFlags.LINKED, 0, -1).getLast().status());
        pair.compareAll();
        assertEquals(0, pair.model().state().transfers.size());
        assertEquals(0, create(TransferFlags.LINKED, 0, 1).getLast().status());
        pair.compareAll();
        pair.checkInvariants();
    }

    @Test
    void aPulseReleasesNoMoreThanItsLimitAndTheNextGoesOn() {
        create(TransferFlags.PENDING, 1, 1);
        nowNs += ModelState.NS_PER_S;
        pair.decide(new Request.Pulse(nowNs));
        assertEquals(EXPIRED_MAX, pair.model().expired().size());
        assertEquals(EVENTS_MAX - EXPIRED_MAX, pair.model().state().timers.size());
        pair.checkInvariants();
        pair.decide(new Request.Pulse(++nowNs));
        pair.decide(new Request.Pulse(++nowNs));
        assertEquals(0, pair.model().expired().size());
        pair.compareAll();
        pair.checkInvariants();
    }
}
