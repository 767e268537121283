package io.florin.protocol;

import io.florin.protocol.codec.CreditEncoder;
import io.florin.protocol.codec.EstablishEncoder;
import io.florin.protocol.codec.EstablishmentAckEncoder;
import io.florin.protocol.codec.EstablishmentRejectEncoder;
import io.florin.protocol.codec.MessageHeaderDecoder;
import io.florin.protocol.codec.MessageHeaderEncoder;
import io.florin.protocol.codec.NegotiateEncoder;
import io.florin.protocol.codec.NegotiationRejectEncoder;
import io.florin.protocol.codec.NegotiationResponseEncoder;
import io.florin.protocol.codec.NotAppliedEncoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.RetransmissionEncoder;
import io.florin.protocol.codec.RetransmitRejectEncoder;
import io.florin.protocol.codec.RetransmitRequestEncoder;
import io.florin.protocol.codec.SequenceEncoder;
import io.florin.protocol.codec.TerminateEncoder;
import java.util.Arrays;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whole frames of the session, for both sides. They are rare: each is an array of its own. Stateless; any thread.
 *
 * <p>Texts are ASCII and at most {@link #TEXT_LENGTH_MAX} long.
 */
public final class SessionFrames {
    /** Of a key, a sentence, an address. */
    public static final int TEXT_LENGTH_MAX = 512;

    /** Templates below this one belong to the session; all others are application frames and have a number. */
    public static final int APPLICATION_FROM = 20;

    /** What a client and a server of this build speak. */
    public static final int VERSION = NegotiateEncoder.SCHEMA_VERSION;

    private static final int HEADER = Frames.HEADER_LENGTH;
    private static final int FRAME_LENGTH_MAX = 1_280;

    private SessionFrames() {}

    /** Who speaks, and a session that begins. */
    public static byte[] negotiate(UUID sessionId, long timestampNs, String key) {
        UnsafeBuffer frame = empty();
        var message = new NegotiateEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.sessionId().high(sessionId.getMostSignificantBits()).low(sessionId.getLeastSignificantBits());
        message.timestamp(timestampNs).versionMin(VERSION).versionMax(VERSION).key(key);
        return sealed(frame, message.limit());
    }

    /** Who that is, is known. */
    public static byte[] negotiationResponse(UUID sessionId, UUID ledgerId, int epoch) {
        UnsafeBuffer frame = empty();
        var message = new NegotiationResponseEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.sessionId().high(sessionId.getMostSignificantBits()).low(sessionId.getLeastSignificantBits());
        message.ledgerId().high(ledgerId.getMostSignificantBits()).low(ledgerId.getLeastSignificantBits());
        message.version(VERSION).epoch(Integer.toUnsignedLong(epoch));
        return sealed(frame, message.limit());
    }

    /** No session begins. */
    public static byte[] negotiationReject(UUID sessionId, Reason reason, String text) {
        UnsafeBuffer frame = empty();
        var message = new NegotiationRejectEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.sessionId().high(sessionId.getMostSignificantBits()).low(sessionId.getLeastSignificantBits());
        message.reason(reason).versionMin(VERSION).versionMax(VERSION).text(text);
        return sealed(frame, message.limit());
    }

    /** Binds a session to the connection; {@code key} is empty behind Negotiate. */
    public static byte[] establish(UUID sessionId, long nextNumber, long timestampNs, int keepAliveMs, String key) {
        UnsafeBuffer frame = empty();
        var message = new EstablishEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.sessionId().high(sessionId.getMostSignificantBits()).low(sessionId.getLeastSignificantBits());
        message.nextNumber(nextNumber)
                .timestamp(timestampNs)
                .keepAlive(keepAliveMs)
                .key(key);
        return sealed(frame, message.limit());
    }

    /** What an acknowledgement says of numbers, the node and its limits. */
    public record Established(
            UUID sessionId,
            long nextNumber,
            long expectedNumber,
            long sequence,
            long timestampNs,
            int epoch,
            int credit,
            int keepAliveMs,
            int keptAnswers,
            int requestsPerSecond,
            Reason ended) {}

    /** Application frames may come. */
    public static byte[] establishmentAck(Established state) {
        UnsafeBuffer frame = empty();
        var message = new EstablishmentAckEncoder().wrapAndApplyHeader(frame, HEADER, header());
        UUID sessionId = state.sessionId();
        message.sessionId().high(sessionId.getMostSignificantBits()).low(sessionId.getLeastSignificantBits());
        message.nextNumber(state.nextNumber())
                .expectedNumber(state.expectedNumber())
                .sequence(state.sequence())
                .timestamp(state.timestampNs())
                .epoch(Integer.toUnsignedLong(state.epoch()))
                .credit(state.credit())
                .keepAlive(state.keepAliveMs())
                .frameLengthMax(Frames.LENGTH_MAX)
                .eventsMax(Frames.ROWS_MAX)
                .keptAnswers(state.keptAnswers())
                .requestsPerSecond(state.requestsPerSecond())
                .ended(state.ended());
        return sealed(frame, message.limit());
    }

    /** The session is not bound to the connection. */
    public static byte[] establishmentReject(
            UUID sessionId, Reason reason, int retryAfterMs, String text, String primary) {
        UnsafeBuffer frame = empty();
        var message = new EstablishmentRejectEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.sessionId().high(sessionId.getMostSignificantBits()).low(sessionId.getLeastSignificantBits());
        message.reason(reason).retryAfterMs(retryAfterMs).text(text).primary(primary);
        return sealed(frame, message.limit());
    }

    /** Somebody is there, and this number comes next. */
    public static byte[] sequence(long nextNumber) {
        UnsafeBuffer frame = empty();
        var message = new SequenceEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.nextNumber(nextNumber);
        return sealed(frame, message.limit());
    }

    /** These requests never arrived. */
    public static byte[] notApplied(long from, long count) {
        UnsafeBuffer frame = empty();
        var message = new NotAppliedEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.from(from).count(count);
        return sealed(frame, message.limit());
    }

    /** Asks for answers again. */
    public static byte[] retransmitRequest(long from, int count) {
        UnsafeBuffer frame = empty();
        var message = new RetransmitRequestEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.from(from).count(count);
        return sealed(frame, message.limit());
    }

    /** So many frames follow, under the numbers they had. */
    public static byte[] retransmission(long from, int count) {
        UnsafeBuffer frame = empty();
        var message = new RetransmissionEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.from(from).count(count);
        return sealed(frame, message.limit());
    }

    /** Not all of these answers are kept. */
    public static byte[] retransmitReject(long from, int count, long oldest, String text) {
        UnsafeBuffer frame = empty();
        var message = new RetransmitRejectEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.from(from).count(count).oldest(oldest).text(text);
        return sealed(frame, message.limit());
    }

    /** The last frame of a connection; {@code yourVersion} counts with {@code schema_unsupported} alone. */
    public static byte[] terminate(Reason reason, String text, int yourVersion) {
        UnsafeBuffer frame = empty();
        var message = new TerminateEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.reason(reason)
                .yourVersion(reason == Reason.SCHEMA_UNSUPPORTED ? yourVersion : 0)
                .versionMin(VERSION)
                .versionMax(VERSION)
                .text(text);
        return sealed(frame, message.limit());
    }

    /** The window has changed. */
    public static byte[] credit(int events) {
        UnsafeBuffer frame = empty();
        var message = new CreditEncoder().wrapAndApplyHeader(frame, HEADER, header());
        message.credit(events);
        return sealed(frame, message.limit());
    }

    private static UnsafeBuffer empty() {
        return new UnsafeBuffer(new byte[FRAME_LENGTH_MAX]);
    }

    private static MessageHeaderEncoder header() {
        return new MessageHeaderEncoder();
    }

    private static byte[] sealed(UnsafeBuffer frame, int used) {
        byte[] bytes = Arrays.copyOf(frame.byteArray(), Frames.aligned(used));
        var sbe = new MessageHeaderDecoder().wrap(frame, HEADER);
        var whole = new UnsafeBuffer(bytes);
        FrameEncoder.begin(whole, 0, bytes.length, sbe.templateId(), sbe.blockLength());
        FrameEncoder.seal(whole, 0, new Crc32c().of(bytes, Frames.CRC_FROM, bytes.length - Frames.CRC_FROM));
        return bytes;
    }
}
