package io.florin.gateway.client;

import java.util.concurrent.CompletableFuture;
import org.agrona.DirectBuffer;

/** A request under way: how its answer is read, and who waits for it. */
final class PendingRequest<T> {
    private final int events;
    private final long deadlineNs;
    private final AnswerForm<T> form;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    /** Reads the answer out of the frame at the offset. */
    @FunctionalInterface
    interface AnswerForm<T> {
        T read(AnswerDecoder decoder, DirectBuffer frame, int offset);
    }

    PendingRequest(int events, long deadlineNs, AnswerForm<T> form) {
        this.events = events;
        this.deadlineNs = deadlineNs;
        this.form = form;
    }

    int events() {
        return events;
    }

    boolean isLate(long nowNs) {
        return nowNs - deadlineNs > 0;
    }

    CompletableFuture<T> future() {
        return future;
    }

    void answer(AnswerDecoder decoder, DirectBuffer frame, int offset) {
        T answer;
        try {
            answer = form.read(decoder, frame, offset);
        } catch (RuntimeException unreadable) { // the request is nobody else's any more, so it must end here
            fail(new OutcomeUnknownException("the answer cannot be read: " + unreadable));
            return;
        }
        future.complete(answer);
    }

    void fail(FlorinException why) {
        future.completeExceptionally(why);
    }
}
