package io.florin.feed;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.journal.JournalDamagedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.jspecify.annotations.Nullable;

/**
 * Signs on schedule, beside a node that serves, on a thread of its own: reads a little at a time, signs when enough
 * time has passed or enough records came, and once more when the node closes. It holds nothing up: when it cannot
 * publish, it counts that, tries again, and its lag grows; when the journal is not what was signed, it stops for good
 * and says so.
 */
public final class CheckpointAgent implements Agent {
    private static final long RECORDS_PER_DUTY = 256;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    private final CheckpointPublisher.Resources resources;
    private final SigningKey key;
    private final Schedule schedule;
    private final LongSupplier monotonicNs;
    private final Counters counters;

    private @Nullable CheckpointPublisher publisher;
    private long signedNs;
    private long triedNs;
    private long signed;
    private boolean isStopped;

    /**
     * When to sign: whichever comes first, and never without something new.
     *
     * @param intervalNs nanoseconds since the checkpoint before.
     * @param recordsMax records since then.
     */
    public record Schedule(long intervalNs, long recordsMax) {}

    private CheckpointAgent(
            CheckpointPublisher.Resources resources,
            SigningKey key,
            Schedule schedule,
            LongSupplier monotonicNs,
            Counters counters) {
        this.resources = resources;
        this.key = key;
        this.schedule = schedule;
        this.monotonicNs = monotonicNs;
        this.counters = counters;
        this.signedNs = monotonicNs.getAsLong();
        this.triedNs = signedNs;
    }

    /**
     * Opens the file, and is refused here rather than on its own thread; if another process publishes just now, waits
     * for its turn later.
     *
     * @throws ProofRefusedException likewise {@link ProofBrokenException}, as {@link CheckpointPublisher#open} does.
     */
    public static CheckpointAgent open(
            CheckpointPublisher.Resources resources,
            SigningKey key,
            Schedule schedule,
            LongSupplier monotonicNs,
            Counters counters)
            throws IOException {
        var agent = new CheckpointAgent(resources, key, schedule, monotonicNs, counters);
        agent.publish();
        return agent;
    }

    private void publish() throws IOException {
        Optional<CheckpointPublisher> opened = CheckpointPublisher.open(resources, key);
        publisher = opened.orElse(null);
        if (publisher == null) return;
        publisher.register();
        signed = publisher.signed();
    }

    @Override
    public int doWork() {
        if (isStopped) return 0;
        try {
            return work();
        } catch (IOException failed) {
            failed(failed);
        } catch (ProofBrokenException | ProofRefusedException | JournalDamagedException broken) {
            isStopped = true;
            failed(broken);
        }
        return 0;
    }

    private int work() throws IOException {
        long nowNs = monotonicNs.getAsLong();
        CheckpointPublisher open = publisher;
        if (open == null) {
            if (nowNs - triedNs >= RETRY_NS) {
                triedNs = nowNs;
                publish();
            }
            count();
            return 0;
        }
        long read = open.poll(RECORDS_PER_DUTY);
        boolean isDue = nowNs - signedNs >= schedule.intervalNs() || open.unsigned() >= schedule.recordsMax();
        if (isDue && open.unsigned() > 0) {
            open.sign();
            signed = open.signed();
            signedNs = nowNs;
        }
        count();
        return (int) read;
    }

    private void count() {
        counters.set(FlorinCounter.CHECKPOINT_SIGNED, signed);
        counters.set(FlorinCounter.CHECKPOINT_LAG, counters.value(FlorinCounter.JOURNAL_FORCED) - signed);
    }

    /** After a failed write nobody knows what is in the file: it is opened again, and read. */
    private void failed(Exception failed) {
        counters.increment(FlorinCounter.CHECKPOINT_FAILURES);
        counters.errorLog().record(failed);
        triedNs = monotonicNs.getAsLong();
        CheckpointPublisher open = publisher;
        publisher = null;
        try {
            if (open != null) open.close();
        } catch (IOException again) {
            counters.errorLog().record(again);
        }
    }

    /** The last one, up to the journal's end; then nothing of a node that was stopped is unsigned. */
    @Override
    public void onClose() {
        try (CheckpointPublisher open = publisher) {
            if (open == null || isStopped) return;
            open.poll(Long.MAX_VALUE);
            open.sign();
            signed = open.signed();
            count();
        } catch (IOException | ProofBrokenException | JournalDamagedException failed) {
            counters.increment(FlorinCounter.CHECKPOINT_FAILURES);
            counters.errorLog().record(failed);
        }
    }

    @Override
    public String roleName() {
        return "florin-checkpoint";
    }
}
