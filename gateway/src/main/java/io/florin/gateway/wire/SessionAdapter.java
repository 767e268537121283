package io.florin.gateway.wire;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.KeepAlive;
import io.florin.gateway.session.LoopDesk;
import io.florin.gateway.session.Session;
import io.florin.gateway.session.SessionTable;
import io.florin.protocol.Frames;
import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.EstablishDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.NegotiateDecoder;
import io.florin.protocol.codec.Reason;
import io.florin.protocol.codec.RetransmitRequestDecoder;
import io.florin.protocol.codec.SequenceDecoder;
import io.florin.protocol.codec.TerminateDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.ByteOrder;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a client says about its session: who it is, which session it wants, which answers it misses. One a connection.
 *
 * <pre>{@code
 *   Negotiate --> who is it? ---------+--> Establish --> a new session
 *                 Establish, with key +--> Establish --> the session of before
 * }</pre>
 *
 * <p>Event loop only.
 */
final class SessionAdapter implements SessionTable.Taker {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final UUID NO_ID = new UUID(0, 0);

    private final BinaryPort port;
    private final BinaryHandler connection;
    private final LoopDesk desk;
    private final Channel channel;
    private final Introduction introduction;
    private final NegotiateDecoder negotiate = new NegotiateDecoder();
    private final EstablishDecoder establish = new EstablishDecoder();
    private final SequenceDecoder sequence = new SequenceDecoder();
    private final RetransmitRequestDecoder retransmitRequest = new RetransmitRequestDecoder();
    private final TerminateDecoder terminate = new TerminateDecoder();

    private UUID negotiated = NO_ID;
    private UUID wanted = NO_ID;
    private long nextNumber;
    private int keepAliveMs;
    private @Nullable Session session;

    SessionAdapter(BinaryPort port, BinaryHandler connection, LoopDesk desk, Channel channel) {
        this.port = port;
        this.connection = connection;
        this.desk = desk;
        this.channel = channel;
        this.introduction = new Introduction(port, channel);
    }

    /** A message of the session, in a good frame. */
    void onMessage(int templateId, UnsafeBuffer bytes, int offset) {
        switch (templateId) {
            case NegotiateDecoder.TEMPLATE_ID -> negotiate(bytes, offset);
            case EstablishDecoder.TEMPLATE_ID -> establish(bytes, offset);
            case SequenceDecoder.TEMPLATE_ID -> sequence(bytes, offset);
            case RetransmitRequestDecoder.TEMPLATE_ID -> retransmit(bytes, offset);
            case TerminateDecoder.TEMPLATE_ID -> terminate(bytes, offset);
            default -> invalid("no client sends a session message of template " + templateId);
        }
    }

    private void invalid(String sentence) {
        port.counters().increment(FlorinCounter.SESSION_MESSAGES_INVALID);
        connection.end(Reason.MESSAGE_INVALID, sentence, 0);
    }

    /** Whether the frame is a root block of this length, so many texts, and zeros up to a multiple of 8. */
    private static boolean isShaped(UnsafeBuffer bytes, int offset, int blockLength, int texts) {
        int length = bytes.getInt(offset, ORDER);
        if ((bytes.getShort(offset + Frames.HEADER_LENGTH, ORDER) & 0xFFFF) != blockLength) return false;
        int end = Frames.BLOCK_OFFSET + blockLength;
        for (int i = 0; i < texts; i++) {
            if (end + Integer.BYTES > length) return false;
            int text = bytes.getInt(offset + end, ORDER);
            if (text < 0 || text > SessionFrames.TEXT_LENGTH_MAX) return false;
            end += Integer.BYTES + text;
        }
        return Frames.aligned(end) == length;
    }

    private static UUID id(IdDecoder id) {
        return new UUID(id.high(), id.low());
    }

    // Who it is.

    private void negotiate(UnsafeBuffer bytes, int offset) {
        if (!isShaped(bytes, offset, NegotiateDecoder.BLOCK_LENGTH, 1)) {
            invalid("Negotiate has 32 bytes and a key");
        } else if (connection.isEstablished()) {
            invalid("a connection has one session: connect again for another");
        } else {
            negotiate.wrap(bytes, offset + Frames.BLOCK_OFFSET, NegotiateDecoder.BLOCK_LENGTH, SessionFrames.VERSION);
            negotiate(id(negotiate.sessionId()));
        }
    }

    private void negotiate(UUID id) {
        int min = negotiate.versionMin();
        int max = negotiate.versionMax();
        if (id.equals(NO_ID)) {
            reject(id, Reason.MESSAGE_INVALID, "the id of a session is not 0");
        } else if (min > SessionFrames.VERSION || max < SessionFrames.VERSION) {
            port.counters().increment(FlorinCounter.SCHEMA_UNSUPPORTED);
            String ours = "this node speaks schema version " + SessionFrames.VERSION;
            reject(id, Reason.SCHEMA_UNSUPPORTED, ours + ", the client " + min + " to " + max);
        } else {
            Reason refusal = introduction.introduce(negotiate.key());
            if (refusal != Reason.UNSPECIFIED) {
                reject(id, refusal, Introduction.sentence(refusal));
                return;
            }
            negotiated = id;
            connection.write(SessionFrames.negotiationResponse(
                    id, port.node().ledgerId(), port.node().epoch()));
        }
    }

    private void reject(UUID id, Reason reason, String sentence) {
        connection.write(SessionFrames.negotiationReject(id, reason, sentence));
        connection.end(reason, sentence, 0);
    }

    // Which session it wants.

    private void establish(UnsafeBuffer bytes, int offset) {
        if (!isShaped(bytes, offset, EstablishDecoder.BLOCK_LENGTH, 1)) {
            invalid("Establish has 40 bytes and a key");
            return;
        }
        if (connection.isEstablished()) {
            invalid("a connection has one session: connect again for another");
            return;
        }
        establish.wrap(bytes, offset + Frames.BLOCK_OFFSET, EstablishDecoder.BLOCK_LENGTH, SessionFrames.VERSION);
        wanted = id(establish.sessionId());
        nextNumber = establish.nextNumber();
        long interval = establish.keepAlive();
        String key = establish.key();
        if (!introduction.isKnown() || !key.isEmpty()) {
            Reason refusal = introduction.introduce(key);
            if (refusal != Reason.UNSPECIFIED) {
                refuse(refusal, 0, Introduction.sentence(refusal));
                connection.end(refusal, Introduction.sentence(refusal), 0);
                return;
            }
        }
        if (interval < KeepAlive.MIN_MS || interval > KeepAlive.MAX_MS) {
            refuse(Reason.MESSAGE_INVALID, 0, "keepAlive is 1000 to 60000 ms");
        } else if (nextNumber < 1 || (isNew() && nextNumber != 1)) {
            refuse(Reason.MESSAGE_INVALID, 0, "numbers begin with 1");
        } else {
            keepAliveMs = (int) interval;
            connection.pause();
            port.sessions().take(introduction.speaker(), wanted, desk, this);
        }
    }

    private boolean isNew() {
        return wanted.equals(negotiated);
    }

    private void refuse(Reason reason, int retryAfterMs, String sentence) {
        port.counters().increment(FlorinCounter.SESSIONS_REFUSED);
        connection.write(SessionFrames.establishmentReject(wanted, reason, retryAfterMs, sentence, ""));
    }

    @Override
    public void taken(Session found) {
        if (connection.isEnding()) {
            found.release(found.ended());
        } else if (isNew()) {
            found.close(); // whoever negotiates begins anew
            open();
        } else if (nextNumber < found.expectedNumber()) {
            found.release(found.ended());
            refuse(Reason.MESSAGE_INVALID, 0, "the next number is not below " + found.expectedNumber());
            connection.goOn();
        } else {
            port.counters().increment(FlorinCounter.SESSIONS_RESUMED);
            bind(found);
        }
    }

    @Override
    public void unknown() {
        if (connection.isEnding()) return;
        if (isNew()) {
            open();
            return;
        }
        refuse(Reason.UNNEGOTIATED, 0, "there is no such session: negotiate, then send again what has no answer");
        connection.goOn();
    }

    @Override
    public void inUse(int retryAfterMs) {
        if (connection.isEnding()) return;
        refuse(Reason.SESSION_IN_USE, retryAfterMs, "the session has a connection that is alive");
        connection.goOn();
    }

    private void open() {
        Session opened = port.sessions().tryOpen(introduction.speaker(), wanted, desk, channel.alloc());
        if (opened == null) {
            refuse(Reason.LIMIT_REACHED, 0, "there are as many sessions as there may be");
            connection.goOn();
        } else {
            bind(opened);
        }
    }

    private void bind(Session opened) {
        session = opened;
        opened.connect(connection);
        long expected = opened.expectedNumber();
        connection.write(SessionFrames.establishmentAck(new SessionFrames.Established(
                wanted,
                opened.nextNumber(),
                expected,
                Math.max(0, port.node().releasedSequence()),
                port.node().nowNs(),
                port.node().epoch(),
                port.limits().windowEvents(),
                keepAliveMs,
                port.limits().sessions().keptAnswers(),
                introduction.requestsPerSecond(),
                opened.ended())));
        skipTo(opened, nextNumber);
        connection.established(opened, keepAliveMs);
        connection.goOn();
    }

    /** The client counts on from there: what is between never arrived. */
    private void skipTo(Session open, long number) {
        long expected = open.expectedNumber();
        if (number == expected) return;
        connection.write(SessionFrames.notApplied(expected, number - expected));
        open.skipTo(number);
    }

    // What it misses.

    private void sequence(UnsafeBuffer bytes, int offset) {
        Session open = session;
        if (!isShaped(bytes, offset, SequenceDecoder.BLOCK_LENGTH, 0)) {
            invalid("Sequence has 8 bytes");
        } else if (open == null) {
            connection.end(Reason.UNNEGOTIATED, MessageFault.UNNEGOTIATED.sentence(), 0);
        } else {
            sequence.wrap(bytes, offset + Frames.BLOCK_OFFSET, SequenceDecoder.BLOCK_LENGTH, SessionFrames.VERSION);
            long number = sequence.nextNumber();
            open.heard();
            if (number < open.expectedNumber()) invalid("the next number is not below " + open.expectedNumber());
            else skipTo(open, number);
        }
    }

    private void retransmit(UnsafeBuffer bytes, int offset) {
        Session open = session;
        if (!isShaped(bytes, offset, RetransmitRequestDecoder.BLOCK_LENGTH, 0)) {
            invalid("RetransmitRequest has 16 bytes");
        } else if (open == null) {
            connection.end(Reason.UNNEGOTIATED, MessageFault.UNNEGOTIATED.sentence(), 0);
        } else if (!connection.isWritable()) {
            invalid("answers are sent again once those before are read");
        } else {
            retransmitRequest.wrap(
                    bytes, offset + Frames.BLOCK_OFFSET, RetransmitRequestDecoder.BLOCK_LENGTH, SessionFrames.VERSION);
            sendAgain(open, retransmitRequest.from(), retransmitRequest.count());
        }
    }

    private void sendAgain(Session open, long from, long count) {
        long end = open.nextNumber();
        long oldest = open.oldestNumber();
        if (count < 1 || from < 1 || from >= end || count > end - from) {
            port.counters().increment(FlorinCounter.ANSWERS_GONE);
            String sentence = "there are no such answers yet: the next one is " + end;
            connection.write(SessionFrames.retransmitReject(from, (int) count, oldest, sentence));
        } else if (from < oldest) {
            port.counters().increment(FlorinCounter.ANSWERS_GONE);
            String sentence = "not all of these answers are kept: send the requests again by id";
            connection.write(SessionFrames.retransmitReject(from, (int) count, oldest, sentence));
        } else {
            port.counters().add(FlorinCounter.ANSWERS_SENT_AGAIN, count);
            connection.write(SessionFrames.retransmission(from, (int) count));
            ByteBuf again = channel.alloc().buffer();
            open.copyKept(from, (int) count, again);
            connection.write(again);
        }
    }

    private void terminate(UnsafeBuffer bytes, int offset) {
        boolean isShaped = isShaped(bytes, offset, TerminateDecoder.BLOCK_LENGTH, 1);
        terminate.wrap(bytes, offset + Frames.BLOCK_OFFSET, TerminateDecoder.BLOCK_LENGTH, SessionFrames.VERSION);
        if (isShaped && terminate.reasonRaw() == Reason.FINISHED.value()) connection.endFinished();
        else connection.end(Reason.FINISHED, "the client ended the connection", 0);
    }

    // Whether it may go on.

    /** Whether the one who was introduced is still who it was; asks again only if keys were changed. */
    boolean isStillKnown() {
        return introduction.isStillKnown();
    }

    /** The same, now and then, for keys that expire. */
    boolean isKnownNow(long nowNs) {
        return introduction.isKnownNow(nowNs);
    }

    /** The connection is gone. */
    void close() {
        introduction.close();
    }
}
