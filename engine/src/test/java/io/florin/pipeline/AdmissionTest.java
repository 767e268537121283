package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.florin.protocol.codec.Reason;
import org.junit.jupiter.api.Test;

/** Who is let into the ring while the journal's space runs out: commands first not, then pulses, reads always. */
final class AdmissionTest {
    private static final int EVENT_LENGTH_MAX = 384;
    private static final int INTERNAL_LENGTH = 4 << 20;
    private static final int PULSE_LENGTH_MAX = 256 << 10;
    private static final int CAPACITY = PipelineConfig.RING_CAPACITY_MIN;

    private final RingBuffer<Slot> ring = RingBuffer.createMultiProducer(new SlotFactory(CAPACITY), CAPACITY);
    private final Sequence answered = new Sequence();
    private long roomBytes = Long.MAX_VALUE;
    private boolean isGrowing;
    private final RingIngress ingress = new RingIngress(ring, new ParkingWaitStrategy(), new Room());

    /** As much as the test says. */
    private final class Room implements JournalRoom {
        @Override
        public boolean hasRoom(int bytes) {
            return bytes <= roomBytes;
        }

        @Override
        public boolean isGrowing() {
            return isGrowing;
        }
    }

    AdmissionTest() {
        ring.addGatingSequences(answered);
    }

    /** Claims and publishes; a refusal's reason, or nothing. */
    private int refusal(long claim, int events) {
        if (claim < 0) return Ingress.refusal(claim);
        ingress.publish(claim, events);
        return 0;
    }

    @Test
    void aCommandNeedsRoomForItselfAndForAllThatIsInTheRing() {
        roomBytes = INTERNAL_LENGTH + 100 * EVENT_LENGTH_MAX;
        assertEquals(Reason.JOURNAL_FULL.value(), refusal(ingress.tryClaim(101), 101));
        assertEquals(0, refusal(ingress.tryClaim(60), 60));
        assertEquals(Reason.JOURNAL_FULL.value(), refusal(ingress.tryClaim(41), 41));
        assertEquals(0, refusal(ingress.tryClaim(40), 40));
        assertEquals(Reason.JOURNAL_FULL.value(), refusal(ingress.tryClaim(1), 1));

        answered.set(ring.getCursor()); // written, in no more room than was kept
        assertEquals(0, refusal(ingress.tryClaim(100), 100));
    }

    @Test
    void whatIsRefusedTakesNoPlaceInTheRing() {
        roomBytes = 0;
        for (int i = 0; i < 10; i++) {
            assertEquals(Reason.JOURNAL_FULL.value(), refusal(ingress.tryClaim(8_190), 8_190));
        }
        assertEquals(CAPACITY, ingress.remaining());
        assertEquals(-1, ring.getCursor());
    }

    @Test
    void whereSpaceIsOnItsWayTheAnswerIsBusyAndSocketsAreLeftUnread() {
        roomBytes = INTERNAL_LENGTH;
        assertFalse(ingress.isShortOfRoom(), "waiting would not help");
        isGrowing = true;
        assertTrue(ingress.isShortOfRoom());
        assertEquals(Reason.BUSY.value(), refusal(ingress.tryClaim(1), 1));
        assertTrue(ingress.admitsCommands());
        assertTrue(ingress.admitsPulses());
        assertEquals(0, refusal(ingress.tryClaimInternal(), 1));
        roomBytes = 0;
        assertEquals(Reason.BUSY.value(), refusal(ingress.tryClaimInternal(), 1));

        roomBytes = Long.MAX_VALUE;
        assertFalse(ingress.isShortOfRoom());
    }

    @Test
    void readsGoOnWhateverTheJournalHolds() {
        roomBytes = 0;
        assertEquals(0, refusal(ingress.tryClaimRead(8_190), 8_190));
        assertFalse(ingress.admitsCommands());
        assertFalse(ingress.admitsPulses());
    }

    @Test
    void pulsesHaveRoomThatCommandsDoNotGet() {
        roomBytes = INTERNAL_LENGTH;
        assertEquals(Reason.JOURNAL_FULL.value(), refusal(ingress.tryClaim(1), 1));
        assertFalse(ingress.admitsCommands());
        assertTrue(ingress.admitsPulses());
        assertEquals(0, refusal(ingress.tryClaimInternal(), 1));

        roomBytes = PULSE_LENGTH_MAX - 1;
        assertFalse(ingress.admitsPulses());
        assertEquals(Reason.JOURNAL_FULL.value(), refusal(ingress.tryClaimInternal(), 1));
    }

    @Test
    void serviceReturnsWithTheSpace() {
        roomBytes = 0;
        assertEquals(Reason.JOURNAL_FULL.value(), refusal(ingress.tryClaim(1), 1));
        roomBytes = Long.MAX_VALUE;
        assertEquals(0, refusal(ingress.tryClaim(1), 1));
        assertTrue(ingress.admitsCommands());
    }

    @Test
    void aFullRingIsBusyAlsoWhereSpaceIsScarce() {
        roomBytes = INTERNAL_LENGTH + 2L * CAPACITY * EVENT_LENGTH_MAX;
        while (refusal(ingress.tryClaim(1_000), 1_000) == 0) {
            assertTrue(ring.getCursor() < CAPACITY);
        }
        assertEquals(Reason.BUSY.value(), refusal(ingress.tryClaim(1_000), 1_000));
        assertEquals(Reason.BUSY.value(), refusal(ingress.tryClaimRead(1_000), 1_000));
    }

    @Test
    void whoDrainsSaysSoBeforeAnythingElse() {
        roomBytes = 0;
        ingress.close();
        assertEquals(Reason.DRAINING.value(), refusal(ingress.tryClaim(1), 1));
    }
}
