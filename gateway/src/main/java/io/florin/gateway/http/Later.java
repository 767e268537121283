package io.florin.gateway.http;

import io.netty.buffer.ByteBuf;

/** A connection that waits for answers which come neither at once nor from the ring. Any thread. */
interface Later {
    /** Writes the response of one request, or refuses it. */
    @FunctionalInterface
    interface Answer {
        /**
         * Appends the response.
         *
         * @throws RequestFault to refuse instead.
         */
        void write(Exchange exchange, ByteBuf out);
    }

    /** Whether nobody waits any more. */
    boolean isGone();

    /** Writes the response of the request of this number, on the connection's event loop, if it still waits. */
    void answer(long number, Answer answer);
}
