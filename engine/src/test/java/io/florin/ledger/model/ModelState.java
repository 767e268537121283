package io.florin.ledger.model;

import io.florin.ledger.GenesisCommand;
import io.florin.ledger.model.Transfer.PendingStatus;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.Status;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything the model remembers. Whatever a chain may have to take back goes through {@link #undo}. */
final class ModelState {
    static final long NS_PER_MS = 1_000_000;
    static final long NS_PER_S = 1_000_000_000;
    static final int LEGS_MAX = 8_190;
    static final int READ = 1;
    static final int POST = 2;
    static final int ADMIN = 4;

    final Undo undo = new Undo();
    final Map<Id, Account> accounts = new TreeMap<>();
    final Map<Id, Transfer> transfers = new TreeMap<>();
    final Map<Id, Burnt> burnt = new TreeMap<>();
    final TreeSet<Timer> timers = new TreeSet<>();
    final Map<Grant, Integer> grants = new HashMap<>();
    /** The last day that a ledger closed, or under 0 all of them. */
    final Map<Integer, LocalDate> days = new HashMap<>();

    final LinkedHashMap<Id, Reply> replies = new LinkedHashMap<>();
    long accountsMax;
    long transfersMax;
    long windowNs;
    long repliesMax;
    long replyRowsMax;
    long grantsMax;
    boolean isTimeOrdered = true;
    int featureLevel;
    int epoch;
    long lastAccountNs;
    long lastTransferNs;
    /** Whatever belongs to an earlier second is forgotten, but for holds that still wait. */
    long forgottenBeforeS;
    /** How far time alone has moved that mark; it stays there when the window grows. */
    long outOfWindowBeforeS;
    /** The holds that the open chain has created. */
    Group openGroup = new Group();
    /** Holds that posts and voids by group have touched in this request. */
    int legsTouched;
    /** Time of the last event decided. */
    long nowNs;

    /** An id that a transient refusal used up, and whose attempt it was. */
    record Burnt(int status, int ledger, long principal, long storedNs) {}

    /** In the order in which holds expire. */
    record Timer(long expiresAtNs, long createdNs, Id id) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byExpiry = Long.compare(expiresAtNs, other.expiresAtNs);
            return byExpiry != 0 ? byExpiry : Long.compare(createdNs, other.createdNs);
        }
    }

    record Grant(long principal, int ledger) {}

    record Reply(long bodyHash, long timestampNs, long lastSequence, int epoch, List<Result> results) {}

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
        long before = lastTransferNs;
        undo.also(() -> lastTransferNs = before);
        lastTransferNs = Math.max(lastTransferNs, transfer.timestampNs());
        if (transfer.isPending()) undo.add(openGroup.members, transfer.id());
        if (transfer.isPending() && transfer.timeoutSeconds() != 0) undo.add(timers, timer(transfer));
        forgetIfOld(transfer);
    }

    void replace(Transfer hold, long atNs) {
        undo.put(transfers, hold.id(), hold);
        if (!hold.isPending() && hold.timeoutSeconds() != 0) undo.remove(timers, timer(hold));
        if (!hold.isPending()) breakUp(hold.group(), hold.status(), atNs);
        forgetIfOld(hold);
    }

    private void breakUp(Group group, PendingStatus by, long atNs) {
        if (group.brokenBy != PendingStatus.NONE) return;
        group.brokenBy = anyIsDue(group, atNs) ? PendingStatus.EXPIRED : by;
        undo.also(() -> group.brokenBy = PendingStatus.NONE);
    }

    /** Whether one of them still waits whose time is over. */
    boolean anyIsDue(Group group, long atNs) {
        return group.members.stream()
                .map(transfers::get)
                .anyMatch(hold -> hold != null && hold.isPending() && hold.isDue(atNs));
    }

    /** Counts the holds of a group, unless they would be more than one request may touch. */
    boolean mayTouch(int legs) {
        if (legsTouched + legs > LEGS_MAX) return false;
        legsTouched += legs;
        return true;
    }

    void burn(Id id, Burnt row) {
        burnt.put(id, row);
    }

    private static Timer timer(Transfer hold) {
        return new Timer(hold.expiresAtNs(), hold.timestampNs(), hold.id());
    }

    /** The chain, or the event that is none, stands: nobody can take it back any more. */
    void persist() {
        undo.forget();
        openGroup = new Group();
    }

    void takeBack() {
        undo.takeBack();
        openGroup = new Group();
        forget(); // time that has passed has passed
    }

    // The window: whole seconds, of ids or with opaque ids of the times at which rows were stored, leave together.

    /** Time passes: what is older than the window leaves. Nobody takes that back. */
    void passTime(long atNs) {
        outOfWindowBeforeS = Math.max(outOfWindowBeforeS, Math.floorDiv(atNs - windowNs, NS_PER_S));
        if (outOfWindowBeforeS <= forgottenBeforeS) return;
        forgottenBeforeS = outOfWindowBeforeS;
        forget();
    }

    /** Whether an id is refused because a first attempt might be forgotten. */
    boolean isTooOld(Id id) {
        return isTimeOrdered && id.millis() / 1_000 < forgottenBeforeS;
    }

    boolean isFull() {
        return remembered() >= transfersMax;
    }

    /** Whether a place for a row is there or can be made; makes nothing yet. Only older seconds leave for it. */
    boolean hasRoom(Id id, long storedNs) {
        if (!isFull()) return true;
        Long bucket = oldestBucket();
        return bucket != null && bucket < bucketOf(id, storedNs);
    }

    /** Whether the row would be old enough to leave for the other, if it were resolved. */
    boolean isOlder(Transfer row, Id id, long storedNs) {
        return bucketOf(row.id(), row.storedNs()) < bucketOf(id, storedNs);
    }

    /** Lets the oldest second go, if the table is full: an effect like any other, which a broken chain takes back. */
    void makeRoom() {
        while (isFull()) {
            Long bucket = oldestBucket();
            if (bucket == null) throw new IllegalStateException("no room: asked too late");
            long before = forgottenBeforeS;
            undo.also(() -> forgottenBeforeS = before);
            forgottenBeforeS = Math.max(forgottenBeforeS, bucket + 1);
            forget();
        }
    }

    /** Drops every row that may leave and is older than the mark. */
    private void forget() {
        for (Transfer row : List.copyOf(transfers.values())) {
            if (mayLeave(row) && bucketOf(row.id(), row.storedNs()) < forgottenBeforeS) {
                undo.remove(transfers, row.id());
            }
        }
        for (Map.Entry<Id, Burnt> row : List.copyOf(burnt.entrySet())) {
            if (bucketOf(row.getKey(), row.getValue().storedNs) < forgottenBeforeS) undo.remove(burnt, row.getKey());
        }
    }

    private void forgetIfOld(Transfer row) {
        boolean isOld = bucketOf(row.id(), row.storedNs()) < forgottenBeforeS;
        if (isOld && mayLeave(row)) undo.remove(transfers, row.id());
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

    private static boolean mayLeave(Transfer row) {
        return row.status() != PendingStatus.PENDING;
    }

    private long bucketOf(Id id, long storedNs) {
        return isTimeOrdered ? id.millis() / 1_000 : storedNs / NS_PER_S;
    }

    // Stored replies.

    /** The reply that a key still has, or null. */
    @Nullable
    Reply reply(Id key, long atNs) {
        Reply reply = replies.get(key);
        if (reply == null) return null;
        long beforeS = Math.max(outOfWindowBeforeS, Math.floorDiv(atNs - windowNs, NS_PER_S));
        return reply.timestampNs / NS_PER_S < beforeS ? null : reply;
    }

    void store(Id key, Reply reply) {
        if (rows(reply) > replyRowsMax || repliesMax == 0) return;
        replies.remove(key);
        while (replies.size() >= repliesMax || rows(replies.values()) + rows(reply) > replyRowsMax) {
            replies.pollFirstEntry();
        }
        replies.put(key, reply);
    }

    private static long rows(Collection<Reply> stored) {
        return stored.stream().mapToLong(ModelState::rows).sum();
    }

    /** Only what is not created needs a row. */
    private static long rows(Reply reply) {
        return reply.results.stream()
                .filter(result -> result.status() != Status.CREATED)
                .count();
    }
}
