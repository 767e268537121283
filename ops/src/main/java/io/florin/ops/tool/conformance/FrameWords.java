package io.florin.ops.tool.conformance;

import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountsDecoder;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.EstablishmentAckDecoder;
import io.florin.protocol.codec.EstablishmentRejectDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.NegotiationRejectDecoder;
import io.florin.protocol.codec.NegotiationResponseDecoder;
import io.florin.protocol.codec.NotAppliedDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.RetransmissionDecoder;
import io.florin.protocol.codec.RetransmitRejectDecoder;
import io.florin.protocol.codec.TerminateDecoder;
import io.florin.protocol.codec.TransfersDecoder;
import org.agrona.concurrent.UnsafeBuffer;

/** A server's frame in a few words: its name, the request that it answers, and why. */
final class FrameWords {
    private static final int AT = Frames.BLOCK_OFFSET;

    private final UnsafeBuffer frame;
    private final int templateId;
    private final int block;
    private final int version;

    private FrameWords(byte[] bytes) {
        MessageHeaderDecoder header = BinaryPeer.header(bytes);
        frame = new UnsafeBuffer(bytes);
        templateId = header.templateId();
        block = header.blockLength();
        version = header.version();
    }

    static String of(byte[] frame) {
        return new FrameWords(frame).words();
    }

    private String words() {
        return switch (templateId) {
            case NegotiationResponseDecoder.TEMPLATE_ID -> "NegotiationResponse";
            case NegotiationRejectDecoder.TEMPLATE_ID ->
                "NegotiationReject "
                        + new NegotiationRejectDecoder()
                                .wrap(frame, AT, block, version)
                                .reason();
            case EstablishmentAckDecoder.TEMPLATE_ID -> "EstablishmentAck";
            case EstablishmentRejectDecoder.TEMPLATE_ID ->
                "EstablishmentReject "
                        + new EstablishmentRejectDecoder()
                                .wrap(frame, AT, block, version)
                                .reason();
            case NotAppliedDecoder.TEMPLATE_ID -> "NotApplied";
            case RetransmissionDecoder.TEMPLATE_ID -> "Retransmission";
            case RetransmitRejectDecoder.TEMPLATE_ID -> "RetransmitReject";
            case TerminateDecoder.TEMPLATE_ID ->
                "Terminate "
                        + new TerminateDecoder().wrap(frame, AT, block, version).reason();
            default -> answer();
        };
    }

    private String answer() {
        return switch (templateId) {
            case BusinessRejectDecoder.TEMPLATE_ID -> {
                var reject = new BusinessRejectDecoder().wrap(frame, AT, block, version);
                yield "BusinessReject " + reject.correlationId() + " " + reject.reason();
            }
            case ResultsDecoder.TEMPLATE_ID -> {
                var results = new ResultsDecoder().wrap(frame, AT, block, version);
                yield "Results " + results.correlationId() + " of " + results.events();
            }
            case AccountsDecoder.TEMPLATE_ID -> {
                var accounts = new AccountsDecoder().wrap(frame, AT, block, version);
                yield "Accounts " + accounts.correlationId() + " with "
                        + accounts.rows().count();
            }
            case TransfersDecoder.TEMPLATE_ID -> {
                var transfers = new TransfersDecoder().wrap(frame, AT, block, version);
                yield "Transfers " + transfers.correlationId() + " with "
                        + transfers.rows().count();
            }
            default -> "template " + templateId;
        };
    }
}
