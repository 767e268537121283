package io.florin.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 0, 1, must be at least 1: connections=0",
        "1, 0, 0, 0, 1, must be at least 1: window=0",
        "1, 1, -1, 0, 1, must not be negative: rate=-1",
        "1, 1, 0, -1, 1, must not be negative: warm-up=-1",
        "1, 1, 0, 0, 0, must be at least 1: seconds=0",
    })
    void saysWhatWouldBeRight(int connections, int window, long rate, int warmUp, int seconds, String message) {
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> new LoadSettings(connections, window, rate, warmUp, seconds));
        assertEquals(message, String.valueOf(wrong.getMessage()));
    }
}
