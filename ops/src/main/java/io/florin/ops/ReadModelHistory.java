package io.florin.ops;

import io.florin.gateway.History;
import io.florin.projection.HistoryFailedException;
import io.florin.projection.HistoryRows;
import io.florin.projection.HistoryTransaction;
import io.florin.projection.ReadableLedgers;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the gateway's questions for history from the read model, on threads of its own: as many as there are
 * connections, with a short queue before them. While PostgreSQL cannot be reached, one question a second tries, and all
 * others are told at once.
 */
final class ReadModelHistory implements History, AutoCloseable {
    private static final int QUEUE = 64;
    private static final long QUESTION_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long NEVER = Long.MIN_VALUE;

    private final HistoryTransaction.Connections connections;
    private final LongSupplier sequence;
    private final ThreadPoolExecutor threads;
    private final Consumer<Throwable> errors;
    private final AtomicLong failedNs = new AtomicLong(NEVER);

    /**
     * Answers from now on.
     *
     * @param sequence up to where the read model is complete, as far as this process knows.
     * @param errors told of what failed.
     */
    ReadModelHistory(
            HistoryTransaction.Connections connections,
            LongSupplier sequence,
            int threadsMax,
            Consumer<Throwable> errors) {
        this.connections = connections;
        this.sequence = sequence;
        this.errors = errors;
        this.threads = new ThreadPoolExecutor(
                threadsMax,
                threadsMax,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().daemon().name("florin-history-", 0).factory());
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** Of a read model that this process keeps up. */
    static ReadModelHistory of(ReadModelTail tail, Consumer<Throwable> errors) {
        return new ReadModelHistory(
                tail.model()::reading,
                () -> {
                    var position = tail.projector().position();
                    return position == null ? 0 : position.sequence();
                },
                tail.model().config().connections(),
                errors);
    }

    @Override
    public long sequence() {
        return sequence.getAsLong();
    }

    @Override
    public void ask(long principal, Query query, Sink sink) {
        if (isKnownToBeDown()) {
            sink.refused(Refusal.UNAVAILABLE);
            return;
        }
        try {
            threads.execute(() -> answer(principal, query, sink));
        } catch (RejectedExecutionException tooMany) {
            sink.refused(Refusal.BUSY);
        }
    }

    private boolean isKnownToBeDown() {
        long failed = failedNs.get();
        if (failed == NEVER) return false;
        long nowNs = System.nanoTime();
        return nowNs - failed < RETRY_NS || !failedNs.compareAndSet(failed, nowNs); // this one tries, alone
    }

    /** Tells once, and only when the transaction is over. */
    private void answer(long principal, Query query, Sink sink) {
        if (sink.isGone()) return;
        switch (answer(principal, query)) {
            case Answered answered -> sink.take(answered.position(), answered.found());
            case Refused refused -> sink.refused(refused.refusal());
        }
    }

    private sealed interface Told {}

    private record Answered(Position position, Found found) implements Told {}

    private record Refused(Refusal refusal) implements Told {}

    private Told answer(long principal, Query query) {
        try (HistoryTransaction transaction = HistoryTransaction.begin(connections, QUESTION_TIMEOUT_NS)) {
            HistoryRows.Stand stand = transaction.stand();
            failedNs.set(NEVER);
            Object found = find(transaction, principal, query);
            if (found instanceof Refusal refusal) return new Refused(refusal);
            return new Answered(new Position(stand.sequence(), stand.epoch(), stand.recordedNs()), (Found) found);
        } catch (HistoryFailedException failed) {
            if (failed.isTooSlow()) return new Refused(Refusal.BUSY);
            failedNs.set(System.nanoTime());
            errors.accept(failed);
            return new Refused(Refusal.UNAVAILABLE);
        } catch (RuntimeException broken) { // of this question; others are answered
            errors.accept(broken);
            return new Refused(Refusal.UNAVAILABLE);
        }
    }

    /** A {@link Found}, or a {@link Refusal}. */
    private static Object find(HistoryTransaction transaction, long principal, Query query) {
        ReadableLedgers readable = transaction.readable(principal);
        return switch (query) {
            case Accounts asked -> accounts(transaction, readable, asked);
            case Transfers asked -> transfers(transaction, readable, asked);
            case BalanceAt asked -> balance(transaction, readable, asked);
            case Entries asked -> lines(transaction, readable, asked.account(), false, asked.span(), asked.page());
            case Statement asked -> lines(transaction, readable, asked.account(), true, asked.span(), asked.page());
            case TrialBalance asked ->
                isHidden(readable, asked.ledger())
                        ? Refusal.NOT_FOUND
                        : new Sheet(transaction.trialBalance(readable.only(asked.ledger())).stream()
                                .map(ReadModelHistory::sums)
                                .toList());
            case ClosedDays asked ->
                isHidden(readable, asked.ledger())
                        ? Refusal.NOT_FOUND
                        : new Days(transaction.closedDays(readable.only(asked.ledger()), asked.limit()).stream()
                                .map(day -> new Day(day.ledger(), day.date(), day.sequence(), day.timestampNs()))
                                .toList());
        };
    }

    /** Somebody who may read nothing of it must not even hear whether it is there. */
    private static boolean isHidden(ReadableLedgers readable, long ledger) {
        return readable.isNone() || (ledger != EVERY_LEDGER && !readable.has(ledger));
    }

    private static Object accounts(HistoryTransaction transaction, ReadableLedgers readable, Accounts asked) {
        if (isHidden(readable, asked.ledger())) return Refusal.NOT_FOUND;
        return objects(transaction.accounts(readable.only(asked.ledger()), asked.code(), page(asked.page())));
    }

    private static Object transfers(HistoryTransaction transaction, ReadableLedgers readable, Transfers asked) {
        Filter filter = asked.filter();
        if (isHidden(readable, asked.ledger())) return Refusal.NOT_FOUND;
        var wanted = new HistoryRows.Wanted(
                asked.code(),
                filter.account(),
                filter.side() != Side.CREDIT,
                filter.side() != Side.DEBIT,
                new HistoryRows.UserData(filter.userData128(), filter.userData64(), filter.userData32()),
                new HistoryRows.Span(asked.span().fromNs(), asked.span().toNs()));
        return objects(transaction.transfers(readable.only(asked.ledger()), wanted, page(asked.page())));
    }

    private static Objects objects(HistoryRows.Objects found) {
        return new Objects(found.rows(), found.count(), place(found.next()));
    }

    private static Object balance(HistoryTransaction transaction, ReadableLedgers readable, BalanceAt asked) {
        OptionalLong ledger = transaction.ledgerOf(asked.account());
        if (ledger.isEmpty() || !readable.has(ledger.getAsLong())) return Refusal.NOT_FOUND;
        HistoryRows.Stand stand = transaction.stand();
        boolean isNow = asked.sequence() == Long.MAX_VALUE && asked.beforeNs() == 0;
        boolean isBeyond = asked.beforeNs() != 0
                ? asked.beforeNs() > stand.recordedNs() + QUESTION_TIMEOUT_NS
                : !isNow && asked.sequence() > stand.sequence();
        if (isBeyond) return Refusal.BEYOND_THE_END;
        Optional<HistoryRows.Balance> found = asked.beforeNs() != 0
                ? transaction.balanceBefore(asked.account(), asked.beforeNs())
                : transaction.balanceAt(asked.account(), asked.sequence());
        if (found.isEmpty()) {
            boolean isGone = !isNow && asked.beforeNs() == 0 && asked.sequence() < stand.firstSequence() - 1;
            return isGone ? Refusal.NOT_RETAINED : Refusal.NOT_FOUND;
        }
        HistoryRows.Balance balance = found.get();
        return new Balance(asked.account(), ledger.getAsLong(), balance.sequence(), balances(balance.balances()));
    }

    private static Object lines(
            HistoryTransaction transaction,
            ReadableLedgers readable,
            UUID account,
            boolean isStatement,
            Span span,
            Page page) {
        OptionalLong ledger = transaction.ledgerOf(account);
        if (ledger.isEmpty() || !readable.has(ledger.getAsLong())) return Refusal.NOT_FOUND;
        HistoryRows.Lines found =
                transaction.lines(account, isStatement, new HistoryRows.Span(span.fromNs(), span.toNs()), page(page));
        List<Entry> entries =
                found.lines().stream().map(ReadModelHistory::entry).toList();
        Balances before = isStatement ? before(transaction, account, span, page, entries) : Balances.NOTHING;
        return new Lines(account, ledger.getAsLong(), before, entries, place(found.next()));
    }

    /** What was posted before the first line: what that left, without itself. */
    private static Balances before(
            HistoryTransaction transaction, UUID account, Span span, Page page, List<Entry> entries) {
        if (!entries.isEmpty()) {
            Entry first = entries.getFirst();
            Balances behind = first.behind();
            return first.isDebit()
                    ? new Balances(0, behind.debitsPosted() - first.amountMinor(), 0, behind.creditsPosted())
                    : new Balances(0, behind.debitsPosted(), 0, behind.creditsPosted() - first.amountMinor());
        }
        Place after = page.after();
        Optional<HistoryRows.Balance> last = after != null
                ? transaction.balanceAt(account, after.sequence())
                : span.toNs() == Long.MAX_VALUE
                        ? transaction.balanceAt(account, Long.MAX_VALUE)
                        : transaction.balanceBefore(account, span.toNs());
        return last.map(balance -> balances(balance.balances())).orElse(Balances.NOTHING);
    }

    private static Entry entry(HistoryRows.Line line) {
        return new Entry(
                new Place(line.place().sequence(), line.place().part()),
                line.timestampNs(),
                line.isDebit(),
                line.kind(),
                line.transfer(),
                line.hold(),
                line.counterAccount(),
                line.code(),
                line.amountMinor(),
                line.userData64(),
                balances(line.behind()));
    }

    private static Balances balances(HistoryRows.Balances balances) {
        return new Balances(
                balances.debitsPending(), balances.debitsPosted(), balances.creditsPending(), balances.creditsPosted());
    }

    private static Sums sums(HistoryRows.Sums sums) {
        return new Sums(
                sums.ledger(),
                sums.code(),
                sums.accounts(),
                sums.debitsPending(),
                sums.debitsPosted(),
                sums.creditsPending(),
                sums.creditsPosted());
    }

    private static HistoryRows.Page page(Page page) {
        Place after = page.after();
        return new HistoryRows.Page(
                page.limit(),
                page.isAscending(),
                after == null ? null : new HistoryRows.Place(after.sequence(), after.part()));
    }

    private static @Nullable Place place(HistoryRows.@Nullable Place place) {
        return place == null ? null : new Place(place.sequence(), place.part());
    }

    /** Answers nothing more; what is under way ends with its connection. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
