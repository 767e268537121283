package io.florin.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Events that a test makes up: told at once, in the test's own thread or in whoever asks. What is there before the
 * oldest is forgotten.
 */
public final class FakeEvents implements Events {
    private static final String SUBJECT = "019aa1f0-6c3e-7a10-9d57-3b1e5c0f2a44";

    private final List<Sink> followers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Query asked;
    private volatile @Nullable Place askedFrom;
    private volatile long oldest = 1;
    private final AtomicLong last = new AtomicLong();
    private volatile @Nullable Reason refusal;

    /** So many transfers have happened. */
    public FakeEvents upTo(long sequence) {
        last.set(sequence);
        return this;
    }

    public FakeEvents forgetBefore(long sequence) {
        oldest = sequence;
        return this;
    }

    /** From now on everybody is refused so; null for nobody. */
    public void refuse(@Nullable Reason reason) {
        refusal = reason;
    }

    public Query asked() {
        Query query = asked;
        if (query == null) throw new AssertionError("nobody asked");
        return query;
    }

    public Place askedFrom() {
        Place from = askedFrom;
        if (from == null) throw new AssertionError("nobody asked");
        return from;
    }

    public List<Sink> followers() {
        return followers;
    }

    @Override
    public void page(Query query, Place from, int limit, Sink sink) {
        if (isRefused(query, from, sink)) return;
        long now = last.get();
        long first = Math.max(oldest, from.sequence());
        long end = Math.min(now + 1, first + limit);
        sink.take(new Batch(items(first, end), new Place(end, 0), end <= now, end - 1));
    }

    @Override
    public void follow(Query query, Place from, Sink sink) {
        if (isRefused(query, from, sink)) return;
        long now = last.get();
        long first = from.equals(Place.NOW) ? now + 1 : from.sequence();
        sink.take(new Batch(List.of(), new Place(first, 0), true, first - 1));
        if (first <= now) sink.take(new Batch(items(first, now + 1), new Place(now + 1, 0), false, now));
        followers.add(sink);
    }

    private boolean isRefused(Query query, Place from, Sink sink) {
        asked = query;
        askedFrom = from;
        long now = last.get();
        Reason reason = refusal;
        boolean isTooOld = from.sequence() != 0 && from.sequence() < oldest;
        boolean isBeyond = !from.equals(Place.NOW) && from.sequence() > now + 1;
        if (reason != null) {
            sink.refused(reason, now);
        } else if (isTooOld) {
            sink.refused(Reason.TOO_OLD, oldest);
        } else if (isBeyond) {
            sink.refused(Reason.BEYOND_THE_END, now);
        }
        return reason != null || isTooOld || isBeyond;
    }

    /** One more happens: all who follow hear of it. */
    public void happen() {
        long now = last.incrementAndGet();
        var batch = new Batch(items(now, now + 1), new Place(now + 1, 0), false, now);
        followers.removeIf(Sink::isGone);
        followers.forEach(sink -> sink.take(batch));
    }

    private static List<Item> items(long first, long end) {
        List<Item> items = new ArrayList<>();
        for (long sequence = first; sequence < end; sequence++) {
            items.add(new Item(Long.toString(sequence), json(sequence).getBytes(StandardCharsets.US_ASCII)));
        }
        return items;
    }

    /** Of the event with this sequence. */
    public static String json(long sequence) {
        return String.format(
                        Locale.ROOT,
                        "{'id':'%d','type':'hold.expired','time':'2026-11-20T18:04:11.123456789Z','epoch':7,"
                                + "'subject':'%s',"
                                + "'data':{'id':'%s','debit_account_id':'%s','credit_account_id':'%s','amount':5,"
                                + "'ledger':978,'code':1,'flags':['pending'],'pending_id':'%s','timeout':1,"
                                + "'user_data_128':'%s','user_data_64':'0','user_data_32':0}}",
                        sequence,
                        SUBJECT,
                        SUBJECT,
                        SUBJECT,
                        SUBJECT,
                        SUBJECT,
                        SUBJECT)
                .replace('\'', '"');
    }
}
