package io.florin.gateway.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests under way, and the frames that wait for the event loop. Any thread; a request is encoded by its caller,
 * and the loop is woken once for all frames that came together.
 */
final class PendingRequests {
    private static final int OUT_CAPACITY = 16 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Semaphore window;
    private final long timeoutNs;

    // Under the lock.
    private final Long2ObjectHashMap<PendingRequest<?>> byCorrelationId = new Long2ObjectHashMap<>();
    private final RequestEncoder encoder = new RequestEncoder();
    private @Nullable Channel channel;
    private @Nullable ByteBuf out;
    private @Nullable String ending;
    private long lastCorrelationId;

    PendingRequests(ClientConfig config) {
        window = new Semaphore(config.windowEvents());
        timeoutNs = config.timeoutNs();
    }

    /** Encodes a request into a buffer under its correlation id. */
    @FunctionalInterface
    interface Encoding {
        void encode(RequestEncoder encoder, ByteBuf out, long correlationId);
    }

    void opened(Channel newChannel) {
        lock.lock();
        try {
            channel = newChannel;
        } finally {
            lock.unlock();
        }
    }

    /** Sends the request as soon as the window allows; fails it at once if it cannot be sent. */
    void send(PendingRequest<?> request, Encoding encoding) {
        String obstacle = awaitWindow(request.events());
        if (obstacle != null) {
            request.fail(new NotExecutedException("window_exceeded", obstacle, 0));
            return;
        }
        lock.lock();
        try {
            Channel open = channel;
            if (open == null || ending != null) {
                window.release(request.events());
                request.fail(new NotExecutedException("finished", "not sent: " + ending, 0));
                return;
            }
            lastCorrelationId++;
            boolean isFirst = out == null;
            out = encoded(out == null ? open.alloc().directBuffer(OUT_CAPACITY) : out, request, encoding);
            byCorrelationId.put(lastCorrelationId, request);
            if (isFirst) open.eventLoop().execute(this::flush);
        } finally {
            lock.unlock();
        }
    }

    /** Appends the frame of the last correlation id whole, or nothing of it: then the caller hears why. */
    private ByteBuf encoded(ByteBuf frames, PendingRequest<?> request, Encoding encoding) {
        boolean isEncoded = false;
        try {
            encoding.encode(encoder, frames, lastCorrelationId);
            isEncoded = true;
            return frames;
        } finally {
            if (!isEncoded) window.release(request.events());
            if (!isEncoded && out == null) frames.release();
        }
    }

    /** Null once the credit is taken; else why it is not. */
    private @Nullable String awaitWindow(int events) {
        if (window.tryAcquire(events)) return null;
        Channel open = channel;
        if (open != null && open.eventLoop().inEventLoop()) {
            return "the window is used up, and this thread is the one that brings the answers";
        }
        try {
            return window.tryAcquire(events, timeoutNs, TimeUnit.NANOSECONDS) ? null : "no answer in time";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "interrupted while waiting for answers";
        }
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
        if (frames == null || open == null) return;
        open.writeAndFlush(frames, open.voidPromise());
    }

    /** The request that an answer is for, and its credit is back; null if nobody waits for it. */
    @Nullable
    PendingRequest<?> take(long correlationId) {
        PendingRequest<?> request;
        lock.lock();
        try {
            request = byCorrelationId.remove(correlationId);
        } finally {
            lock.unlock();
        }
        if (request != null) window.release(request.events());
        return request;
    }

    /**
     * Whoever has waited for too long hears so; the credit stays with the request, since the node may still be at it.
     */
    void failLate(long nowNs) {
        List<PendingRequest<?>> late = new ArrayList<>();
        lock.lock();
        try {
            byCorrelationId.values().forEach(request -> {
                if (request.isLate(nowNs) && !request.future().isDone()) late.add(request);
            });
        } finally {
            lock.unlock();
        }
        for (PendingRequest<?> request : late) request.fail(new OutcomeUnknownException("no answer in time"));
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return byCorrelationId.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone: what has no answer is unknown. */
    void close(String why) {
        List<PendingRequest<?>> unanswered;
        lock.lock();
        try {
            if (ending == null) ending = why;
            unanswered = new ArrayList<>(byCorrelationId.values());
            byCorrelationId.clear();
            if (out != null) out.release();
            out = null;
        } finally {
            lock.unlock();
        }
        for (PendingRequest<?> request : unanswered) {
            window.release(request.events());
            request.fail(new OutcomeUnknownException(why));
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return ending != null;
        } finally {
            lock.unlock();
        }
    }
}
