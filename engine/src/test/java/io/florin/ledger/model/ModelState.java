package io.florin.ledger.model;

import io.florin.ledger.GenesisCommand;
import io.florin.ledger.model.Transfer.PendingStatus;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything the model remembers. Whatever a chain may have to take back goes through {@link #undo}. */
final class ModelState {
    static final long NS_PER_MS = 1_000_000;
    static final long NS_PER_S = 1_000_000_000;
    static final int READ = 1;
    static final int POST = 2;
    static final int ADMIN = 4;

    final Undo undo = new Undo();
    final Map<Id, Account> accounts = new TreeMap<>();
    final Map<Id, Transfer> transfers = new TreeMap<>();
    final Map<Id, Burnt> burnt = new TreeMap<>();
    final TreeSet<Timer> timers = new TreeSet<>();
    final Map<Grant, Integer> grants = new HashMap<>();
    final LinkedHashMap<Id, Reply> replies = new LinkedHashMap<>();
    long accountsMax;
    long transfersMax;
    long windowNs;
    long repliesMax;
    long replyRowsMax;
    long grantsMax;
    boolean isTimeOrdered = true;
    int featureLevel;
    long lastAccountNs;
    long lastTransferNs;
    /** Ids of an earlier millisecond may have been forgotten. */
    long forgottenBeforeMs;
    /** Time of the last event decided. */
    long nowNs;

    /** Rows that the open chain made or changed: they stay while it can still be taken back. */
    private final Set<Id> held = new HashSet<>();

    /** An id that a transient refusal used up. */
    record Burnt(int status, long storedNs) {}

    /** In the order in which holds expire. */
    record Timer(long expiresAtNs, long createdNs, Id id) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byExpiry = Long.compare(expiresAtNs, other.expiresAtNs);
            return byExpiry != 0 ? byExpiry : Long.compare(createdNs, other.createdNs);
        }
    }

    record Grant(long principal, int ledger) {}

    record Reply(long bodyHash, long timestampNs, List<Result> results) {}

    void genesis(GenesisCommand command) {
        accountsMax = command.accountsMax();
        transfersMax = command.transfersMax();
        windowNs = command.windowNs();
        repliesMax = command.repliesMax();
        replyRowsMax = command.replyRowsMax();
        grantsMax = command.grantsMax();
        isTimeOrdered = command.idPolicy() == 0;
        featureLevel = command.featureLevel();
        grants.put(new Grant(Request.Head.LOCAL, 0), READ | POST | ADMIN);
    }

    boolean isGranted(long principal, int ledger, int right) {
        int rights =
                grants.getOrDefault(new Grant(principal, 0), 0) | grants.getOrDefault(new Grant(principal, ledger), 0);
        return (rights & right) != 0;
    }

    // Accounts.

    Account account(Id id) {
        Account account = accounts.get(id);
        if (account == null) throw new IllegalStateException("no account " + id);
        return account;
    }

    void add(Account account) {
        undo.put(accounts, account.id, account);
        long before = lastAccountNs;
        undo.also(() -> lastAccountNs = before);
        lastAccountNs = Math.max(lastAccountNs, account.timestampNs);
    }

    void change(Id accountId, Consumer<Account> change) {
        Account changed = account(accountId).copy();
        change.accept(changed);
        undo.put(accounts, accountId, changed);
    }

    // Transfers.

    int remembered() {
        return transfers.size() + burnt.size();
    }

    void add(Transfer transfer) {
        undo.put(transfers, transfer.id(), transfer);
        held.add(transfer.id());
        long before = lastTransferNs;
        undo.also(() -> lastTransferNs = before);
        lastTransferNs = Math.max(lastTransferNs, transfer.timestampNs());
        if (transfer.isPending() && transfer.timeoutSeconds() != 0) undo.add(timers, timer(transfer));
    }

    void replace(Transfer hold) {
        undo.put(transfers, hold.id(), hold);
        held.add(hold.id());
        if (!hold.isPending() && hold.timeoutSeconds() != 0) undo.remove(timers, timer(hold));
    }

    void burn(Id id, int status, long storedNs) {
        burnt.put(id, new Burnt(status, storedNs));
    }

    private static Timer timer(Transfer hold) {
        return new Timer(hold.expiresAtNs(), hold.timestampNs(), hold.id());
    }

    /** The chain, or the event that is none, stands: nobody can take it back any more. */
    void persist() {
        undo.forget();
        held.clear();
    }

    void takeBack() {
        undo.takeBack();
        held.clear();
    }

    // The window.

    /** Whether ids of that kind are refused because a first attempt might be forgotten. */
    boolean isTooOld(Id id, long atNs) {
        return isTimeOrdered && (id.millis() < forgottenBeforeMs || id.millis() * NS_PER_MS < atNs - windowNs);
    }

    /** Whether a place for one more row is there or can be made; makes nothing yet. */
    boolean hasRoom() {
        return remembered() < transfersMax || oldestBucket() != null;
    }

    /** Lets the oldest second go, if the table is full. Nobody takes that back: only time passes. */
    void makeRoom() {
        while (remembered() >= transfersMax) {
            Long bucket = oldestBucket();
            if (bucket == null) throw new IllegalStateException("no room: asked too late");
            transfers.values().removeIf(row -> mayLeave(row) && bucketOf(row.id(), row.storedNs()) == bucket);
            burnt.entrySet().removeIf(row -> bucketOf(row.getKey(), row.getValue().storedNs) == bucket);
            if (isTimeOrdered) forgottenBeforeMs = Math.max(forgottenBeforeMs, (bucket + 1) * 1_000);
        }
    }

    private @Nullable Long oldestBucket() {
        Long oldest = null;
        for (Transfer row : transfers.values()) {
            if (mayLeave(row)) oldest = older(oldest, bucketOf(row.id(), row.storedNs()));
        }
        for (Map.Entry<Id, Burnt> row : burnt.entrySet()) {
            oldest = older(oldest, bucketOf(row.getKey(), row.getValue().storedNs));
        }
        return oldest;
    }

    private static Long older(@Nullable Long one, long other) {
        return one == null ? other : Math.min(one, other);
    }

    private boolean mayLeave(Transfer row) {
        return row.status() != PendingStatus.PENDING && !held.contains(row.id());
    }

    private long bucketOf(Id id, long storedNs) {
        return isTimeOrdered ? id.millis() / 1_000 : storedNs / NS_PER_S;
    }

    // Stored replies.

    /** The reply that a key still has, or null. */
    @Nullable
    Reply reply(Id key, long atNs) {
        Reply reply = replies.get(key);
        return reply == null || atNs - reply.timestampNs > windowNs ? null : reply;
    }

    void store(Id key, Reply reply) {
        if (reply.results.size() > replyRowsMax || repliesMax == 0) return;
        replies.remove(key);
        while (replies.size() >= repliesMax || rows(replies.values()) + reply.results.size() > replyRowsMax) {
            replies.pollFirstEntry();
        }
        replies.put(key, reply);
    }

    private static long rows(Collection<Reply> stored) {
        return stored.stream().mapToLong(reply -> reply.results.size()).sum();
    }
}
