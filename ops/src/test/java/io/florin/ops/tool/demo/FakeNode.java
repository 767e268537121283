package io.florin.ops.tool.demo;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.Transfer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A node in memory that can be killed: what it had decided and not yet answered stays, what it had not yet decided is
 * gone, and either way nobody hears of it. On request it has one of the bugs that the demo exists to find.
 */
final class FakeNode implements DemoNode {
    private static final int DIES_AT = 500;

    private final Bug bug;
    private final Map<UUID, Account> accounts = new HashMap<>();
    private final Map<UUID, Transfer> transfers = new LinkedHashMap<>();
    private final JournalAudit journal = JournalAudit.empty();
    private final List<FakeClient> clients = new ArrayList<>();

    private long sequence;
    private long timestampNs = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
    private int epoch;
    private boolean isAlive;
    private boolean hasMisbehaved;

    /** What is wrong with it, once. */
    enum Bug {
        NONE,
        FORGETS_AN_ANSWERED_TRANSFER,
        APPLIES_A_RETRY_AGAIN,
        APPLIES_TO_THE_WRONG_ACCOUNT,
        ANSWERS_WITH_ANOTHER_TIME,
        REFUSES_ONE,
        DIES_BY_ITSELF
    }

    FakeNode(Bug bug) {
        this.bug = bug;
    }

    @Override
    public synchronized Start start() {
        if (isAlive) throw new IllegalStateException("runs already");
        isAlive = true;
        return new Start(++epoch, sequence, 1_000 * sequence, 1_000_000);
    }

    @Override
    public synchronized Florin connectBinary() {
        if (!isAlive) throw new IllegalStateException("nobody is there");
        var client = new FakeClient(this, epoch);
        clients.add(client);
        return client;
    }

    @Override
    public Florin connectHttp() {
        return connectBinary();
    }

    @Override
    public void kill() {
        List<FakeClient> orphans;
        synchronized (this) {
            isAlive = false;
            orphans = List.copyOf(clients);
            clients.clear();
            if (bug == Bug.FORGETS_AN_ANSWERED_TRANSFER && isFirstTime()) forgetOne();
        }
        orphans.forEach(FakeClient::cut);
    }

    private void forgetOne() {
        Transfer oldest = transfers.values().iterator().next();
        transfers.remove(oldest.id());
        move(oldest, -oldest.amountMinor());
    }

    @Override
    public synchronized boolean isAlive() {
        return isAlive;
    }

    @Override
    public void stop() {
        kill();
    }

    @Override
    public String output() {
        return "the fake node says nothing";
    }

    @Override
    public Path data() {
        return Path.of("nowhere");
    }

    @Override
    public void close() {
        kill();
    }

    JournalAudit journal() {
        return journal;
    }

    /** A decision: its result and the time of the object or the refusal. */
    record Decision(String code, long sequence, long timestampNs) {}

    synchronized void create(Account account, int life) {
        requireAlive(life);
        accounts.put(account.id(), account);
    }

    synchronized Decision create(Transfer transfer, int life) {
        requireAlive(life);
        sequence++;
        timestampNs++;
        Transfer before = transfers.get(transfer.id());
        if (before != null && !(bug == Bug.APPLIES_A_RETRY_AGAIN && isFirstTime())) {
            long otherNs = bug == Bug.ANSWERS_WITH_ANOTHER_TIME && isFirstTime() ? 1 : 0;
            return new Decision("exists", sequence, before.timestampNs() + otherNs);
        }
        if (bug == Bug.REFUSES_ONE && isFirstTime()) return new Decision("exceeds_credits", sequence, timestampNs);

        Transfer created = at(transfer, timestampNs);
        transfers.put(transfer.id(), created);
        journal.add(transfer.id(), sequence, timestampNs);
        boolean isWrong = bug == Bug.APPLIES_TO_THE_WRONG_ACCOUNT && isFirstTime();
        if (!isWrong) move(created, created.amountMinor());
        return new Decision("created", sequence, timestampNs);
    }

    private void requireAlive(int life) {
        if (!isAlive || life != epoch) throw new IllegalStateException("this life is over: epoch=" + life);
    }

    private boolean isFirstTime() {
        boolean isFirst = !hasMisbehaved;
        hasMisbehaved = true;
        return isFirst;
    }

    private void move(Transfer transfer, long amountMinor) {
        change(transfer.debitAccountId(), amountMinor, 0);
        change(transfer.creditAccountId(), 0, amountMinor);
    }

    private void change(UUID id, long debitMinor, long creditMinor) {
        accounts.computeIfPresent(id, (same, account) -> {
            Account.Balances before = account.balances();
            var after = new Account.Balances(
                    0, before.debitsPostedMinor() + debitMinor, 0, before.creditsPostedMinor() + creditMinor);
            return new Account(
                    account.id(),
                    account.ledger(),
                    account.code(),
                    account.flags(),
                    account.userData128(),
                    account.userData64(),
                    account.userData32(),
                    after,
                    account.limits(),
                    account.timestampNs());
        });
    }

    synchronized Account account(UUID id) {
        return accounts.getOrDefault(id, Account.of(id, 1, 1));
    }

    synchronized Optional<Transfer> transfer(UUID id) {
        return Optional.ofNullable(transfers.get(id));
    }

    /** After a while, if that is its bug. */
    void mayDie() {
        synchronized (this) {
            if (bug != Bug.DIES_BY_ITSELF || transfers.size() < DIES_AT || !isFirstTime()) return;
        }
        kill();
    }

    private static Transfer at(Transfer transfer, long timestampNs) {
        return new Transfer(
                transfer.id(),
                transfer.debitAccountId(),
                transfer.creditAccountId(),
                transfer.amountMinor(),
                transfer.ledger(),
                transfer.code(),
                transfer.flags(),
                transfer.pendingId(),
                transfer.userData128(),
                transfer.userData64(),
                transfer.userData32(),
                transfer.timeoutSeconds(),
                timestampNs);
    }
}
