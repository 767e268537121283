package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.SegmentImage.Verdict;
import io.florin.protocol.codec.BatchHeaderEncoder;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way in which bytes can go bad is found, or harmless (T8, T9): what was forced refuses to start, what was torn
 * is cut, and nothing that was never written is ever read as a record.
 */
final class DamageTest {
    private static final System.Logger FIGURES = System.getLogger(DamageTest.class.getName());
    private static final int STRETCH_LENGTH = 65_536;
    private static final boolean ALL_BITS = Boolean.getBoolean("florin.damage.all-bits");
    private static final int PAGE_LENGTH = 4096;
    private static final int CRASHES = 5_000;

    @TempDir
    Path folder;

    /** One bit of every other byte in every build; the long run, {@code -Dflorin.damage.all-bits=true}, all. */
    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void everySingleBitIsFoundAndLocatedOrHarmless(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 40);
        assertEquals(Verdict.WHOLE, image.judge());
        long from = Math.max(image.begin(), image.end() - STRETCH_LENGTH);
        assertTrue(image.end() - from == STRETCH_LENGTH, "the image is as long as the stretch");
        int gap = kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.EXCERPT_HEADER_LENGTH;
        int flips = 0;
        int harmless = 0;
        for (long at = from; at < image.end(); at += ALL_BITS ? 1 : 2) {
            boolean isOfChronicle = at - image.batchAt(at) < gap; // its excerpt headers mean nothing to us
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                if (!ALL_BITS && bit != (at / 2 + at / 16) % Byte.SIZE) continue;
                flip(image, at, bit, isOfChronicle);
                flips++;
                if (isOfChronicle) harmless++;
            }
        }
        assertEquals(Verdict.WHOLE, image.judge());
        assertEquals(ALL_BITS ? STRETCH_LENGTH * Byte.SIZE : STRETCH_LENGTH / 2, flips);
        FIGURES.log(Level.INFO, kind + ": " + flips + " bits flipped, " + harmless + " harmless, all others located");
    }

    private static void flip(SegmentImage image, long at, int bit, boolean isHarmless) throws IOException {
        byte good = image.good(at, at + 1)[0];
        image.put(at, (byte) (good ^ 1 << bit));
        Verdict verdict = image.judge();
        image.put(at, good);
        assertEquals(isHarmless ? Verdict.WHOLE : Verdict.REFUSED, verdict, () -> "bit " + bit + " at " + at);
        if (isHarmless) return;
        long batchAt = image.batchAt(at);
        assertEquals(batchAt, image.refused().offset(), () -> "bit " + bit + " at " + at);
        assertEquals(image.sequenceBefore(batchAt), image.refused().sequence());
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

    /** What lies behind the end of a file reads as zeros, so a cut looks torn or clean, and is located. */
    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aFileThatEndsTooEarlyNeverGivesAnythingElse(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 9);
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (long length = image.end() - 1; length >= image.begin(1); length--) {
            image.truncate(length);
            Verdict verdict = image.judge();
            verdicts.merge(verdict, 1, Integer::sum);
            if (verdict != Verdict.REFUSED) continue;
            long batchAt = image.batchAt(length - 1);
            assertEquals(batchAt, image.refused().offset(), "cut at " + length);
            assertEquals(image.sequenceBefore(batchAt), image.refused().sequence(), "cut at " + length);
        }
        assertEquals(null, verdicts.get(Verdict.WHOLE));
        int words = (int) (image.end() - image.begin(1)) / Long.BYTES;
        assertTrue(verdicts.getOrDefault(Verdict.CUT, 0) >= words, verdicts::toString);
    }

    /** A power cut keeps of the batch that was not forced any sectors it likes, each as it was or as it became. */
    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void anyPartOfTheLastBatchIsATearAndNeverDamage(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 33);
        int sector = SimulatedDisk.SECTOR_LENGTH;
        long last = image.begin(0);
        for (int seed = 1; seed <= CRASHES; seed++) {
            var random = new SplittableRandom(seed);
            double keeps = random.nextDouble();
            for (long from = last; from < image.end(); from = (from / sector + 1) * sector) {
                long to = Math.min((from / sector + 1) * sector, image.end());
                if (random.nextDouble() >= keeps) image.put(from, new byte[(int) (to - from)]);
            }
            Verdict verdict = image.judge();
            assertTrue(verdict != Verdict.REFUSED, "seed=" + seed);
            image.restore();
        }
    }

    /** The power fails while a life ends: the end block lies across two sectors, of which the disk kept one. */
    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void halfAnEndBlockIsATearAndNeverDamage(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 40);
        int gap = kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.EXCERPT_HEADER_LENGTH;
        var block = new byte[Blocks.END_BLOCK_LENGTH];
        int halves = 0;
        for (int beforeLast = 0; beforeLast < 39; beforeLast++) {
            long at = image.begin(beforeLast) + gap;
            int here = SimulatedDisk.SECTOR_LENGTH - (int) (at % SimulatedDisk.SECTOR_LENGTH);
            if (here >= block.length) continue;
            Chain chain = Chain.copyOf(new UnsafeBuffer(image.good(at, at + Chain.LENGTH)), 0);
            new EndBlock(7, chain, at + block.length).toBytes().getBytes(0, block);
            for (boolean isFirst : new boolean[] {true, false}) {
                image.put(image.begin(beforeLast), new byte[(int) (image.length() - image.begin(beforeLast))]);
                if (isFirst) image.put(at, Arrays.copyOf(block, here));
                else image.put(at + here, Arrays.copyOfRange(block, here, block.length));
                assertEquals(Verdict.CUT, image.judge(), "first half=" + isFirst + " at " + at);
                image.restore();
                halves++;
            }
        }
        assertTrue(halves > 0, "an end block lay across two sectors");
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aPageAsItWasBeforeIsRefusedAndSoArePagesThatChangedPlaces(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 40);
        long firstPage = image.begin() / PAGE_LENGTH + 1;
        long lastPage = image.begin(0) / PAGE_LENGTH - 1;
        for (long page = firstPage; page <= lastPage; page++) {
            long from = page * PAGE_LENGTH;
            byte[] stale = image.good(from, from + PAGE_LENGTH);
            long batchEnd = image.batchAt(from + PAGE_LENGTH - 1);
            Arrays.fill(stale, (int) Math.max(0, batchEnd - from), PAGE_LENGTH, (byte) 0);
            image.put(from, stale); // as it was before its last batch came
            assertEquals(Verdict.REFUSED, image.judge(), "page " + page + " stale");
            image.restore();

            if (page == lastPage) continue;
            image.put(from, image.good(from + PAGE_LENGTH, from + 2 * PAGE_LENGTH));
            image.put(from + PAGE_LENGTH, image.good(from, from + PAGE_LENGTH));
            assertEquals(Verdict.REFUSED, image.judge(), "pages " + page + " and " + (page + 1) + " swapped");
            assertEquals(image.batchAt(from), image.refused().offset());
            image.restore();
        }
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

    /** What was answered can be a number of one bit, and rot can take it: then a whole word is zero, and forced. */
    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void theOnlyBitOfAWordThatGoesOutIsNoTear(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 9);
        int gap = kind == JournalKind.PLAIN ? 0 : ChronicleSegmentAppender.EXCERPT_HEADER_LENGTH;
        long word = image.begin(0) + gap + BatchHeaderEncoder.releasedEncodingOffset();
        for (int bit = 0; bit < Long.SIZE - 1; bit++) {
            image.release(1L << bit);
            assertEquals(Verdict.WHOLE, image.judge(), "bit " + bit);
            image.put(word, new byte[Long.BYTES]);
            assertEquals(Verdict.REFUSED, image.judge(), "bit " + bit);
            assertEquals(image.begin(0), image.refused().offset());
        }
    }

    /** The end of a segment is 64 bytes, which may lie in two sectors: the one or the other, or only its beginning. */
    @ParameterizedTest
    @CsvSource({"PLAIN, 9", "PLAIN, 67", "CHRONICLE, 2", "CHRONICLE, 43"})
    void anEndBlockThatWasWrittenInPartIsATear(JournalKind kind, int groups) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, groups);
        long at = image.close();
        assertEquals(Verdict.WHOLE, image.judge());
        int sector = SimulatedDisk.SECTOR_LENGTH;
        int first = (int) ((at / sector + 1) * sector - at);
        assertTrue(first < Blocks.END_BLOCK_LENGTH, () -> "in two sectors, divided behind " + first);
        image.put(at, new byte[first]);
        assertEquals(Verdict.WHOLE, image.judge(), "only the second sector was written");
        image.restore();
        for (int written = 0; written < Blocks.END_BLOCK_LENGTH; written += Integer.BYTES) {
            image.put(at + written, new byte[Blocks.END_BLOCK_LENGTH - written]);
            assertEquals(Verdict.WHOLE, image.judge(), "only " + written + " bytes were written");
            image.restore();
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void rotInAnEndBlockIsNoTear(JournalKind kind) throws IOException {
        SegmentImage image = SegmentImage.of(kind, folder, 9);
        long at = image.close();
        for (int bit = 0; bit < Blocks.END_BLOCK_LENGTH * Byte.SIZE; bit++) {
            byte[] block = image.good(at, at + Blocks.END_BLOCK_LENGTH);
            block[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            image.put(at, block);
            assertEquals(Verdict.REFUSED, image.judge(), "bit " + bit);
            assertEquals(image.end(), image.refused().offset());
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
