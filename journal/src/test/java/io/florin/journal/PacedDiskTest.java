package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On clocks that go by hand: how long work rests for the share of a core that it may take. */
final class PacedDiskTest {
    private static final long MS = 1_000_000;

    @TempDir
    Path folder;

    private final HandClocks clocks = new HandClocks();

    /** Rests are its only time without work. */
    private static final class HandClocks implements Pace.ProcessTime {
        private long cpuNs;
        private long wallNs;
        private long longestRestNs;

        void work(long ns) {
            cpuNs += ns;
            wallNs += ns;
        }

        @Override
        public long cpuNs() {
            return cpuNs;
        }

        @Override
        public long wallNs() {
            return wallNs;
        }

        @Override
        public void rest(long ns) {
            wallNs += ns;
            longestRestNs = Math.max(longestRestNs, ns);
        }
    }

    private DiskFile file(int cpuPercent) throws IOException {
        return PacedDisk.of(Disk.real(), new Pace(cpuPercent, clocks)).create(folder.resolve("file"));
    }

    @Test
    void workTakesItsShareAndNoMore() throws IOException {
        try (DiskFile file = file(40)) {
            for (int i = 0; i < 1_000; i++) {
                clocks.work(3 * MS);
                file.write(ByteBuffer.wrap(new byte[8]), 8L * i);
            }
        }
        assertEquals(3_000 * MS, clocks.cpuNs);
        assertTrue(
                Math.abs(clocks.wallNs / MS - 7_500) <= 10, () -> "of which 3 s are 40 per cent, ns: " + clocks.wallNs);
    }

    /** One step that takes seconds is paid for in rests that a process which is asked to end need not wait out. */
    @Test
    void aLongStepIsPaidForInShortRests() throws IOException {
        try (DiskFile file = file(50)) {
            file.write(ByteBuffer.wrap(new byte[8]), 0);
            clocks.work(4_000 * MS);
            file.read(ByteBuffer.allocate(8), 0);
        }
        assertEquals(8_000, clocks.wallNs / MS);
        assertTrue(clocks.longestRestNs <= 250 * MS, () -> "longest rest, ns: " + clocks.longestRestNs);
    }

    /** Who waits for cores has rested already. */
    @Test
    void whoHadToWaitDoesNotRest() throws IOException {
        try (DiskFile file = file(40)) {
            for (int i = 0; i < 100; i++) {
                clocks.work(10 * MS);
                clocks.wallNs += 20 * MS;
                file.read(ByteBuffer.allocate(8), 0);
            }
        }
        assertEquals(0, clocks.longestRestNs);
    }

    @Test
    void whatIsReadAndWrittenIsTheSame() throws IOException {
        byte[] bytes = {1, 2, 3, 5, 8};
        Disk disk = PacedDisk.real(200);
        Path path = folder.resolve("same");
        try (DiskFile file = disk.create(path)) {
            assertEquals(5, file.write(ByteBuffer.wrap(bytes), 0));
            file.force(true);
        }
        var read = ByteBuffer.allocate(5);
        try (DiskFile file = disk.openToRead(path)) {
            assertEquals(5, file.read(read, 0));
            assertEquals(5, file.length());
        }
        assertArrayEquals(bytes, read.array());
        disk.delete(path);
        assertEquals(0, disk.list(folder).size());
    }
}
