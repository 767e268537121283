package io.florin.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded work of every kind on a few accounts, mostly of the kind that succeeds. */
final class BusyTeller {
    static final int ACCOUNTS = 8;

    private final Host host;
    private final SplittableRandom random;
    private final List<TransferCommand> holds = new ArrayList<>();

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
        TransferCommand[] chain = new TransferCommand[events];
        for (int i = 0; i < events; i++) {
            chain[i] = transfer();
            if (i + 1 < events) chain[i].flags(chain[i].flags() | TransferFlags.LINKED);
        }
        return chain;
    }

    /** Any transfer, hold, post or void; now and then one that was sent before. */
    TransferCommand transfer() {
        int kind = random.nextInt(10);
        if (kind < 3 || holds.isEmpty()) return plain();
        if (kind < 6) return hold();
        TransferCommand hold = holds.get(Math.max(0, holds.size() - 1 - random.nextInt(12)));
        TransferCommand resolution =
                random.nextBoolean() ? host.voidOf(hold) : host.post(hold, random.nextInt(3) == 0 ? Long.MAX_VALUE : 5);
        boolean isGroup = random.nextInt(3) == 0;
        boolean isPartial = !isGroup && resolution.amountMinor() > 0;
        if (isGroup) resolution.flags(resolution.flags() | TransferFlags.GROUP);
        if (isPartial) resolution.flags(resolution.flags() | TransferFlags.PARTIAL);
        return resolution;
    }

    private TransferCommand plain() {
        TransferCommand transfer = host.transfer(account(), account(), random.nextInt(100));
        if (random.nextInt(4) == 0) transfer.flags(TransferFlags.BALANCING_DEBIT);
        return transfer;
    }

    private TransferCommand hold() {
        TransferCommand hold = host.pending(account(), account(), random.nextInt(100));
        if (random.nextBoolean()) hold.timeoutSeconds(1 + random.nextInt(5));
        if (random.nextInt(20) == 0) hold.flags(hold.flags() | TransferFlags.CLOSING_CREDIT);
        holds.add(hold);
        return hold;
    }

    private int account() {
        return 1 + random.nextInt(ACCOUNTS);
    }
}
