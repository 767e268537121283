package io.florin.gateway.client;

import java.util.Optional;
import java.util.UUID;

/**
 * What a request asks for beyond its events.
 *
 * @param notAfterNs sequenced later, the request is refused whole with {@code deadline_exceeded}; ns since the epoch, 0
 *     for no deadline.
 * @param durability the least that the answer must have reached; refused before execution where it is out of reach.
 * @param isStamped whether the answer should say when it passed which stage (binary only).
 * @param requestKey names the whole request, so that sending it again gets the stored answer, and another request under
 *     the same key is refused with {@code key_reused}; {@link Transfer#NO_ID} for none. The same key over HTTP and over
 *     the binary protocol is two keys.
 */
public record RequestOptions(long notAfterNs, Optional<Durability> durability, boolean isStamped, UUID requestKey) {
    /** No deadline, the node's own durability, no stamps, no key. */
    public static final RequestOptions NONE = new RequestOptions(0, Optional.empty(), false, Transfer.NO_ID);

    /** With four time stamps in the answer. */
    public static final RequestOptions STAMPED = new RequestOptions(0, Optional.empty(), true, Transfer.NO_ID);

    public RequestOptions {
        if (notAfterNs < 0) throw new IllegalArgumentException("must not be negative: notAfterNs=" + notAfterNs);
    }

    /** With a deadline, ns since the epoch in the node's clock. */
    public RequestOptions notAfter(long newNotAfterNs) {
        return new RequestOptions(newNotAfterNs, durability, isStamped, requestKey);
    }

    /** With a key; {@link Ids} makes one. */
    public RequestOptions key(UUID newRequestKey) {
        return new RequestOptions(notAfterNs, durability, isStamped, newRequestKey);
    }

    /** With a durability that the answer must have reached. */
    public RequestOptions durable(Durability newDurability) {
        return new RequestOptions(notAfterNs, Optional.of(newDurability), isStamped, requestKey);
    }

    boolean hasKey() {
        return !requestKey.equals(Transfer.NO_ID);
    }
}
