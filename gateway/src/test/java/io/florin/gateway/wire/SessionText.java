package io.florin.gateway.wire;

import io.florin.protocol.Frames;
import io.florin.protocol.codec.CreditDecoder;
import io.florin.protocol.codec.EstablishmentAckDecoder;
import io.florin.protocol.codec.EstablishmentRejectDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.NegotiationRejectDecoder;
import io.florin.protocol.codec.NegotiationResponseDecoder;
import io.florin.protocol.codec.NotAppliedDecoder;
import io.florin.protocol.codec.RetransmissionDecoder;
import io.florin.protocol.codec.RetransmitRejectDecoder;
import io.florin.protocol.codec.SequenceDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/** A node's message of the session in one line. */
final class SessionText {
    private SessionText() {}

    static String of(UnsafeBuffer frame, MessageHeaderDecoder header) {
        int at = Frames.BLOCK_OFFSET;
        int block = header.blockLength();
        int version = header.version();
        return switch (header.templateId()) {
            case NegotiationResponseDecoder.TEMPLATE_ID -> {
                var message = new NegotiationResponseDecoder().wrap(frame, at, block, version);
                yield "negotiated: version " + message.version();
            }
            case NegotiationRejectDecoder.TEMPLATE_ID -> {
                var message = new NegotiationRejectDecoder().wrap(frame, at, block, version);
                yield "not negotiated: " + message.reason() + ", " + message.text();
            }
            case EstablishmentAckDecoder.TEMPLATE_ID -> {
                var message = new EstablishmentAckDecoder().wrap(frame, at, block, version);
                yield "established: next " + message.nextNumber() + ", expected " + message.expectedNumber()
                        + ", ended " + message.ended();
            }
            case EstablishmentRejectDecoder.TEMPLATE_ID -> {
                var message = new EstablishmentRejectDecoder().wrap(frame, at, block, version);
                yield "not established: " + message.reason() + ", " + message.text();
            }
            case SequenceDecoder.TEMPLATE_ID ->
                "sequence "
                        + new SequenceDecoder().wrap(frame, at, block, version).nextNumber();
            case NotAppliedDecoder.TEMPLATE_ID -> {
                var message = new NotAppliedDecoder().wrap(frame, at, block, version);
                yield "not applied: " + message.count() + " from " + message.from();
            }
            case RetransmissionDecoder.TEMPLATE_ID -> {
                var message = new RetransmissionDecoder().wrap(frame, at, block, version);
                yield "again: " + message.count() + " from " + message.from();
            }
            case RetransmitRejectDecoder.TEMPLATE_ID -> {
                var message = new RetransmitRejectDecoder().wrap(frame, at, block, version);
                yield "not again: " + message.count() + " from " + message.from() + ", oldest " + message.oldest()
                        + ", " + message.text();
            }
            case CreditDecoder.TEMPLATE_ID ->
                "credit " + new CreditDecoder().wrap(frame, at, block, version).credit();
            default -> throw new AssertionError("not from a node: template=" + header.templateId());
        };
    }
}
