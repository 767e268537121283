package io.florin.gateway.client;

import io.florin.protocol.Frames;
import io.florin.protocol.codec.CreditDecoder;
import io.florin.protocol.codec.EstablishmentAckDecoder;
import io.florin.protocol.codec.EstablishmentRejectDecoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.NegotiationRejectDecoder;
import io.florin.protocol.codec.RetransmissionDecoder;
import io.florin.protocol.codec.RetransmitRejectDecoder;
import io.florin.protocol.codec.TerminateDecoder;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Reads the node's messages of the session and tells each to the client's. One event loop. */
final class SessionDecoder {
    private final ClientSession session;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final NegotiationRejectDecoder negotiationReject = new NegotiationRejectDecoder();
    private final EstablishmentAckDecoder ack = new EstablishmentAckDecoder();
    private final EstablishmentRejectDecoder establishmentReject = new EstablishmentRejectDecoder();
    private final RetransmissionDecoder retransmission = new RetransmissionDecoder();
    private final CreditDecoder credit = new CreditDecoder();
    private final TerminateDecoder terminate = new TerminateDecoder();

    SessionDecoder(ClientSession session) {
        this.session = session;
    }

    void decode(int templateId, DirectBuffer frame, int offset) {
        int at = offset + Frames.HEADER_LENGTH;
        switch (templateId) {
            case NegotiationRejectDecoder.TEMPLATE_ID -> {
                negotiationReject.wrapAndApplyHeader(frame, at, header);
                session.onRefused(name(negotiationReject.reason()), 0, negotiationReject.text());
            }
            case EstablishmentAckDecoder.TEMPLATE_ID -> {
                ack.wrapAndApplyHeader(frame, at, header);
                session.onEstablished(ack.nextNumber(), ack.expectedNumber(), (int) ack.credit());
            }
            case EstablishmentRejectDecoder.TEMPLATE_ID -> {
                establishmentReject.wrapAndApplyHeader(frame, at, header);
                long retryAfterMs = establishmentReject.retryAfterMs();
                session.onRefused(name(establishmentReject.reason()), retryAfterMs, establishmentReject.text());
            }
            case RetransmissionDecoder.TEMPLATE_ID ->
                session.onRetransmission(
                        retransmission.wrapAndApplyHeader(frame, at, header).count());
            case RetransmitRejectDecoder.TEMPLATE_ID -> session.onAnswersGone();
            case CreditDecoder.TEMPLATE_ID ->
                session.onCredit(
                        (int) credit.wrapAndApplyHeader(frame, at, header).credit());
            case TerminateDecoder.TEMPLATE_ID -> {
                terminate.wrapAndApplyHeader(frame, at, header);
                session.onTerminate(name(terminate.reason()), terminate.text());
            }
            default -> {
                // negotiated; somebody is there; what was not applied, an acknowledgement has said before
            }
        }
    }

    private static String name(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
