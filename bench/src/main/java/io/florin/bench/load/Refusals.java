package io.florin.bench.load;

import io.florin.protocol.Frames;
import io.florin.protocol.codec.BusinessRejectDecoder;
import io.florin.protocol.codec.EstablishmentRejectDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.NegotiationRejectDecoder;
import io.florin.protocol.codec.ResultRowDecoder;
import io.florin.protocol.codec.ResultsDecoder;
import io.florin.protocol.codec.TerminateDecoder;
import org.agrona.DirectBuffer;

/** Puts a frame that a load did not hope for into words. */
final class Refusals {
    private Refusals() {}

    static String describe(DirectBuffer bytes, int offset) {
        var header = new MessageHeaderDecoder().wrap(bytes, offset + Frames.HEADER_LENGTH);
        int block = offset + Frames.BLOCK_OFFSET;
        return switch (header.templateId()) {
            case ResultsDecoder.TEMPLATE_ID ->
                results(new ResultsDecoder().wrap(bytes, block, header.blockLength(), header.version()));
            case BusinessRejectDecoder.TEMPLATE_ID -> {
                var reject = new BusinessRejectDecoder().wrap(bytes, block, header.blockLength(), header.version());
                yield "rejected, " + reject.reason() + ": " + reject.text();
            }
            case TerminateDecoder.TEMPLATE_ID -> {
                var terminate = new TerminateDecoder().wrap(bytes, block, header.blockLength(), header.version());
                yield "the server ended the connection, " + terminate.reason() + ": " + terminate.text();
            }
            case NegotiationRejectDecoder.TEMPLATE_ID -> {
                var reject = new NegotiationRejectDecoder().wrap(bytes, block, header.blockLength(), header.version());
                yield "rejected, " + reject.reason() + ": " + reject.text();
            }
            case EstablishmentRejectDecoder.TEMPLATE_ID -> {
                var reject =
                        new EstablishmentRejectDecoder().wrap(bytes, block, header.blockLength(), header.version());
                yield "rejected, " + reject.reason() + ": " + reject.text();
            }
            default -> "an answer that nothing asked for: templateId=" + header.templateId();
        };
    }

    private static String results(ResultsDecoder results) {
        ResultsDecoder.RowsDecoder rows = results.rows();
        if (rows.count() == 0) return "an answer without a refusal has a wrong length";
        ResultRowDecoder first = rows.next().row();
        return rows.count() + " of " + results.events() + " events were refused, the first at index=" + first.index()
                + " with status=" + first.status();
    }
}
