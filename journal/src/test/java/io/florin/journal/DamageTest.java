package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.SegmentImage.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which bytes can go bad is found, or harmless (T8, T9): what was forced refuses to start, what was torn
 * is cut, and nothing that was never written is ever read as a record.
 */
final class DamageTest {
    private static final int BITS = 65_536;
    private static final int PAGE_LENGTH = 4096;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aSingleBitIsFound(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 30);
        assertEquals(Verdict.WHOLE, image.judge());
        long firstBit = image.begin() * Byte.SIZE;
        long bits = (image.end() - image.begin()) * Byte.SIZE;
        var random = new SplittableRandom(8);
        for (int i = 0; i < BITS / 2; i++) {
            long bit = firstBit + (i < BITS / 4 ? random.nextLong(bits) : bits - 1 - i + BITS / 4);
            if (bit < firstBit) break;
            long at = bit / Byte.SIZE;
            image.put(at, (byte) (image.good(at, at + 1)[0] ^ 1 << bit % Byte.SIZE));
            Verdict verdict = image.judge();
            image.put(at, image.good(at, at + 1));

            boolean isOfChronicle = verdict == Verdict.WHOLE; // its excerpt headers mean nothing to us
            if (isOfChronicle) assertEquals(JournalKind.CHRONICLE, kind, "bit " + bit);
            if (at < image.begin(0)) assertNotEquals(Verdict.CUT, verdict, "forced, yet cut by bit " + bit);
        }
        assertEquals(Verdict.WHOLE, image.judge());
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aBatchThatWasWrittenInPartIsCutAtEveryWord(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 9);
        long last = image.begin(0);
        int gap = kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.EXCERPT_HEADER_LENGTH;
        for (long from = last + gap; from < image.end(); from += Long.BYTES) {
            image.put(from, new byte[(int) (image.end() - from)]);
            assertEquals(Verdict.CUT, image.judge(), "zeros from " + (from - last));
            image.restore();
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aFileThatEndsTooEarlyNeverGivesAnythingElse(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 9);
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (long length = image.end() - 1; length >= image.begin(1); length--) {
            image.truncate(length);
            verdicts.merge(image.judge(), 1, Integer::sum);
        }
        assertEquals(null, verdicts.get(Verdict.WHOLE));
        int words = (int) (image.end() - image.begin(1)) / Long.BYTES;
        assertTrue(verdicts.getOrDefault(Verdict.CUT, 0) >= words, verdicts::toString);
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aLostSectorOfTheLastBatchIsATear(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 12);
        int sector = SimulatedDisk.SECTOR_LENGTH;
        int gap = kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.EXCERPT_HEADER_LENGTH;
        long begin = image.begin(0) + gap;
        for (long from = begin; from < image.end(); from = (from / sector + 1) * sector) {
            int length = (int) (Math.min((from / sector + 1) * sector, image.end()) - from);
            image.put(from, new byte[length]);
            assertEquals(Verdict.CUT, image.judge(), "sector at " + from);
            image.restore();
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aLostPageOfForcedBatchesIsRefused(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 40);
        long firstPage = image.begin() / PAGE_LENGTH;
        long lastPage = image.begin(0) / PAGE_LENGTH - 1;
        assertTrue(lastPage - firstPage > 4);
        for (long page = firstPage; page <= lastPage; page++) {
            long from = page * PAGE_LENGTH;
            image.put(from, new byte[PAGE_LENGTH]);
            assertEquals(Verdict.REFUSED, image.judge(), "page " + page + " zeroed");
            image.put(from, image.good(from + PAGE_LENGTH, from + 2 * PAGE_LENGTH));
            assertEquals(Verdict.REFUSED, image.judge(), "page " + page + " misdirected");
            image.restore();
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void rotInTheLastBatchIsNoTear(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 9);
        for (long at = image.begin(0) + 8; at < image.end(); at++) {
            image.put(at, (byte) (image.good(at, at + 1)[0] ^ 0x55));
            assertEquals(Verdict.REFUSED, image.judge(), "byte " + at);
            image.put(at, image.good(at, at + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void whatLiesInFreeSpaceIsNoRecord(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 9);
        image.put(image.end() + 100, (byte) 1);
        assertEquals(Verdict.WHOLE, image.judge());
        image.restore();
        long previous = image.begin(1);
        image.put(image.end() + 512, image.good(previous, image.begin(0)));
        assertEquals(Verdict.REFUSED, image.judge());
    }
}
