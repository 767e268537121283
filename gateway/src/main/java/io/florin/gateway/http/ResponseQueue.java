package io.florin.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The responses of one connection, in the order of its requests. The oldest is written straight to the buffer that goes
 * out; one that is ready too early waits in a buffer of its own. Event loop only.
 */
final class ResponseQueue {
    /** Requests pipelined on one connection; a power of two. */
    static final int CAPACITY = 64;

    private static final int OUT_CAPACITY = 1_024;

    private final @Nullable Exchange[] exchanges = new Exchange[CAPACITY];
    private long oldest;
    private long next;
    private @Nullable ByteBuf out;

    boolean isFull() {
        return size() == CAPACITY;
    }

    int size() {
        return (int) (next - oldest);
    }

    /** A new request; only while there is room. */
    Exchange begin() {
        int index = index(next);
        Exchange exchange = exchanges[index];
        if (exchange == null) {
            exchange = new Exchange();
            exchanges[index] = exchange;
        }
        exchange.begin(next++);
        return exchange;
    }

    /** The request that was given this number, still without a response. */
    Exchange byNumber(long number) {
        Exchange exchange = exchanges[index(number)];
        if (exchange == null || exchange.number != number) {
            throw new IllegalStateException("no request waits under its number: number=" + number);
        }
        return exchange;
    }

    /** Where the response of this request is to be written. */
    ByteBuf outFor(Exchange exchange, ByteBufAllocator allocator) {
        if (exchange.number == oldest) return out(allocator);
        ByteBuf response = exchange.response;
        if (response == null) {
            response = allocator.buffer(OUT_CAPACITY);
            exchange.response = response;
        }
        return response;
    }

    /** The response is written; true if it, or one that waited for it, is the last of the connection. */
    boolean done(Exchange done, ByteBufAllocator allocator) {
        done.isDone = true;
        while (oldest < next) {
            Exchange exchange = byNumber(oldest);
            ByteBuf response = exchange.response;
            exchange.response = null;
            if (response != null) {
                out(allocator).writeBytes(response);
                response.release();
            }
            if (!exchange.isDone) return false;
            oldest++;
            if (!exchange.isKeptAlive) return true;
        }
        return false;
    }

    /** What is ready to be sent, the caller's from now on; null if nothing is. */
    @Nullable
    ByteBuf takeOut() {
        ByteBuf taken = out;
        out = null;
        return taken;
    }

    /** The connection is gone. */
    void close() {
        if (out != null) out.release();
        out = null;
        for (long number = oldest; number < next; number++) {
            ByteBuf response = byNumber(number).response;
            if (response != null) response.release();
        }
        oldest = next;
    }

    private ByteBuf out(ByteBufAllocator allocator) {
        ByteBuf buffer = out;
        if (buffer == null) {
            buffer = allocator.buffer(OUT_CAPACITY);
            out = buffer;
        }
        return buffer;
    }

    private static int index(long number) {
        return (int) (number & CAPACITY - 1);
    }
}
