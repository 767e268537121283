package io.florin.pipeline;

import io.florin.protocol.codec.PulseDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;

/**
 * Sequences a pulse when a hold is due, and at least every second, so that every timer is a journaled command. Only one
 * pulse is under way at a time.
 *
 * <p>A duty cycle of its own thread; answered on the reply stage's.
 */
public final class Pulser implements Agent, Answers {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Ingress ingress;
    private final Positions positions;
    private final Clock clock;

    private volatile boolean isUnderWay;
    private volatile boolean isMoreDue;
    private long lastPulseNs;

    /** Makes the agent; the first pulse follows one interval later. */
    public Pulser(Ingress ingress, Positions positions, Clock clock) {
        this.ingress = ingress;
        this.positions = positions;
        this.clock = clock;
        this.lastPulseNs = clock.monotonicNs();
    }

    @Override
    public int doWork() {
        if (isUnderWay) return 0;
        long nowNs = clock.monotonicNs();
        boolean isDue = isMoreDue
                || nowNs - lastPulseNs >= INTERVAL_NS
                || positions.journalNs(nowNs) >= positions.nextTimerNs();
        return isDue ? pulse(nowNs) : 0;
    }

    private int pulse(long nowNs) {
        long ringSequence = ingress.tryClaimInternal();
        if (ringSequence < 0) return 0; // ring or journal full, or draining: the next duty cycle tries again

        isUnderWay = true;
        isMoreDue = false;
        lastPulseNs = nowNs;
        Slot slot = ingress.at(ringSequence);
        slot.begin(PulseDecoder.TEMPLATE_ID, 1, 0, PulseDecoder.BLOCK_LENGTH)
                .internal()
                .from(this, 0, 0, 0);
        RequestHeads.internal(slot, 0);
        ingress.publish(ringSequence, 1);
        return 1;
    }

    @Override
    public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
        isMoreDue = slots.at(firstRingSequence).amountMinor() == PulseResultPublisher.EXPIRED_MAX;
        isUnderWay = false;
        return false;
    }

    @Override
    public void flush() {
        // nothing was kept
    }

    @Override
    public String roleName() {
        return "florin-pulser";
    }
}
