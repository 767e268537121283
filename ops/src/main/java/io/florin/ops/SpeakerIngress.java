package io.florin.ops;

import io.florin.pipeline.Ingress;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.RequestHeadEncoder;
import java.nio.ByteOrder;

/**
 * The door of a ring behind which every request has the speaker that was set last, whoever sent it: the gateway knows
 * nobody but {@code local}, and tables speak for others too. Any thread.
 */
final class SpeakerIngress implements Ingress {
    private static final int PRINCIPAL_OFFSET = RequestHeadEncoder.principalEncodingOffset();

    private final Ingress ring;
    private volatile long speaker = 1;

    SpeakerIngress(Ingress ring) {
        this.ring = ring;
    }

    long speaker() {
        return speaker;
    }

    void speaker(long principal) {
        speaker = principal;
    }

    @Override
    public long tryClaim(int events) {
        return ring.tryClaim(events);
    }

    @Override
    public long tryClaimRead(int events) {
        return ring.tryClaimRead(events);
    }

    @Override
    public long tryClaimInternal() {
        return ring.tryClaimInternal();
    }

    @Override
    public void publish(long firstRingSequence, int events) {
        speak(firstRingSequence);
        ring.publish(firstRingSequence, events);
    }

    @Override
    public void publishQuietly(long firstRingSequence, int events) {
        speak(firstRingSequence);
        ring.publishQuietly(firstRingSequence, events);
    }

    private void speak(long firstRingSequence) {
        Slot slot = ring.at(firstRingSequence);
        slot.memory().putLong(slot.headOffset() + PRINCIPAL_OFFSET, speaker, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void wake() {
        ring.wake();
    }

    @Override
    public long remaining() {
        return ring.remaining();
    }

    @Override
    public boolean isShortOfRoom() {
        return ring.isShortOfRoom();
    }

    @Override
    public Slot at(long ringSequence) {
        return ring.at(ringSequence);
    }
}
