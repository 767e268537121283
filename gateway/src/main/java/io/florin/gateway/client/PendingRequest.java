package io.florin.gateway.client;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;

/** A request under way: how it is written, how its answer is read, and who waits for it. */
final class PendingRequest<T> {
    private final int events;
    private final long madeNs;
    private final long deadlineNs;
    private final boolean isRepeatable;
    private final Encoding encoding;
    private final AnswerForm<T> form;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    /** Under the lock of {@link PendingRequests}: of its frame in the session; 0 while it has none. */
    private long number;

    private boolean wasSent;

    /** Writes the request into a buffer under its correlation id. */
    @FunctionalInterface
    interface Encoding {
        void encode(RequestEncoder encoder, ByteBuf out, long correlationId);
    }

    /** Reads the answer out of the frame at the offset. */
    @FunctionalInterface
    interface AnswerForm<T> {
        T read(AnswerDecoder decoder, DirectBuffer frame, int offset);
    }

    /** A request that ends at the deadline; {@code isRepeatable} if a second attempt cannot do anything twice. */
    PendingRequest(int events, long timeoutNs, boolean isRepeatable, Encoding encoding, AnswerForm<T> form) {
        this.events = events;
        this.madeNs = System.nanoTime();
        this.deadlineNs = madeNs + timeoutNs;
        this.isRepeatable = isRepeatable;
        this.encoding = encoding;
        this.form = form;
    }

    int events() {
        return events;
    }

    /** Whether it may be sent a second time without the answer to the first. */
    boolean isRepeatable() {
        return isRepeatable;
    }

    void encode(RequestEncoder encoder, ByteBuf out, long correlationId) {
        encoding.encode(encoder, out, correlationId);
    }

    long number() {
        return number;
    }

    void sentAs(long newNumber) {
        number = newNumber;
        wasSent = true;
    }

    /** Its frame never arrived. */
    void notSent() {
        number = 0;
    }

    /** The same, and the node knows for certain. */
    void neverArrived() {
        number = 0;
        wasSent = false;
    }

    /** Whether a node may have seen it. */
    boolean wasSent() {
        return wasSent;
    }

    boolean isLate(long nowNs) {
        return nowNs - deadlineNs > 0;
    }

    boolean isDone() {
        return future.isDone();
    }

    CompletableFuture<T> future() {
        return future;
    }

    /** Whether the answer could be read. */
    boolean answer(AnswerDecoder decoder, DirectBuffer frame, int offset) {
        T answer;
        try {
            answer = form.read(decoder, frame, offset);
        } catch (RuntimeException unreadable) { // the request is nobody else's any more, so it must end here
            fail(new OutcomeUnknownException("the answer cannot be read: " + unreadable));
            return false;
        }
        future.complete(answer);
        return true;
    }

    long latencyNs() {
        return System.nanoTime() - madeNs;
    }

    void fail(FlorinException why) {
        future.completeExceptionally(why);
    }
}
