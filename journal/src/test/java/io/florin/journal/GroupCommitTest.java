package io.florin.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.lmax.disruptor.Sequence;
import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Positions;
import io.florin.protocol.codec.BatchHeaderDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** Where group commit cuts: behind what the ring offered, and at a request's end when a batch is full. */
final class GroupCommitTest {
    private final Heard journal = new Heard();
    private final Counters counters = Counters.inMemory();
    private final JournalStage stage =
            new JournalStage(journal, Tail.EMPTY, 1, new Positions(), Clock.system(), counters);
    private final Requests requests = new Requests(1, 0, 0);
    private long ringSequence = -1;

    /** Hears what is appended and when it is forced; keeps nothing on any disk. */
    private static final class Heard implements Journal {
        final List<String> calls = new ArrayList<>();
        private long appended;

        @Override
        public boolean hasRoom(int bytes) {
            return true;
        }

        @Override
        public void append(DirectBuffer sealed, int offset, int length) {
            var header = new BatchHeaderDecoder().wrap(sealed, offset);
            assertEquals(length, header.length());
            assertTrue(length <= JournalConfig.BATCH_LENGTH_MAX);
            appended = header.lastSequence();
            calls.add(header.firstSequence() + ".." + appended);
        }

        @Override
        public long force() {
            calls.add("force");
            return appended;
        }

        @Override
        public long forced() {
            return appended;
        }

        @Override
        public Reader read(long fromSequence) throws IOException {
            throw new IOException("nothing is kept");
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    private void send(int events, boolean isEndOfBatch) throws IOException {
        for (int i = 0; i < events; i++) {
            stage.onEvent(requests.slot(i), ++ringSequence, isEndOfBatch && i == events - 1);
        }
    }

    @Test
    void allThatTheRingOffersIsOneForce() throws IOException {
        send(requests.transfers(3), false);
        send(requests.transfers(1), false);
        assertEquals(List.of(), journal.calls);
        assertEquals(-1, stage.passed());
        send(requests.transfers(2), true);
        assertEquals(List.of("1..6", "force"), journal.calls);
        assertEquals(5, stage.passed());
        assertEquals(1, counters.value(FlorinCounter.JOURNAL_BATCHES));
        assertEquals(6, counters.value(FlorinCounter.JOURNAL_FORCED));
    }

    @Test
    void aFullBatchIsCutAtARequestsEnd() throws IOException {
        var seenByReply = new Sequence();
        stage.setSequenceCallback(seenByReply);
        send(requests.transfers(8_000), false);
        send(requests.transfers(2_000), false);
        assertEquals(10_000, ringSequence + 1);
        assertEquals(List.of(), journal.calls);
        send(requests.transfers(1_000), false);
        assertEquals(List.of("1..10000", "force"), journal.calls);
        assertEquals(9_999, stage.passed());
        assertEquals(9_999, seenByReply.get());
        send(requests.transfers(1), true);
        assertEquals(List.of("1..10000", "force", "10001..11001", "force"), journal.calls);
        assertEquals(11_000, seenByReply.get());
    }

    @Test
    void theLargestRequestFitsIntoABatchOfItsOwn() throws IOException {
        send(requests.transfers(Requests.EVENTS_MAX), false);
        send(requests.transfers(Requests.EVENTS_MAX), true);
        assertEquals(List.of("1..8190", "force", "8191..16380", "force"), journal.calls);
    }

    @Test
    void readsLeaveNoRecordAndPassWithWhatWasBeforeThem() throws IOException {
        stage.onEvent(requests.read(), ++ringSequence, true);
        assertEquals(List.of(), journal.calls);
        assertEquals(0, stage.passed());

        send(requests.transfers(2), false);
        stage.onEvent(requests.read(), ++ringSequence, false);
        assertEquals(0, stage.passed());
        stage.onEvent(requests.read(), ++ringSequence, true);
        assertEquals(List.of("1..2", "force"), journal.calls);
        assertEquals(4, stage.passed());
    }

    @Test
    void whatTheRingMustNeverDoIsNotJournaled() throws IOException {
        requests.transfers(3);
        stage.onEvent(requests.slot(0), 0, false);
        assertThrows(IllegalStateException.class, () -> stage.onEvent(requests.slot(1), 1, true));
        assertThrows(IllegalStateException.class, () -> stage.onEvent(requests.slot(1), 1, false));
        assertEquals(List.of(), journal.calls);
    }
}
