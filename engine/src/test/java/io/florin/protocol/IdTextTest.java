package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids as text, read from characters and from bytes: both must say the same of every text. */
class IdTextTest {
    private static final String UUID_TEXT = "019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44";
    private static final int SAMPLES = 20_000;

    private final IdText id = new IdText();

    @ParameterizedTest
    @ValueSource(longs = {1, 20_261_120})
    void whatIsWrittenIsReadInEitherCase(long seed) {
        var random = new SplittableRandom(seed);
        byte[] written = new byte[IdText.UUID_LENGTH + 3];
        for (int i = 0; i < SAMPLES; i++) {
            long high = random.nextLong();
            long low = random.nextLong();
            IdText.write(high, low, written, 3);
            String text = new String(written, 3, IdText.UUID_LENGTH, StandardCharsets.US_ASCII);
            assertEquals(new UUID(high, low).toString(), text);
            assertRead(high, low, text);
            assertRead(high, low, text.toUpperCase(Locale.ROOT));
        }
    }

    @Test
    void everyOtherByteAnywhereIsRefused() {
        byte[] text = UUID_TEXT.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < text.length; i++) {
            byte good = text[i];
            for (int b = 0; b < 256; b++) {
                boolean isHex = Character.digit(b, 16) >= 0 && b < 128;
                boolean isGood = good == '-' ? b == '-' : isHex;
                text[i] = (byte) b;
                assertEquals(isGood, isRead(new String(text, StandardCharsets.ISO_8859_1)), "byte " + b + " at " + i);
            }
            text[i] = good;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "01ARZ3NDEKTSV4RRFFQ69G5FAV, true",
        "01arz3ndektsv4rrffq69g5fav, true",
        "7ZZZZZZZZZZZZZZZZZZZZZZZZZ, true",
        "80000000000000000000000000, false", // 130 bits
        "01ARZ3NDEKTSV4RRFFQ69G5FAU, false", // no U in Crockford's alphabet
        "01ARZ3NDEKTSV4RRFFQ69G5FA, false",
        "019aa1f06c3e7a109d573b1e5c0f2a44, false",
        "'', false"
    })
    void aUlidIsReadAndNothingLikeIt(String text, boolean isId) {
        assertEquals(isId, isRead(text));
    }

    @Test
    void aUlidAndAUuidOfVersion7AreTimeOrdered() {
        assertTrue(id.parse(UUID_TEXT) && id.isTimeOrdered());
        assertTrue(id.parse("01ARZ3NDEKTSV4RRFFQ69G5FAV") && id.isTimeOrdered());
        assertTrue(id.parse("7d444840-9dc0-41d1-b245-5ffdce74fad2"));
        assertFalse(id.isTimeOrdered());
    }

    private void assertRead(long high, long low, String text) {
        assertTrue(isRead(text), text);
        assertEquals(high, id.high(), text);
        assertEquals(low, id.low(), text);
    }

    private boolean isRead(String text) {
        byte[] bytes = (" " + text + " ").getBytes(StandardCharsets.ISO_8859_1);
        boolean isReadFromBytes = id.parse(bytes, 1, text.length());
        long high = id.high();
        long low = id.low();
        assertEquals(isReadFromBytes, id.parse(text), text);
        if (isReadFromBytes) {
            assertEquals(high, id.high(), text);
            assertEquals(low, id.low(), text);
        }
        return isReadFromBytes;
    }
}
