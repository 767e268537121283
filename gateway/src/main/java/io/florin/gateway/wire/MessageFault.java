package io.florin.gateway.wire;

import io.florin.counters.FlorinCounter;
import io.florin.protocol.codec.Reason;

/** Why a message in a good frame is not executed; the connection goes on. */
enum MessageFault {
    NONE(Reason.UNSPECIFIED, 0, ""),
    UNNEGOTIATED(Reason.UNNEGOTIATED, 0, "negotiate and establish a session first"),
    REVOKED(Reason.AUTHENTICATION_FAILED, 0, "send a valid key"),
    RATE(Reason.RATE_LIMITED, 100, "more requests a second than the key may send"),
    UNSUPPORTED(Reason.UNSUPPORTED, 0, "no request has this template here"),
    INTERNAL(Reason.UNSUPPORTED, 0, "commands of the operator are taken on the admin port only"),
    LENGTH(Reason.MESSAGE_INVALID, 0, "the frame is as long as its rows say"),
    BLOCK_LENGTH(Reason.MESSAGE_INVALID, 0, "the root block of a request has 44 bytes"),
    ROW_LENGTH(Reason.MESSAGE_INVALID, 0, "a row has the length that the schema gives it"),
    NO_EVENTS(Reason.MESSAGE_INVALID, 0, "a request has 1 to 8190 events"),
    TOO_MANY_EVENTS(Reason.BATCH_TOO_LARGE, 0, "a request has 1 to 8190 events"),
    OPTIONS(Reason.MESSAGE_INVALID, 0, "of the options only bit 0 has a meaning"),
    NOT_ZERO(Reason.MESSAGE_INVALID, 0, "reserved fields are 0"),
    LOOKUP_NOT_ZERO(Reason.MESSAGE_INVALID, 0, "a lookup has no request key, body hash or deadline"),
    DURABILITY(Reason.MESSAGE_INVALID, 0, "there is no such durability"),
    NOT_AFTER(Reason.MESSAGE_INVALID, 0, "notAfter is 0 or a time after the epoch"),
    DURABILITY_UNAVAILABLE(Reason.DURABILITY_UNAVAILABLE, 0, "this node does not reach the durability asked for"),
    WINDOW(Reason.WINDOW_EXCEEDED, 0, "more events under way than the window allows: wait for answers"),
    REFUSED_ID(Reason.REFUSED_BY_OPERATOR, 0, "an operator refuses an id in it: gateway.refuse"),
    BUSY(Reason.BUSY, 5, "the ring is full"),
    DRAINING(Reason.DRAINING, 1_000, "the node is going down"),
    JOURNAL_FULL(Reason.JOURNAL_FULL, 1_000, "the disk of the journal is full: the node takes reads only"),
    NOT_PRIMARY(Reason.NOT_PRIMARY, 1_000, "this node is not the primary");

    private final Reason reason;
    private final int retryAfterMs;
    private final String sentence;

    MessageFault(Reason reason, int retryAfterMs, String sentence) {
        this.reason = reason;
        this.retryAfterMs = retryAfterMs;
        this.sentence = sentence;
    }

    /** What the ring said instead of a place. */
    static MessageFault ofRefusal(int reason) {
        return switch (Reason.get(reason)) {
            case DRAINING -> DRAINING;
            case JOURNAL_FULL -> JOURNAL_FULL;
            case NOT_PRIMARY -> NOT_PRIMARY;
            default -> BUSY;
        };
    }

    /** What a refusal for this reason is counted as. */
    FlorinCounter counter() {
        return switch (this) {
            case BUSY -> FlorinCounter.REFUSED_BUSY;
            case DRAINING -> FlorinCounter.REFUSED_DRAINING;
            case WINDOW -> FlorinCounter.REFUSED_WINDOW;
            case JOURNAL_FULL -> FlorinCounter.REFUSED_JOURNAL_FULL;
            case NOT_PRIMARY -> FlorinCounter.REFUSED_NOT_PRIMARY;
            case REFUSED_ID -> FlorinCounter.REFUSED_BY_OPERATOR;
            case UNNEGOTIATED -> FlorinCounter.REFUSED_UNNEGOTIATED;
            case REVOKED -> FlorinCounter.REFUSED_UNKNOWN;
            case RATE -> FlorinCounter.REFUSED_RATE;
            default -> FlorinCounter.REFUSED_INVALID;
        };
    }

    Reason reason() {
        return reason;
    }

    int retryAfterMs() {
        return retryAfterMs;
    }

    String sentence() {
        return sentence;
    }
}
