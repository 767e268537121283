package io.florin.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers on their way from the reply stage's thread to a connection's event loop.
 *
 * <p>The reply stage appends to a buffer and hands it over once a batch. What the loop has not taken by the next batch
 * is taken back and appended to, so there is never more than one buffer per connection on its way, and never a queue.
 */
public final class Outbox {
    private static final int CAPACITY_INITIAL = 4_096;

    private final ByteBufAllocator allocator;
    private final Recipient owner;
    private volatile LoopDesk desk;
    private final AtomicReference<@Nullable ByteBuf> handedOver = new AtomicReference<>();
    private final AtomicBoolean isListed = new AtomicBoolean();
    private volatile boolean isClosed;

    private @Nullable ByteBuf current; // reply stage's thread

    /** Whom the answers are for. Both methods run on the event loop of the desk. */
    public interface Recipient {

        /** Answers were handed over: take them. */
        void onAnswers();

        /** That has failed, by a bug of ours. */
        void onFailure(Throwable cause);
    }

    /** An outbox whose content the desk brings to its owner. */
    public Outbox(ByteBufAllocator allocator, LoopDesk desk, Recipient owner) {
        this.allocator = allocator;
        this.desk = desk;
        this.owner = owner;
    }

    // Reply stage's thread.

    /** Whether nothing was appended since the last hand-over. */
    public boolean isEmpty() {
        return current == null;
    }

    /** Whether nobody will ever take what is appended. */
    public boolean isClosed() {
        return isClosed;
    }

    /** The buffer to append to, with room for at least so many bytes. */
    public ByteBuf withRoom(int length) {
        ByteBuf buffer = current;
        if (buffer == null) buffer = handedOver.getAndSet(null);
        if (buffer == null) buffer = allocator.directBuffer(Math.max(CAPACITY_INITIAL, length));
        buffer.ensureWritable(length);
        current = buffer;
        return buffer;
    }

    /** Everything appended so far may be taken by the event loop, which hears of it by {@link #announce}. */
    public void handOver() {
        if (current == null) return;
        handedOver.set(current);
        current = null;
        if (isClosed) release();
    }

    /** Behind a hand-over: the event loop is told, unless it was and has not looked yet. */
    public void announce() {
        if (isClosed) return;
        if (!isListed.get() && isListed.compareAndSet(false, true)) desk.ready(this);
    }

    // Event loop.

    void deliver() {
        LoopDesk here = desk;
        if (!here.isHere()) { // the owner has moved since it was called
            here.ready(this);
            return;
        }
        isListed.set(false);
        if (isClosed) return;
        try {
            owner.onAnswers();
        } catch (Throwable broken) { // errors too: whatever it is, others wait for their answers
            owner.onFailure(broken);
        }
    }

    /** The event loop that it was on: from now on the other desk brings what comes. */
    void moveTo(LoopDesk other) {
        desk = other;
    }

    /** What was handed over, the caller's from now on; null if there is nothing. */
    public @Nullable ByteBuf take() {
        return handedOver.getAndSet(null);
    }

    /** The connection is gone. */
    public void close() {
        isClosed = true;
        release();
    }

    private void release() {
        ByteBuf left = handedOver.getAndSet(null);
        if (left != null) left.release();
    }
}
