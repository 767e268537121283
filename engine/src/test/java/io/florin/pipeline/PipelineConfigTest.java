package io.florin.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineConfigTest {
    @Test
    void defaultsAreAsDocumented() {
        assertEquals(new PipelineConfig(Profile.SMALL, 0, 32_768, 5_000_000_000L), PipelineConfig.of(Profile.SMALL));
        assertEquals(
                new PipelineConfig(Profile.LATENCY, 0, 65_536, 5_000_000_000L), PipelineConfig.of(Profile.LATENCY));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 8_192, 60_000, 65_535, 2_097_152})
    void aRingHoldsTwoOfTheLargestRequestsAndIsAPowerOfTwo(int capacity) {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new PipelineConfig(Profile.SMALL, 0, capacity, 0));
        assertEquals(
                "must be a power of two from 16384 to 1048576: florin.pipeline.ring.capacity=" + capacity,
                refused.getMessage());
    }

    @Test
    void aDrainTimeoutIsNotNegative() {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> new PipelineConfig(Profile.SMALL, 0, 16_384, -1));
        assertEquals("must not be negative: florin.pipeline.drain-timeout=-1ns", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 5})
    void theRoadHasOneTwoOrFourThreads(int threads) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> new PipelineConfig(Profile.SMALL, threads, 16_384, 0));
        assertEquals(
                "must be 1, 2 or 4, or 0 for what suits the profile: florin.pipeline.threads=" + threads,
                refused.getMessage());
    }

    @Test
    void threadsFollowTheProfileUnlessTheyAreSet() {
        assertEquals(2, PipelineConfig.of(Profile.SMALL).threadsUnder(Profile.SMALL));
        assertEquals(4, PipelineConfig.of(Profile.LATENCY).threadsUnder(Profile.LATENCY));
        assertEquals(1, new PipelineConfig(Profile.LATENCY, 1, 16_384, 0).threadsUnder(Profile.LATENCY));
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
