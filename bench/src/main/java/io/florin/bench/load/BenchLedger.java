package io.florin.bench.load;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountView;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.Ledger;
import io.florin.ledger.RequestCommand;
import io.florin.ledger.TransferCommand;
import java.util.concurrent.TimeUnit;

/**
 * A ledger with the accounts of a bench, and nothing around it: each transfer is a request of its own, as the gateway
 * would have decoded it. One thread; deciding allocates nothing here.
 */
public final class BenchLedger {
    private static final long PRINCIPAL_LOCAL = 1;
    private static final long TRANSFERS_MAX = 4_194_304;
    private static final long WINDOW_NS = TimeUnit.HOURS.toNanos(24);

    private final Ledger ledger = new Ledger();
    private final RequestCommand request = new RequestCommand().set(1, 0, 0, 0, 0, PRINCIPAL_LOCAL);
    private final TransferCommand transfer = new TransferCommand();
    private final AccountView view = new AccountView();
    private final TimeOrderedIds ids = new TimeOrderedIds(1);
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
        transfers.next();
        ids.next();
        next();
        int debit = transfers.debit();
        int credit = transfers.credit();
        transfer.idHigh(ids.high())
                .idLow(ids.low())
                .debitAccountIdHigh(AccountIds.high(debit))
                .debitAccountIdLow(AccountIds.low(debit))
                .creditAccountIdHigh(AccountIds.high(credit))
                .creditAccountIdLow(AccountIds.low(credit))
                .amountMinor(transfers.amountMinor());
        return ledger.decide(sequence, timestampNs, transfer);
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
