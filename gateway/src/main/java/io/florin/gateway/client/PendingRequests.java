package io.florin.gateway.client;

import io.florin.protocol.SessionFrames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests under way, and the frames that wait for the event loop. Any thread; a request is encoded by its caller,
 * and the loop is woken once for all frames that came together. While there is no connection, requests wait here.
 *
 * <p>A request is sent again under its own ids, as often as it takes, until it is answered or its time is over. What
 * may not be sent twice (see {@link PendingRequest#isRepeatable}) ends as unknown instead.
 */
final class PendingRequests {
    private static final int OUT_CAPACITY = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition creditCame = lock.newCondition();
    private final ClientConfig config;
    private final ClientMetrics metrics;

    // Under the lock.
    private final Long2ObjectHashMap<PendingRequest<?>> byCorrelationId = new Long2ObjectHashMap<>();
    private final RequestEncoder encoder = new RequestEncoder();
    private @Nullable Channel channel;
    private @Nullable ByteBuf out;
    private @Nullable String ending;
    private @Nullable Thread loopThread;
    private long lastCorrelationId;
    private long sentNumber;
    private int windowEvents;
    private int eventsUnderWay;

    PendingRequests(ClientConfig config) {
        this.config = config;
        this.metrics = config.metrics();
        this.windowEvents = config.windowEvents();
    }

    /** Sends the request as soon as the window allows; fails it at once if it cannot be sent. */
    void send(PendingRequest<?> request) {
        NotExecutedException obstacle;
        lock.lock();
        try {
            obstacle = awaitWindow(request.events());
            if (obstacle == null) add(request);
        } finally {
            lock.unlock();
        }
        if (obstacle == null) return;
        metrics.notExecuted(request.events(), obstacle.code());
        request.fail(obstacle);
    }

    private void add(PendingRequest<?> request) {
        long correlationId = ++lastCorrelationId;
        if (channel == null) tryOut(correlationId, request);
        else write(correlationId, request);
        eventsUnderWay += request.events();
        byCorrelationId.put(correlationId, request);
    }

    /** What cannot be written is the caller's mistake, and the caller hears of it at once. */
    private void tryOut(long correlationId, PendingRequest<?> request) {
        ByteBuf nowhere = Unpooled.directBuffer();
        try {
            request.encode(encoder, nowhere, correlationId);
        } finally {
            nowhere.release();
        }
    }

    /** Null once there is credit; else why there is none. Under the lock. */
    private @Nullable NotExecutedException awaitWindow(int events) {
        long leftNs = config.timeoutNs();
        while (ending == null && eventsUnderWay + events > windowEvents) {
            if (Thread.currentThread().equals(loopThread)) {
                return exceeded("the window is used up, and this thread is the one that brings the answers");
            }
            if (leftNs <= 0) return exceeded("no answer in time");
            try {
                leftNs = creditCame.awaitNanos(leftNs);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return exceeded("interrupted while waiting for answers");
            }
        }
        return ending == null ? null : new NotExecutedException("finished", "not sent: " + ending, 0);
    }

    private static NotExecutedException exceeded(String text) {
        return new NotExecutedException("window_exceeded", text, 0);
    }

    /** Appends the frame whole, or nothing of it: then the caller hears why. Under the lock. */
    private void write(long correlationId, PendingRequest<?> request) {
        Channel open = channel;
        if (open == null) return;
        boolean isFirst = out == null;
        ByteBuf frames = out == null ? open.alloc().directBuffer(OUT_CAPACITY) : out;
        boolean isEncoded = false;
        try {
            request.encode(encoder, frames, correlationId);
            isEncoded = true;
        } finally {
            if (!isEncoded && isFirst) frames.release();
        }
        out = frames;
        metrics.sent(request.events(), request.wasSent());
        request.sentAs(++sentNumber);
        if (isFirst) open.eventLoop().execute(this::flush);
    }

    private void flush() {
        ByteBuf frames;
        Channel open;
        lock.lock();
        try {
            frames = out;
            open = channel;
            out = null;
        } finally {
            lock.unlock();
        }
        if (frames == null) return;
        if (open == null) frames.release();
        else open.writeAndFlush(frames, open.voidPromise());
    }

    // The session: the client's event loop.

    /** Of the next request in the session. */
    long nextNumber() {
        lock.lock();
        try {
            return sentNumber + 1;
        } finally {
            lock.unlock();
        }
    }

    /** Numbers begin again: whatever was sent, was sent in another session. */
    void newSession() {
        lock.lock();
        try {
            sentNumber = 0;
            byCorrelationId.values().forEach(PendingRequest::notSent);
        } finally {
            lock.unlock();
        }
    }

    /** Requests from this number on never arrived. */
    void neverArrivedFrom(long number) {
        lock.lock();
        try {
            byCorrelationId.values().forEach(request -> {
                if (request.number() >= number) request.neverArrived();
            });
        } finally {
            lock.unlock();
        }
    }

    /** Answers to requests below this number cannot be had again: the requests must be sent again. */
    void answersAreGone(long below) {
        lock.lock();
        try {
            byCorrelationId.values().forEach(request -> {
                if (request.number() < below) request.notSent();
            });
        } finally {
            lock.unlock();
        }
    }

    /** From now on requests go over this connection, first all that have no number in the session. */
    void opened(Channel newChannel, int credit) {
        List<PendingRequest<?>> unrepeatable;
        lock.lock();
        try {
            channel = newChannel;
            loopThread = Thread.currentThread();
            windowEvents = Math.min(config.windowEvents(), credit);
            unrepeatable = removeIf(request -> request.isDone() || mayNotBeRepeated(request));
            long[] unsent = new long[byCorrelationId.size()];
            int count = 0;
            var requests = byCorrelationId.entrySet().iterator();
            while (requests.hasNext()) {
                requests.next();
                if (requests.getValue().number() == 0) unsent[count++] = requests.getLongKey();
            }
            Arrays.sort(unsent, 0, count);
            for (int i = 0; i < count; i++) write(unsent[i], byCorrelationId.get(unsent[i]));
            creditCame.signalAll();
        } finally {
            lock.unlock();
        }
        failUnknown(unrepeatable, "the session was lost, and what has no key may not be sent twice");
    }

    private static boolean mayNotBeRepeated(PendingRequest<?> request) {
        return request.number() == 0 && request.wasSent() && !request.isRepeatable();
    }

    /** Says that somebody is here, and how many requests there were: behind those that were written. */
    void heartbeat() {
        Channel open;
        byte[] sequence;
        lock.lock();
        try {
            flush();
            open = channel;
            sequence = SessionFrames.sequence(sentNumber + 1);
        } finally {
            lock.unlock();
        }
        if (open == null) return;
        open.writeAndFlush(open.alloc().buffer(sequence.length).writeBytes(sequence), open.voidPromise());
    }

    /** The connection is gone, and another one will come. */
    void lost() {
        lock.lock();
        try {
            channel = null;
            if (out != null) out.release();
            out = null;
        } finally {
            lock.unlock();
        }
    }

    /** So many events may be under way from now on. */
    void credit(int events) {
        lock.lock();
        try {
            windowEvents = Math.min(config.windowEvents(), events);
            creditCame.signalAll();
        } finally {
            lock.unlock();
        }
        metrics.credit(events);
    }

    /** The request that an answer is for, and its credit is back; null if nobody waits for it. */
    @Nullable
    PendingRequest<?> take(long correlationId) {
        lock.lock();
        try {
            PendingRequest<?> request = byCorrelationId.remove(correlationId);
            if (request != null) giveBack(request);
            return request;
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(PendingRequest<?> request) {
        eventsUnderWay -= request.events();
        creditCame.signalAll();
    }

    private List<PendingRequest<?>> removeIf(Predicate<PendingRequest<?>> condition) {
        List<PendingRequest<?>> removed = new ArrayList<>();
        byCorrelationId.values().removeIf(request -> {
            boolean isRemoved = condition.test(request);
            if (isRemoved) removed.add(request);
            return isRemoved;
        });
        removed.forEach(this::giveBack);
        return removed;
    }

    /**
     * Whoever has waited for too long hears so. What left this process keeps its credit, since the node may still be at
     * it; what did not was not executed.
     */
    void failLate(long nowNs) {
        List<PendingRequest<?>> late = new ArrayList<>();
        List<PendingRequest<?>> unsent;
        lock.lock();
        try {
            unsent = removeIf(request -> request.isLate(nowNs) && !request.wasSent() && !request.isDone());
            byCorrelationId.values().forEach(request -> {
                if (request.isLate(nowNs) && !request.isDone()) late.add(request);
            });
        } finally {
            lock.unlock();
        }
        for (PendingRequest<?> request : unsent) notSent(request, "no node answers");
        failUnknown(late, "no answer in time");
    }

    private void notSent(PendingRequest<?> request, String why) {
        metrics.notExecuted(request.events(), "finished");
        request.fail(new NotExecutedException("finished", "not sent: " + why, 0));
    }

    private void failUnknown(List<PendingRequest<?>> requests, String why) {
        for (PendingRequest<?> request : requests) {
            if (request.isDone()) continue;
            metrics.unknown(request.events());
            request.fail(new OutcomeUnknownException(why));
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return byCorrelationId.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** No connection will come any more: what was sent and has no answer is unknown. */
    void close(String why) {
        List<PendingRequest<?>> unanswered;
        lock.lock();
        try {
            if (ending == null) ending = why;
            unanswered = removeIf(request -> true);
            channel = null;
            if (out != null) out.release();
            out = null;
            creditCame.signalAll();
        } finally {
            lock.unlock();
        }
        List<PendingRequest<?>> sent = new ArrayList<>();
        for (PendingRequest<?> request : unanswered) {
            if (request.wasSent()) {
                sent.add(request);
            } else if (!request.isDone()) {
                notSent(request, why);
            }
        }
        failUnknown(sent, why);
    }

    /** Whether requests can be sent now. */
    boolean isOpen() {
        lock.lock();
        try {
            return channel != null && ending == null;
        } finally {
            lock.unlock();
        }
    }
}
