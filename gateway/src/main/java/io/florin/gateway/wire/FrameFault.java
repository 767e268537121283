package io.florin.gateway.wire;

import io.florin.protocol.codec.Reason;

/** What may be wrong with a frame's envelope; each of these ends the connection. */
enum FrameFault {
    NONE(Reason.UNSPECIFIED, ""),
    LENGTH(Reason.FRAME_INVALID, "the length of a frame is a multiple of 8 from 24 to 1048576"),
    MAGIC(Reason.FRAME_INVALID, "a frame has 'FL' at byte 8: this is not the Florin protocol"),
    FRAME_VERSION(Reason.FRAME_INVALID, "frame version"),
    NOT_ZERO(Reason.FRAME_INVALID, "flags and the reserved bytes of a frame header are 0"),
    CRC(Reason.FRAME_INVALID, "the CRC-32C of bytes 8 to the end does not match"),
    SCHEMA(Reason.FRAME_INVALID, "schema id"),
    SCHEMA_VERSION(Reason.SCHEMA_UNSUPPORTED, "schema version");

    private final Reason reason;
    private final String sentence;

    FrameFault(Reason reason, String sentence) {
        this.reason = reason;
        this.sentence = sentence;
    }

    Reason reason() {
        return reason;
    }

    /** For people; names both numbers where two sides differ. */
    String sentence(int theirs, int ours) {
        return switch (this) {
            case FRAME_VERSION, SCHEMA, SCHEMA_VERSION -> sentence + " " + theirs + " is not spoken here, only " + ours;
            case NONE, LENGTH, MAGIC, NOT_ZERO, CRC -> sentence;
        };
    }
}
