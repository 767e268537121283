package io.florin.gateway.client;

import java.util.Optional;

/**
 * What a request asks for beyond its events.
 *
 * @param notAfterNs sequenced later, the request is refused whole with {@code deadline_exceeded}; ns since the epoch, 0
 *     for no deadline.
 * @param durability the least that the answer must have reached; refused before execution where it is out of reach.
 * @param isStamped whether the answer should say when it passed which stage (binary only).
 */
public record RequestOptions(long notAfterNs, Optional<Durability> durability, boolean isStamped) {
    /** No deadline, the node's own durability, no stamps. */
    public static final RequestOptions NONE = new RequestOptions(0, Optional.empty(), false);

    /** With four time stamps in the answer. */
    public static final RequestOptions STAMPED = new RequestOptions(0, Optional.empty(), true);

    public RequestOptions {
        if (notAfterNs < 0) throw new IllegalArgumentException("must not be negative: notAfterNs=" + notAfterNs);
    }
}
