package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults, names and messages, so that changing one is a decision. */
final class JournalConfigTest {

    @Test
    void defaults() {
        assertEquals(new JournalConfig(JournalKind.CHRONICLE, 268_435_456), JournalConfig.of(false));
        assertEquals(new JournalConfig(JournalKind.CHRONICLE, 67_108_864), JournalConfig.of(true));
        assertEquals("florin.journal.kind", JournalConfig.KIND_PROPERTY);
        assertEquals("florin.journal.segment", JournalConfig.SEGMENT_LENGTH_PROPERTY);
        assertEquals("florin.data", DataDirectory.Place.PATH_PROPERTY);
        assertEquals("florin.journal.filesystem", DataDirectory.Place.FILE_SYSTEM_PROPERTY);
        assertEquals(2_093_056, JournalConfig.BATCH_LENGTH_MAX);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 16_777_215, 16_777_217, 4_294_967_297L, 4_294_971_392L})
    void aSegmentOutOfRangeIsRefused(long length) {
        var refused = assertThrows(IllegalArgumentException.class, () -> new JournalConfig(JournalKind.PLAIN, length));
        assertEquals(
                "must be a multiple of 4096 from 16777216 to 4294967296: florin.journal.segment=" + length,
                refused.getMessage());
    }

    @Test
    void segmentNamesSortInOrder() {
        var segment = new SegmentId(12, 3);
        assertEquals("0000000012-000003", segment.name());
        assertEquals(Optional.of(segment), SegmentId.parse("0000000012-000003"));
        assertEquals(Optional.empty(), SegmentId.parse("0000000012-000003.bak"));
        assertEquals(Optional.empty(), SegmentId.parse("9999999999-000003"));
    }
}
