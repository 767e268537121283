package io.florin.snapshot;

import io.florin.journal.Chain;
import io.florin.ledger.AccountCommand;
import io.florin.ledger.GenesisCommand;
import io.florin.ledger.Ledger;
import io.florin.ledger.RequestCommand;
import io.florin.ledger.TransferCommand;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Ledgers with something in them, and the places where they stand. */
final class States {
    static final long LEDGER_HIGH = 0x0190_0000_0000_7000L;
    static final long LEDGER_LOW = 0x8000_0000_0000_0042L;
    private static final long GENESIS_NS = 1_700_000_000_000_000_000L;
    private static final int PENDING = 2;

    private States() {}

    static Ledger genesis(long accountsMax, long transfersMax) {
        var ledger = new Ledger();
        ledger.decide(
                1,
                GENESIS_NS,
                new GenesisCommand()
                        .ledgerIdHigh(LEDGER_HIGH)
                        .ledgerIdLow(LEDGER_LOW)
                        .accountsMax(accountsMax)
                        .transfersMax(transfersMax)
                        .windowNs(TimeUnit.HOURS.toNanos(1))
                        .repliesMax(100)
                        .replyRowsMax(1_000)
                        .grantsMax(10)
                        .featureLevel(1));
        return ledger;
    }

    /** So many accounts, and so many transfers between them, every third one a hold. */
    static Ledger of(int accounts, int transfers) {
        Ledger ledger = genesis(accounts, Math.max(1, transfers));
        for (int i = 1; i <= accounts; i++) account(ledger, i);
        for (int i = 1; i <= transfers; i++) transfer(ledger, i, accounts);
        return ledger;
    }

    private static void account(Ledger ledger, long id) {
        long ns = begin(ledger);
        ledger.decide(
                ledger.lastSequence() + 1,
                ns,
                new AccountCommand().idLow(id).ledger(978).code(1).userData64(id * 3));
    }

    /** Another transfer; its number is in its id. */
    static void transfer(Ledger ledger, long number, int accounts) {
        long ns = begin(ledger);
        ledger.decide(
                ledger.lastSequence() + 1,
                ns,
                new TransferCommand()
                        .idHigh(TimeUnit.NANOSECONDS.toMillis(ns) << 16)
                        .idLow(number)
                        .debitAccountIdLow(1 + number % accounts)
                        .creditAccountIdLow(1 + (number + 1) % accounts)
                        .amountMinor(number)
                        .ledger(978)
                        .code(1)
                        .flags(number % 3 == 0 ? PENDING : 0)
                        .timeoutSeconds(number % 6 == 0 ? 600 : 0));
    }

    private static long begin(Ledger ledger) {
        long ns = ledger.lastTimestampNs() + 1_000;
        ledger.begin(ns, new RequestCommand().set(1, 0, 0, 0, 0, 1));
        return ns;
    }

    static SnapshotPosition position(Ledger ledger) {
        var chain = new byte[Chain.LENGTH];
        Arrays.fill(chain, (byte) ledger.lastSequence());
        return new SnapshotPosition(
                LEDGER_HIGH, LEDGER_LOW, ledger.lastSequence(), ledger.lastTimestampNs(), 7, Chain.copyOf(chain));
    }
}
