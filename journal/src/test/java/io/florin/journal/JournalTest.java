package io.florin.journal;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.EventResultDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into a journal comes out of it, over segments and lives, whatever its files are made with. */
final class JournalTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void whatWasForcedIsFoundByTheNextLife(JournalKind kind) throws IOException {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        long last = 0;
        for (int life = 1; life <= 4; life++) {
            try (Life current = Life.begin(Disk.real(), path, kind, life)) {
                assertEquals(last, current.found().sequence());
                assertEquals(life, current.directory().life());
                current.commit(100);
                last = current.requests().sequence();
                assertEquals(last, current.journal().forced());
            }
        }
        try (DataDirectory directory = Life.open(Disk.real(), path)) {
            Records records = Records.of(directory);
            assertEquals(last, records.count());
            assertEquals(last, records.tail().sequence());
            assertEquals(4, records.tail().epoch());
            assertEquals(0, records.tail().tornBytes());
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void fullSegmentsRoll(JournalKind kind) throws IOException {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        try (Life life = Life.begin(Disk.real(), path, kind, 7)) {
            for (int i = 0; i < 40; i++) life.commitRequest(Requests.EVENTS_MAX);
        }
        try (DataDirectory directory = Life.open(Disk.real(), path)) {
            assertEquals(40L * Requests.EVENTS_MAX, Records.of(directory).count());
            int segments = Disk.real().list(directory.journal()).size();
            assertTrue(segments >= 4, () -> "segments=" + segments);
        }
    }

    @Test
    void bothKindsHoldTheSameRecords() throws IOException {
        var found = new EnumMap<JournalKind, Records>(JournalKind.class);
        for (JournalKind kind : JournalKind.values()) {
            Path path = Life.create(Disk.real(), folder.resolve(kind.name()));
            for (long seed = 1; seed <= 2; seed++) {
                try (Life life = Life.begin(Disk.real(), path, kind, seed)) {
                    life.commit(300);
                    for (int i = 0; i < 58; i++) life.commitRequest(Requests.EVENTS_MAX);
                    life.commit(300);
                }
            }
            try (DataDirectory directory = Life.open(Disk.real(), path)) {
                found.put(kind, Records.of(directory));
            }
        }
        Records plain = requireNonNull(found.get(JournalKind.PLAIN));
        Records chronicle = requireNonNull(found.get(JournalKind.CHRONICLE));
        assertTrue(plain.count() >= 1_000_000, () -> "records=" + plain.count());
        assertEquals(plain.count(), chronicle.count());
        assertEquals(plain.crc(), chronicle.crc());
        assertEquals(plain.tail().chain(), chronicle.tail().chain());
        assertEquals(plain.tail().segment(), chronicle.tail().segment());
    }

    @Test
    void livesOfBothKindsContinueEachOther() throws IOException {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        long last = 0;
        for (int life = 0; life < 4; life++) {
            JournalKind kind = life % 2 == 0 ? JournalKind.PLAIN : JournalKind.CHRONICLE;
            try (Life current = Life.begin(Disk.real(), path, kind, life)) {
                assertEquals(last, current.found().sequence());
                current.commit(20);
                last = current.requests().sequence();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aReaderFollowsTheAppenderAndNeverOvertakesTheForce(JournalKind kind) throws IOException {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        try (Life life = Life.begin(Disk.real(), path, kind, 5);
                Reader reader = life.journal().read(3)) {
            assertFalse(reader.next());
            long expected = 3;
            for (int round = 0; round < 40; round++) {
                life.commit(3);
                if (round % 4 == 0) life.commitRequest(Requests.EVENTS_MAX);
                while (reader.next()) assertEquals(expected++, reader.sequence());
                assertEquals(life.journal().forced() + 1, expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void aReaderShowsWhatTheSlotsHeld(JournalKind kind) throws IOException {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        try (Life life = Life.begin(Disk.real(), path, kind, 6);
                Reader reader = life.journal().read(1)) {
            for (int i = 0; i < 500; i++) {
                int events = life.requests().next();
                life.send(events, true);
                for (int event = 0; event < events; event++) {
                    assertTrue(reader.next());
                    assertShows(reader, life.requests().slot(event));
                }
            }
        }
    }

    private static void assertShows(Reader reader, Slot slot) {
        assertEquals(slot.sequence(), reader.sequence());
        assertEquals(slot.timestampNs(), reader.timestampNs());
        assertEquals(1, reader.epoch());
        assertEquals(slot.isFirst(), reader.isFirst());
        assertEquals(slot.isLast(), reader.isLast());
        assertEquals(slot.isInternal(), reader.isInternal());
        assertEquals(slot.templateId(), reader.commandTemplate());
        assertEquals(slot.bodyLength(), reader.commandLength());
        var body = new UnsafeBuffer(slot.memory(), slot.bodyOffset(), slot.bodyLength());
        assertEquals(body, new UnsafeBuffer(reader.buffer(), reader.commandOffset(), reader.commandLength()));
        if (slot.isFirst()) {
            var head = new UnsafeBuffer(slot.memory(), slot.headOffset(), Slot.HEAD_LENGTH);
            assertEquals(head, new UnsafeBuffer(reader.buffer(), reader.headOffset(), Slot.HEAD_LENGTH));
        }
        DirectBuffer longResult = slot.longResult();
        if (longResult == null) {
            var result = new EventResultDecoder().wrap(reader.buffer(), reader.resultOffset());
            assertEquals(slot.status(), result.status());
            assertEquals(slot.resultTimestampNs(), result.timestamp());
            assertEquals(slot.amountMinor(), result.amount());
        } else {
            var expected = new UnsafeBuffer(longResult, 0, slot.longResultLength());
            assertEquals(expected, new UnsafeBuffer(reader.buffer(), reader.resultOffset(), reader.resultLength()));
        }
    }

    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void anotherThreadMayAppendThanTheOneThatStarted(JournalKind kind) throws Exception {
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        try (Life life = Life.begin(Disk.real(), path, kind, 8);
                ExecutorService road = Executors.newSingleThreadExecutor()) {
            road.submit(() -> {
                        for (int i = 0; i < 20; i++) life.commitRequest(Requests.EVENTS_MAX);
                        return null;
                    })
                    .get(60, TimeUnit.SECONDS);
            assertEquals(20L * Requests.EVENTS_MAX, life.journal().forced());
        }
    }

    @Test
    void appendingAllocatesNothing() throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Path path = Life.create(Disk.real(), folder.resolve("data"));
        try (Life life = Life.begin(Disk.real(), path, JournalKind.PLAIN, 7)) {
            commitSmall(life, 3_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            commitSmall(life, 1_000);
            assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
        }
    }

    private static void commitSmall(Life life, int batches) throws IOException {
        for (int i = 0; i < batches; i++) life.commitRequest(3);
    }
}
