package io.florin.replay;

import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.TransferRowEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Random but repeatable requests: most are good, and every kind of trouble is among them: ids that exist with equal or
 * other fields, accounts that do not exist, limits, chains that break and chains that stay open, holds that are posted,
 * voided or left to a pulse, requests of one event and of many.
 */
public final class Histories {
    private static final int LINKED = 1;
    private static final int PENDING = 2;
    private static final int POST = 4;
    private static final int VOID = 8;
    private static final int DEBITS_MUST_NOT_EXCEED_CREDITS = 2;
    private static final int LEDGER = 978;
    private static final long HIGH = System.currentTimeMillis() << 16;

    private final SplittableRandom random;
    private final List<Long> accounts = new ArrayList<>();
    private final List<Long> transfers = new ArrayList<>();
    private long counter;

    public Histories(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Sends one more request. */
    public void step(LiveLedger live) throws Exception {
        int dice = random.nextInt(100);
        if (accounts.size() < 8 || dice < 5) {
            live.send(CreateAccountsDecoder.TEMPLATE_ID, rows(6, this::account));
        } else if (dice < 8) {
            live.pulse();
        } else {
            live.send(CreateTransfersDecoder.TEMPLATE_ID, rows(dice < 10 ? 2_000 : 12, this::transfer));
        }
    }

    /** Low halves of all ids that were ever sent; the high half is {@link #high}. */
    public List<Long> transfers() {
        return transfers;
    }

    List<Long> accounts() {
        return accounts;
    }

    private List<LiveLedger.Row> rows(int max, Supplier<LiveLedger.Row> row) {
        int count = 1 + random.nextInt(max);
        List<LiveLedger.Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) rows.add(row.get());
        return rows;
    }

    private LiveLedger.Row account() {
        long id = !accounts.isEmpty() && random.nextInt(10) == 0 ? any(accounts) : ++counter;
        if (id == counter) accounts.add(id);
        int flags =
                (random.nextInt(4) == 0 ? DEBITS_MUST_NOT_EXCEED_CREDITS : 0) | (random.nextInt(8) == 0 ? LINKED : 0);
        int code = random.nextInt(20) == 0 ? 0 : 1;
        return (memory, offset) -> {
            var row = new AccountRowEncoder().wrap(memory, offset);
            row.id().low(id);
            row.ledger(LEDGER).code(code).flags(flags);
        };
    }

    private LiveLedger.Row transfer() {
        long id = !transfers.isEmpty() && random.nextInt(15) == 0 ? any(transfers) : ++counter;
        if (id == counter) transfers.add(id);
        long debit = random.nextInt(30) == 0 ? Long.MAX_VALUE : any(accounts);
        long credit = any(accounts);
        long amount = random.nextInt(50) == 0 ? Long.MAX_VALUE : random.nextInt(10_000);
        int linked = random.nextInt(6) == 0 ? LINKED : 0;
        int kind = random.nextInt(10);
        if (kind < 2) return resolution(id, linked | (random.nextBoolean() ? POST : VOID));
        boolean isHold = kind < 5;
        int timeout = isHold && random.nextBoolean() ? 1 : 0;
        int flags = linked | (isHold ? PENDING : 0);
        return (memory, offset) -> {
            var row = new TransferRowEncoder().wrap(memory, offset);
            row.id().high(high()).low(id);
            row.debitAccountId().low(debit);
            row.creditAccountId().low(credit);
            row.amount(amount).timeout(timeout).ledger(LEDGER).code(1).flags(flags);
        };
    }

    /** Of all that is held, if the id is a hold's. */
    private LiveLedger.Row resolution(long id, int flags) {
        long hold = any(transfers);
        long amount = (flags & VOID) != 0 ? 0 : Long.MAX_VALUE;
        return (memory, offset) -> {
            var row = new TransferRowEncoder().wrap(memory, offset);
            row.id().high(high()).low(id);
            row.pendingId().high(high()).low(hold);
            row.amount(amount).flags(flags);
        };
    }

    private long any(List<Long> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The time in every transfer's id: when this class was loaded, so that none is too old. */
    public static long high() {
        return HIGH;
    }
}
