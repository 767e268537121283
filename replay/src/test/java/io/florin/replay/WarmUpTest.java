package io.florin.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The road that is warmed up is the one that payments take: every transfer is created, and decided again alike. */
final class WarmUpTest {
    @Test
    void everyTransferIsCreatedAndDecidedAgain() {
        var warmUp = new WarmUp();
        long created = warmUp.run();
        assertTrue(created > 100_000, () -> "transfers " + created);
        assertEquals(created, warmUp.lastSequence(), "none is refused");
    }

    @Test
    void itEndsWhenItIsTold() {
        var warmUp = new WarmUp();
        warmUp.end();
        assertEquals(2, warmUp.run(), "genesis and epoch");
    }
}
