package io.florin.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.protocol.codec.GrantDecoder;
import io.florin.protocol.codec.GrantRowEncoder;
import io.florin.replay.Histories;
import io.florin.replay.LiveLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a feed tells of a journal: everything, once, in order, wherever one begins; and only to those who may know. */
final class EventFeedTest {
    private static final long LOCAL = 1;
    private static final long READER = 17;
    private static final int LEDGER = 978;

    @TempDir
    Path folder;

    private final Counters counters = Counters.inMemory();
    private long nowNs;

    private Path data() {
        return folder.resolve("data");
    }

    /** So many random requests, in two lives. */
    private void history(long seed, int requests) throws Exception {
        var histories = new Histories(seed);
        LiveLedger.create(data(), JournalKind.PLAIN, 500).close();
        for (int life = 0; life < 2; life++) {
            try (LiveLedger live = LiveLedger.open(data(), JournalKind.PLAIN)) {
                for (int i = 0; i < requests / 2; i++) histories.step(live);
                expire(live);
            }
        }
    }

    /** The histories' holds last a second: after that one pulse expires all of them together. */
    private static void expire(LiveLedger live) throws Exception {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_100));
        live.pulse();
    }

    private EventFeed feed() throws IOException {
        JournalView view = JournalView.of(Disk.real(), data());
        long last = last(view);
        return EventFeed.open(new EventFeed.Resources(
                Disk.real(),
                data(),
                view::read,
                id -> OptionalLong.of(LEDGER),
                () -> last,
                view::firstSequence,
                new EventFeed.Clocks(() -> nowNs, counters)));
    }

    private static long last(JournalView view) throws IOException {
        try (Reader reader = view.read(view.firstSequence())) {
            while (reader.next()) {
                // to its end
            }
            return reader.tail().sequence();
        }
    }

    private static EventFilter all(long principal) {
        return new EventFilter(principal, EnumSet.allOf(EventType.class), EventFilter.EVERY_LEDGER, null, false);
    }

    /** Takes everything, as many batches as are ready. */
    private static final class Taker implements EventSink {
        private final List<Item> items = new ArrayList<>();
        private @Nullable Refusal refusal;
        private @Nullable Batch last;
        private boolean isGone;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean isGone() {
            return isGone;
        }

        @Override
        public void take(Batch batch) {
            items.addAll(batch.items());
            last = batch;
        }

        @Override
        public void refused(Refusal newRefusal) {
            refusal = newRefusal;
        }

        private List<String> ids() {
            return items.stream().map(Item::id).toList();
        }

        private List<String> texts() {
            return items.stream()
                    .map(item -> new String(item.json(), StandardCharsets.US_ASCII))
                    .toList();
        }
    }

    /** Lets its threads work, by hand, until none has anything to do. */
    private void run(EventFeed feed) throws Exception {
        int idle = 0;
        while (idle < 3) {
            int work = 0;
            for (Agent agent : feed.agents()) work += agent.doWork();
            idle = work == 0 ? idle + 1 : 0;
            nowNs += TimeUnit.MILLISECONDS.toNanos(1);
        }
    }

    private void close(EventFeed feed) {
        for (Agent agent : feed.agents()) agent.onClose();
    }

    private Taker follow(EventFeed feed, EventFilter filter, EventPlace from) throws Exception {
        var taker = new Taker();
        feed.follow(filter, from, taker);
        for (int i = 0; i < 200_000 && (taker.last == null || taker.last.hasMore()) && taker.refusal == null; i++) {
            for (Agent agent : feed.agents()) agent.doWork();
            nowNs += TimeUnit.MILLISECONDS.toNanos(10);
        }
        taker.isGone = true;
        run(feed);
        return taker;
    }

    /** The same words of what the feed told. */
    private static List<String> told(Taker taker) {
        return taker.texts().stream().map(EventFeedTest::told).toList();
    }

    private static String told(String json) {
        String id = between(json, "{\"id\":\"", "\"");
        String type = between(json, "\"type\":\"", "\"");
        String subject = between(json, "\"subject\":\"", "\"");
        long low = Long.parseUnsignedLong(subject.substring(19).replace("-", ""), 16);
        String what =
                switch (type) {
                    case "account.created" -> "created";
                    case "transfer.posted" -> "transfer";
                    case "hold.created" -> "hold";
                    default -> type.substring(type.indexOf('.') + 1);
                };
        return id.split("\\.", -1)[0] + " " + what + " " + low;
    }

    private static String between(String text, String before, String behind) {
        int from = text.indexOf(before) + before.length();
        return text.substring(from, text.indexOf(behind, from));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 20_261_121})
    void everythingIsToldOnceInOrder(long seed) throws Exception {
        history(seed, 300);
        EventFeed feed = feed();
        Taker taker = follow(feed, all(LOCAL), new EventPlace(1, 0));
        assertEquals(EventOracle.read(data()), told(taker));
        assertEquals(taker.items.size(), new HashSet<>(taker.ids()).size(), "every id once");
        assertEquals(0, counters.value(FlorinCounter.FEED_FAILURES));
        close(feed);
    }

    /** Wherever a client was cut off, what it had and what it gets together is all. */
    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {4, 5})
    void whoGoesOnAnywhereMissesNothingAndHearsNothingTwice(long seed) throws Exception {
        history(seed, 200);
        EventFeed feed = feed();
        Taker whole = follow(feed, all(LOCAL), new EventPlace(1, 0));
        var random = new SplittableRandom(seed);
        Set<Integer> cuts = new HashSet<>();
        for (int i = 0; i < whole.ids().size(); i++) {
            boolean isInsideRecord = whole.ids().get(i).contains(".");
            int of = isInsideRecord ? 10 : 100;
            if (random.nextInt(of) == 0) cuts.add(i);
        }
        assertTrue(whole.ids().stream().anyMatch(id -> id.contains(".")), "a pulse expired several");
        for (int cut : cuts) {
            if (random.nextInt(5) == 0) { // and the node was stopped meanwhile
                close(feed);
                feed = feed();
            }
            Taker rest = follow(feed, all(LOCAL), behind(whole.ids().get(cut)));
            assertNull(rest.refusal);
            assertEquals(whole.texts().subList(cut + 1, whole.items.size()), rest.texts(), "cut behind " + cut);
        }
        close(feed);
    }

    private static EventPlace behind(String id) {
        String[] parts = id.split("\\.", -1);
        long sequence = Long.parseLong(parts[0]);
        return parts.length == 1
                ? new EventPlace(sequence + 1, 0)
                : new EventPlace(sequence, Integer.parseInt(parts[1]));
    }

    @Test
    void pagesOfAnySizeAreTheSameEvents() throws Exception {
        history(6, 200);
        EventFeed feed = feed();
        Taker whole = follow(feed, all(LOCAL), new EventPlace(1, 0));
        for (int limit : new int[] {1, 7, 100, 1_000}) {
            List<String> ids = new ArrayList<>();
            EventPlace place = EventPlace.OLDEST;
            boolean hasMore = true;
            while (hasMore) {
                var page = new Taker();
                feed.page(all(LOCAL), place, limit, page);
                EventSink.Batch last = page.last;
                while (last == null) {
                    run(feed);
                    last = page.last;
                }
                assertTrue(page.items.size() <= limit);
                ids.addAll(page.ids());
                place = last.next();
                hasMore = last.hasMore();
            }
            assertEquals(whole.ids(), ids);
        }
        close(feed);
    }

    @Test
    void onlyThoseWhoMayReadHear() throws Exception {
        history(7, 40);
        EventFeed feed = feed();
        assertInstanceOf(EventSink.NotGranted.class, follow(feed, all(READER), new EventPlace(1, 0)).refusal);
        close(feed);
        grant(READER, LEDGER, 1);
        feed = feed();
        Taker granted = follow(feed, all(READER), new EventPlace(1, 0));
        assertTrue(granted.items.size() > 40);
        assertTrue(granted.texts().stream().allMatch(text -> text.contains("\"ledger\":978,")));
        var other = new EventFilter(READER, EnumSet.allOf(EventType.class), 840, null, false);
        assertInstanceOf(EventSink.UnknownLedger.class, follow(feed, other, new EventPlace(1, 0)).refusal);
        close(feed);
        grant(READER, LEDGER, 2); // it may post, and no longer read
        feed = feed();
        assertInstanceOf(EventSink.NotGranted.class, follow(feed, all(READER), new EventPlace(1, 0)).refusal);
        close(feed);
    }

    private void grant(long principal, int ledger, int rights) throws Exception {
        try (LiveLedger live = LiveLedger.open(data(), JournalKind.PLAIN)) {
            var row = new UnsafeBuffer(new byte[GrantRowEncoder.ENCODED_LENGTH]);
            new GrantRowEncoder()
                    .wrap(row, 0)
                    .principal(principal)
                    .ledger(ledger)
                    .rights(rights);
            live.internal(GrantDecoder.TEMPLATE_ID, row);
        }
    }

    @Test
    void whatLiesBeyondTheEndIsRefused() throws Exception {
        history(8, 20);
        EventFeed feed = feed();
        long last = last(JournalView.of(Disk.real(), data()));
        var refused = follow(feed, all(LOCAL), new EventPlace(last + 2, 0)).refusal;
        assertEquals(new EventSink.BeyondTheEnd(last), refused);
        close(feed);
    }

    /** Without its states the feed begins again with the journal; with damaged ones too. */
    @Test
    void aDamagedStateIsPassedOver() throws Exception {
        history(9, 100);
        EventFeed feed = feed();
        Taker whole = follow(feed, all(LOCAL), new EventPlace(1, 0));
        close(feed);
        List<Path> states;
        try (Stream<Path> listed = Files.list(data().resolve("feed"))) {
            states = listed.toList();
        }
        assertTrue(!states.isEmpty());
        for (Path state : states) {
            byte[] bytes = Files.readAllBytes(state);
            bytes[bytes.length / 2] ^= 1;
            Files.write(state, bytes);
        }
        feed = feed();
        assertEquals(
                whole.texts(), follow(feed, all(LOCAL), new EventPlace(1, 0)).texts());
        close(feed);
    }

    @Test
    void whereTheFirstSegmentsAreGoneTheOldestThatCanBeToldIsNamed() throws Exception {
        history(10, 200);
        EventFeed feed = feed();
        run(feed);
        close(feed);
        long known = new FeedStates(Disk.real(), data()).list().getLast();
        try (LiveLedger live = LiveLedger.open(data(), JournalKind.PLAIN)) {
            live.pulse();
        }
        removeSegmentsBut(1);
        feed = feed();
        var refusal = follow(feed, all(LOCAL), new EventPlace(1, 0)).refusal;
        assertEquals(new EventSink.TooOld(known + 1), refusal);
        var page = new Taker();
        feed.page(all(LOCAL), EventPlace.OLDEST, 10, page);
        run(feed);
        assertEquals(List.of(), page.ids());
        close(feed);
    }

    private void removeSegmentsBut(int newest) throws IOException {
        List<Path> segments;
        try (Stream<Path> listed = Files.list(data().resolve("journal"))) {
            segments = listed.sorted().toList();
        }
        for (Path segment : segments.subList(0, segments.size() - newest)) {
            try (Stream<Path> files = Files.list(segment)) {
                for (Path file : files.toList()) Files.delete(file);
            }
            Files.delete(segment);
        }
    }
}
