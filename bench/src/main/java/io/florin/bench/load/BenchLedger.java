package io.florin.bench.load;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountView;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.Ledger;
import io.florin.ledger.RequestCommand;
import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferView;
import java.util.concurrent.TimeUnit;

/**
 * A ledger with the accounts of a bench, and nothing around it: each transfer is a request of its own, as the gateway
 * would have decoded it. One thread; deciding allocates nothing here.
 */
public final class BenchLedger {
    /** Transfers that are touched before the first of them is decided, as the ledger stage does with a batch. */
    public static final int AHEAD = 16;

    private static final long PRINCIPAL_LOCAL = 1;
    private static final long TRANSFERS_MAX = 4_194_304;
    private static final long WINDOW_NS = TimeUnit.HOURS.toNanos(24);

    private final Ledger ledger = new Ledger();
    private final RequestCommand request = new RequestCommand().set(1, 0, 0, 0, 0, PRINCIPAL_LOCAL);
    private final TransferCommand transfer = new TransferCommand();
    private final AccountView view = new AccountView();
    private final TimeOrderedIds ids = new TimeOrderedIds(1);
    private final int[] debits = new int[AHEAD];
    private final int[] credits = new int[AHEAD];
    private final int[] amounts = new int[AHEAD];
    private final long[] idHighs = new long[AHEAD];
    private final long[] idLows = new long[AHEAD];
    private final TransferView transferView = new TransferView();
    private long sequence;
    private long timestampNs;

    public BenchLedger(int accounts) {
        time();
        expectCreated(decideGenesis(accounts));
        var account = new AccountCommand().ledger(BenchAccounts.LEDGER).code(BenchAccounts.CODE);
        for (int i = 0; i < accounts; i++) {
            next();
            account.idHigh(AccountIds.high(i)).idLow(AccountIds.low(i));
            expectCreated(ledger.decide(sequence, timestampNs, account));
        }
        transfer.ledger(BenchAccounts.LEDGER).code(BenchAccounts.CODE);
    }

    private int decideGenesis(int accounts) {
        next();
        return ledger.decide(
                sequence,
                timestampNs,
                new GenesisCommand()
                        .ledgerIdLow(1)
                        .accountsMax(Math.max(1 << 16, accounts))
                        .transfersMax(TRANSFERS_MAX)
                        .windowNs(WINDOW_NS)
                        .repliesMax(1 << 16)
                        .replyRowsMax(1 << 18)
                        .grantsMax(1 << 10)
                        .featureLevel(1));
    }

    private static void expectCreated(int status) {
        if (status != 0) throw new LoadFailedException("the ledger could not be set up: status=" + status);
    }

    /** Goes on to now, for commands and ids alike; once before many. */
    public void time() {
        long epochMs = System.currentTimeMillis();
        ids.time(epochMs);
        timestampNs = Math.max(timestampNs, TimeUnit.MILLISECONDS.toNanos(epochMs));
    }

    private void next() {
        sequence++;
        timestampNs++;
        ledger.begin(timestampNs, request);
    }

    /** Draws the next transfer and decides it; its status. */
    public int transfer(TransferSource transfers) {
        draw(transfers, 0);
        return decide(0);
    }

    /** Draws {@link #AHEAD} transfers, touches what they need, then decides them; how many were refused. */
    public int transfersAhead(TransferSource transfers) {
        for (int i = 0; i < AHEAD; i++) {
            draw(transfers, i);
            ledger.expectTransfer(idHighs[i], idLows[i]);
            ledger.expectAccount(AccountIds.high(debits[i]), AccountIds.low(debits[i]));
            ledger.expectAccount(AccountIds.high(credits[i]), AccountIds.low(credits[i]));
        }
        ledger.touchExpected();
        int refused = 0;
        for (int i = 0; i < AHEAD; i++) {
            if (decide(i) != 0) refused++;
        }
        return refused;
    }

    private void draw(TransferSource transfers, int i) {
        transfers.next();
        ids.next();
        debits[i] = transfers.debit();
        credits[i] = transfers.credit();
        amounts[i] = transfers.amountMinor();
        idHighs[i] = ids.high();
        idLows[i] = ids.low();
    }

    private int decide(int i) {
        next();
        transfer.idHigh(idHighs[i])
                .idLow(idLows[i])
                .debitAccountIdHigh(AccountIds.high(debits[i]))
                .debitAccountIdLow(AccountIds.low(debits[i]))
                .creditAccountIdHigh(AccountIds.high(credits[i]))
                .creditAccountIdLow(AccountIds.low(credits[i]))
                .amountMinor(amounts[i]);
        return ledger.decide(sequence, timestampNs, transfer);
    }

    /** Reads the transfer that was decided last; its outcome. */
    public int lookupLastTransfer() {
        ledger.lookup(PRINCIPAL_LOCAL, transfer.idHigh(), transfer.idLow(), transferView);
        return transferView.outcome();
    }

    /** Reads an account; whether it is there. */
    public boolean lookup(int index) {
        return ledger.lookup(PRINCIPAL_LOCAL, AccountIds.high(index), AccountIds.low(index), view);
    }

    /** Whether an account's posted balances are these. */
    public boolean isAt(int index, long debitsMinor, long creditsMinor) {
        return lookup(index) && view.debitsPostedMinor() == debitsMinor && view.creditsPostedMinor() == creditsMinor;
    }
}
