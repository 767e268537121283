package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineConfigTest {
    @Test
    void defaultsAreAsDocumented() {
        assertEquals(new PipelineConfig(Profile.SMALL, 32_768, 5_000_000_000L), PipelineConfig.of(Profile.SMALL));
        assertEquals(new PipelineConfig(Profile.LATENCY, 65_536, 5_000_000_000L), PipelineConfig.of(Profile.LATENCY));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 8_192, 60_000, 65_535, 2_097_152})
    void aRingHoldsTwoOfTheLargestRequestsAndIsAPowerOfTwo(int capacity) {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new PipelineConfig(Profile.SMALL, capacity, 0));
        assertEquals(
                "must be a power of two from 16384 to 1048576: florin.pipeline.ring.capacity=" + capacity,
                refused.getMessage());
    }

    @Test
    void aDrainTimeoutIsNotNegative() {
        var refused = assertThrows(IllegalArgumentException.class, () -> new PipelineConfig(Profile.SMALL, 16_384, -1));
        assertEquals("must not be negative: florin.pipeline.drain-timeout=-1ns", refused.getMessage());
    }

    @Test
    void autoFollowsTheCores() {
        assertEquals(Profile.SMALL, Profile.AUTO.on(2));
        assertEquals(Profile.SMALL, Profile.AUTO.on(3));
        assertEquals(Profile.LATENCY, Profile.AUTO.on(4));
        assertEquals(Profile.LATENCY, Profile.LATENCY.on(2));
        assertEquals(Profile.SMALL, Profile.SMALL.on(64));
    }
}
