package io.florin.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded work of every kind on a few accounts, mostly of the kind that succeeds. */
final class BusyTeller {
    static final int ACCOUNTS = 8;

    private static final int LOOKS = 10;
    private static final int NONE = -1;

    private final Host host;
    private final SplittableRandom random;
    private final List<TransferCommand> holds = new ArrayList<>();
    private long lastAccount = 1_000;
    private int chainFrom = Integer.MAX_VALUE;

    BusyTeller(Host host, SplittableRandom random) {
        this.host = host;
        this.random = random;
        for (int i = 1; i <= ACCOUNTS; i++) {
            AccountCommand account = Host.account(i);
            if (i == 3) account.flags(AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS);
            if (i == 4) account.flags(AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS);
            host.decide(account);
        }
    }

    Host host() {
        return host;
    }

    /** A request of any kind. */
    void decideOne() {
        host.timeNs += random.nextLong(3) * Durations.NS_PER_SECOND / 2;
        int kind = random.nextInt(12);
        if (random.nextInt(4) == 0) host.key(1, random.nextInt(40), kind);
        switch (kind) {
            case 0 -> host.pulse();
            case 1 -> host.decideAll(chain(1 + random.nextInt(6)));
            case 2 ->
                host.decide(new LimitsCommand()
                        .accountIdHigh(Host.HIGH)
                        .accountIdLow(3)
                        .debitAllowanceMinor(random.nextInt(500))
                        .expectedVersion(host.view(3).limitsVersion()));
            case 3 ->
                host.decide(new StatusCommand()
                        .accountIdHigh(Host.HIGH)
                        .accountIdLow(random.nextInt(ACCOUNTS) + 1)
                        .frozen(random.nextInt(10) == 0 ? random.nextInt(4) : 0)
                        .reason(random.nextInt(9)));
            case 4 -> host.decide(Host.account(random.nextInt(20) + 1));
            case 5 ->
                host.decide(new GrantCommand()
                        .principal(random.nextInt(5) + 2)
                        .ledger(random.nextInt(3))
                        .rights(random.nextInt(8)));
            default -> host.decide(transfer());
        }
    }

    /** Linked events, but for the last. */
    TransferCommand[] chain(int events) {
        chainFrom = holds.size();
        TransferCommand[] chain = new TransferCommand[events];
        for (int i = 0; i < events; i++) {
            chain[i] = transfer();
            if (i + 1 < events) chain[i].flags(chain[i].flags() | TransferFlags.LINKED);
        }
        chainFrom = Integer.MAX_VALUE;
        return chain;
    }

    /** Any transfer, hold, post or void. */
    TransferCommand transfer() {
        int kind = random.nextInt(10);
        if (kind < 3) return plain();
        int at = kind < 6 ? NONE : anyHold();
        if (at == NONE) return hold();
        TransferCommand hold = holds.get(at);
        boolean isGroup = random.nextInt(3) == 0;
        if (random.nextBoolean()) return flagged(host.voidOf(hold), isGroup ? TransferFlags.GROUP : 0);
        boolean isAll = isGroup || random.nextInt(3) == 0;
        TransferCommand post = host.post(hold, isAll ? Long.MAX_VALUE : random.nextInt(6));
        if (isGroup) return flagged(post, TransferFlags.GROUP);
        return random.nextBoolean() ? post : flagged(post, TransferFlags.PARTIAL);
    }

    /** One that waits, or that the chain under way places; now and then any. */
    private int anyHold() {
        for (int look = 0; look < LOOKS && !holds.isEmpty(); look++) {
            int at = Math.max(0, holds.size() - 1 - random.nextInt(20));
            if (at >= chainFrom || random.nextInt(40) == 0) return at;
            if (host.view(holds.get(at)).pendingStatus() == PendingStatus.PENDING) return at;
        }
        return NONE;
    }

    private static TransferCommand flagged(TransferCommand transfer, int flags) {
        return transfer.flags(transfer.flags() | flags);
    }

    private TransferCommand plain() {
        int debit = account();
        TransferCommand transfer = host.transfer(debit, other(debit), random.nextInt(100));
        return random.nextInt(4) == 0 ? flagged(transfer, balancing()) : transfer;
    }

    /** One that closes an account has a timeout, or soon nobody could move anything. */
    private TransferCommand hold() {
        int debit = account();
        TransferCommand hold = host.pending(debit, other(debit), random.nextInt(100));
        boolean closesCredit = random.nextInt(20) == 0;
        boolean closesDebit = random.nextInt(20) == 0;
        if (closesCredit || closesDebit || random.nextBoolean()) hold.timeoutSeconds(1 + random.nextInt(5));
        if (closesCredit) flagged(hold, TransferFlags.CLOSING_CREDIT);
        if (closesDebit) flagged(hold, TransferFlags.CLOSING_DEBIT);
        if (random.nextInt(10) == 0) flagged(hold, balancing());
        holds.add(hold);
        return hold;
    }

    private int balancing() {
        return random.nextBoolean() ? TransferFlags.BALANCING_DEBIT : TransferFlags.BALANCING_CREDIT;
    }

    /** The same chain as if it had been decided elsewhere, right behind what was decided or imported last. */
    TransferCommand[] imported(TransferCommand... chain) {
        LedgerTables tables = host.ledger.tables();
        long lastNs =
                Math.max(tables.transfers().lastTimestampNs(), tables.accounts().lastTimestampNs());
        for (int i = 0; i < chain.length; i++) {
            chain[i].flags(chain[i].flags() | TransferFlags.IMPORTED);
            chain[i].timeoutSeconds(0).timestampNs(lastNs + 1 + i);
        }
        return chain;
    }

    /** Linked accounts that nobody has created before, but for the last linked; imported or not. */
    AccountCommand[] accounts(int events, boolean isImported) {
        long lastNs = host.ledger.tables().accounts().lastTimestampNs();
        var chain = new AccountCommand[events];
        for (int i = 0; i < events; i++) {
            chain[i] = Host.account(++lastAccount).userData64(random.nextInt(3));
            int linked = i + 1 < events ? AccountFlags.LINKED : 0;
            chain[i].flags(linked | (isImported ? AccountFlags.IMPORTED : 0));
            if (isImported) chain[i].timestampNs(lastNs + 1 + i);
        }
        return chain;
    }

    private int account() {
        return 1 + random.nextInt(ACCOUNTS);
    }

    /** Rarely the same. */
    private int other(int account) {
        if (random.nextInt(40) == 0) return account;
        return 1 + (account + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
    }
}
