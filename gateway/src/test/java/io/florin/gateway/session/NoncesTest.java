package io.florin.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A nonce is known for as long as its signature is in time, whichever of the two clocks is ahead. */
class NoncesTest {
    private static final int TOLERANCE = 60;
    private static final long NOW = 1_800_000_000L;

    private final Nonces nonces = new Nonces(TOLERANCE, 10_000);

    @Test
    void isNewOnceForEachKeyAndSecond() {
        assertTrue(nonces.isNew("a", "1", NOW, NOW));
        assertFalse(nonces.isNew("a", "1", NOW, NOW));
        assertTrue(nonces.isNew("b", "1", NOW, NOW), "another key's");
        assertTrue(nonces.isNew("a", "2", NOW, NOW), "another nonce");
        assertTrue(nonces.isNew("a", "1", NOW + 1, NOW), "another signature, since the time is signed too");
    }

    @Test
    void isKnownForAsLongAsItsSignatureIsInTime() {
        for (int offSeconds = -TOLERANCE; offSeconds <= TOLERANCE; offSeconds++) {
            assertTrue(nonces.isNew("a", "n", NOW + offSeconds, NOW));
        }
        for (int later = 0; later <= 2 * TOLERANCE; later++) {
            for (int offSeconds = later - TOLERANCE; offSeconds <= TOLERANCE; offSeconds++) {
                assertFalse(nonces.isNew("a", "n", NOW + offSeconds, NOW + later), offSeconds + " after " + later);
            }
        }
    }

    @Test
    void roomIsThereAgainWhenSignaturesAreTooOld() {
        var few = new Nonces(TOLERANCE, 100);
        for (int i = 0; i < 100; i++) {
            assertTrue(few.hasRoom(NOW), "before " + i);
            assertTrue(few.isNew("a", "n" + i, NOW, NOW));
        }
        assertFalse(few.hasRoom(NOW));
        assertFalse(few.hasRoom(NOW + TOLERANCE));
        assertTrue(few.hasRoom(NOW + TOLERANCE + 2));
    }

    @Test
    void aClockThatIsSetBackLetsNothingInTwice() {
        assertTrue(nonces.isNew("a", "n", NOW, NOW));
        assertFalse(nonces.isNew("a", "n", NOW, NOW - 30));
        assertFalse(nonces.isNew("a", "n", NOW, NOW + 30));
    }

    @Test
    void oneOfManyThreadsFindsItNew() {
        for (int i = 0; i < 200; i++) {
            String nonce = "n" + i;
            var looks = IntStream.range(0, 4)
                    .mapToObj(thread -> CompletableFuture.supplyAsync(() -> nonces.isNew("a", nonce, NOW, NOW)))
                    .toList();
            assertEquals(1, looks.stream().filter(CompletableFuture::join).count(), nonce);
        }
    }
}
