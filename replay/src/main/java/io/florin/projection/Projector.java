package io.florin.projection;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.feed.JournalSource;
import io.florin.journal.Disk;
import io.florin.journal.RegisteredReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the read model up behind a running node. PostgreSQL may be slow, away or full for as long as it likes: that is
 * a figure (the lag) and a line in the error log; this agent tries again, later each time, up to half a minute. What
 * no waiting can heal (another ledger's data, a newer schema, another history) ends it with one sentence.
 */
public final class Projector implements Agent {
    private static final String READER = "projection";
    private static final int RECORDS_PER_DUTY = 4_096;
    private static final long ROWS_PER_COMMIT = 65_536;
    private static final long COMMIT_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long QUIET_COMMIT_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STATES_EVERY_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long STATES_EVERY_RECORDS = 5_000_000;
    private static final long READER_EVERY_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long ARCHIVE_EVERY_NS = TimeUnit.HOURS.toNanos(1);
    private static final long WAIT_NS_MIN = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WAIT_NS_MAX = TimeUnit.SECONDS.toNanos(30);

    private final ReadModel model;
    private final Resources resources;
    private final RegisteredReaders readers;
    private final SplittableRandom jitter;
    private final long startedNs;

    private @Nullable Projection projection;
    private volatile @Nullable Position position;
    private volatile @Nullable String refusal;
    private long waitNs = WAIT_NS_MIN;
    private long nextTryNs;
    private long committedNs;
    private long statesNs;
    private long readerNs;
    private long archivedNs;

    /**
     * What the projector borrows. It closes none of these.
     *
     * @param data the node's data directory, where it registers as a reader.
     * @param journal of the node in this process.
     * @param released up to where records are durable as the policy wants it, so that none of them can be cut.
     * @param lastWords where one sentence goes if the read model cannot go on.
     */
    public record Resources(
            UUID ledgerId,
            Path data,
            JournalSource journal,
            LongSupplier released,
            Counters counters,
            Clocks clocks,
            Consumer<String> lastWords) {}

    /** Time, of two kinds. */
    public record Clocks(LongSupplier monotonicNs, LongSupplier epochNs) {}

    /** Tries to connect with its first duty. */
    public Projector(ReadModel model, Resources resources) {
        this.model = model;
        this.resources = resources;
        this.readers = RegisteredReaders.of(Disk.real(), resources.data());
        long nowNs = resources.clocks().monotonicNs().getAsLong();
        this.jitter = new SplittableRandom(nowNs ^ resources.ledgerId().getLeastSignificantBits());
        this.startedNs = resources.clocks().epochNs().getAsLong();
        this.nextTryNs = nowNs;
        this.archivedNs = nowNs - ARCHIVE_EVERY_NS;
        this.readerNs = nowNs - READER_EVERY_NS;
    }

    /** Any thread: up to where the read model is complete; empty until PostgreSQL answered for the first time. */
    public @Nullable Position position() {
        return position;
    }

    /** Any thread: why it will never go on in this life of the node; null while it does. */
    public @Nullable String refusal() {
        return refusal;
    }

    @Override
    public int doWork() {
        if (refusal != null) return 0;
        long nowNs = resources.clocks().monotonicNs().getAsLong();
        if (projection == null && nowNs - nextTryNs < 0) {
            count(); // the lag goes on growing meanwhile
            return 0;
        }
        try {
            Projection running = projection == null ? open() : projection;
            int work = work(running, nowNs);
            count();
            return work;
        } catch (SQLException away) {
            later(ReadModelException.of(away, model.config()), nowNs);
        } catch (ReadModelException said) {
            if (said.mayPass()) later(said, nowNs);
            else end(said);
        } catch (IOException | RuntimeException broken) { // a damaged journal, or a bug: money does not wait for either
            end(broken);
        }
        return 0;
    }

    private Projection open() throws SQLException, IOException {
        model.migrate();
        Projection opened = Projection.open(model, resources.ledgerId(), resources.journal());
        projection = opened;
        position = opened.position();
        waitNs = WAIT_NS_MIN;
        resources.counters().increment(FlorinCounter.READ_MODEL_CONNECTS);
        return opened;
    }

    private int work(Projection running, long nowNs) throws SQLException, IOException {
        int records = running.poll(resources.released().getAsLong(), RECORDS_PER_DUTY);
        boolean isAtHead = records < RECORDS_PER_DUTY;
        if (running.isCommittable() && isCommitDue(running, isAtHead, nowNs)) {
            boolean withStates = isStatesDue(running, isAtHead, nowNs);
            running.commit(withStates);
            position = running.position();
            committedNs = nowNs;
            if (withStates) statesNs = nowNs;
        }
        if (nowNs - readerNs >= READER_EVERY_NS) {
            readers.moved(READER, running.position().sequence());
            readerNs = nowNs;
        }
        if (nowNs - archivedNs >= ARCHIVE_EVERY_NS
                && running.readSequence() == running.position().sequence()) {
            running.archive(resources.clocks().epochNs().getAsLong());
            archivedNs = nowNs;
        }
        return records;
    }

    private boolean isCommitDue(Projection running, boolean isAtHead, long nowNs) {
        if (running.waitingRows() >= ROWS_PER_COMMIT) return true;
        if (!isAtHead) return false;
        long everyNs = running.waitingRows() > 0 ? COMMIT_EVERY_NS : QUIET_COMMIT_EVERY_NS;
        return nowNs - committedNs >= everyNs;
    }

    private boolean isStatesDue(Projection running, boolean isAtHead, long nowNs) {
        long behind = running.readSequence() - running.statesSequence();
        return isAtHead ? nowNs - statesNs >= STATES_EVERY_NS : behind >= STATES_EVERY_RECORDS;
    }

    private void count() {
        Counters counters = resources.counters();
        Position known = position;
        long released = resources.released().getAsLong();
        long sequence = known == null ? 0 : known.sequence();
        counters.set(FlorinCounter.READ_MODEL_SEQUENCE, sequence);
        counters.set(FlorinCounter.READ_MODEL_LAG, Math.max(0, released - sequence));
        counters.set(FlorinCounter.READ_MODEL_LAG_MS, lagMs());
    }

    /** Any thread: how old the read model is, in milliseconds; 0 where it has all there is. */
    public long lagMs() {
        Position known = position;
        if (known != null && known.sequence() >= resources.released().getAsLong()) return 0;
        long sinceNs = known == null ? startedNs : known.recordedNs();
        long behindNs = resources.clocks().epochNs().getAsLong() - sinceNs;
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(behindNs));
    }

    private void later(ReadModelException said, long nowNs) {
        resources.counters().increment(FlorinCounter.READ_MODEL_FAILURES);
        resources.counters().errorLog().record(said);
        letGo();
        count();
        nextTryNs = nowNs + waitNs / 2 + jitter.nextLong(waitNs);
        waitNs = Math.min(WAIT_NS_MAX, waitNs * 2);
    }

    private void end(Exception broken) {
        refusal = String.valueOf(broken.getMessage());
        resources.counters().increment(FlorinCounter.READ_MODEL_FAILURES);
        resources.counters().errorLog().record(broken);
        resources.lastWords().accept("florin: the read model stops, payments go on: " + refusal);
        letGo();
    }

    private void letGo() {
        Projection closing = projection;
        projection = null;
        if (closing == null) return;
        try {
            closing.close();
        } catch (SQLException | IOException | RuntimeException alreadyGone) {
            // what was committed is there, and the rest is read again
        }
    }

    @Override
    public void onClose() {
        Projection running = projection;
        try {
            if (running != null && running.isCommittable()) running.commit(true);
        } catch (SQLException | RuntimeException failed) {
            resources.counters().errorLog().record(failed);
        }
        letGo();
    }

    @Override
    public String roleName() {
        return "florin-projection";
    }
}
