package io.florin.gateway.wire;

import io.florin.gateway.session.Durabilities;
import io.florin.gateway.session.NodeState;
import io.florin.gateway.session.RefusedIds;
import io.florin.gateway.session.Session;
import io.florin.pipeline.Ingress;
import io.florin.pipeline.Slot;
import io.florin.protocol.Frames;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.GenesisDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.LimitsRowDecoder;
import io.florin.protocol.codec.LookupAccountsDecoder;
import io.florin.protocol.codec.LookupTransfersDecoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.protocol.codec.SetAccountLimitsDecoder;
import io.florin.protocol.codec.SetAccountStatusDecoder;
import io.florin.protocol.codec.StatusRowDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes a request out of a good frame to the ring: checks its shape, claims as many slots as it has rows, copies each
 * row once, publishes. Everything is checked before the claim, because what was claimed must be published.
 *
 * <pre>
 *   24 correlation id | 32 request key | 48 body hash | 56 not after | 64 durability | 65 options | 66 zero | 68
 *   group | 72 rows
 * </pre>
 *
 * <p>Event loop only; allocates nothing.
 */
final class RequestAdapter {
    static final int BLOCK_LENGTH = CreateTransfersDecoder.BLOCK_LENGTH;
    static final int ROWS_OFFSET = 72;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int CORRELATION_OFFSET = Frames.BLOCK_OFFSET;
    private static final int KEY_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersDecoder.requestKeyEncodingOffset();
    private static final int HASH_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersDecoder.bodyHashEncodingOffset();
    private static final int NOT_AFTER_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersDecoder.notAfterEncodingOffset();
    private static final int DURABILITY_OFFSET =
            Frames.BLOCK_OFFSET + CreateTransfersDecoder.durabilityEncodingOffset();
    private static final int OPTIONS_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersDecoder.optionsEncodingOffset();
    private static final int ZERO_OFFSET = Frames.BLOCK_OFFSET + CreateTransfersDecoder.zeroEncodingOffset();
    private static final int GROUP_OFFSET = Frames.BLOCK_OFFSET + BLOCK_LENGTH;
    private static final int OPTIONS_KNOWN = 1;

    /** Key, body hash and deadline lie in the same order in request and head: one copy. */
    private static final int KEY_TO_DEADLINE_LENGTH = RequestHeadEncoder.principalEncodingOffset();

    private static final int PRINCIPAL_OFFSET = RequestHeadEncoder.principalEncodingOffset();
    private static final int EVENTS_OFFSET = RequestHeadEncoder.eventsEncodingOffset();
    private static final int TRANSFER_ZERO_OFFSET = TransferRowDecoder.outcomeEncodingOffset();

    /** Rows of accounts, limits and status end in so many bytes without a meaning. */
    private static final int ZERO_LENGTH = AccountRowDecoder.ENCODED_LENGTH - AccountRowDecoder.zeroEncodingOffset();

    /** From this template on there are commands of the journal, which no client may send. */
    private static final int INTERNAL_FROM = GenesisDecoder.TEMPLATE_ID;

    private final Ingress ingress;
    private final NodeState node;
    private final RefusedIds refused;

    RequestAdapter(Ingress ingress, NodeState node) {
        this.ingress = ingress;
        this.node = node;
        this.refused = node.refusedIds();
    }

    /** Bytes of one row of such a request; 0 if there is no such request. */
    private static int rowLength(int templateId) {
        return switch (templateId) {
            case CreateTransfersDecoder.TEMPLATE_ID -> TransferRowDecoder.ENCODED_LENGTH;
            case CreateAccountsDecoder.TEMPLATE_ID -> AccountRowDecoder.ENCODED_LENGTH;
            case SetAccountLimitsDecoder.TEMPLATE_ID -> LimitsRowDecoder.ENCODED_LENGTH;
            case SetAccountStatusDecoder.TEMPLATE_ID -> StatusRowDecoder.ENCODED_LENGTH;
            case LookupAccountsDecoder.TEMPLATE_ID, LookupTransfersDecoder.TEMPLATE_ID -> IdDecoder.ENCODED_LENGTH;
            default -> 0;
        };
    }

    /** Hands the request in the frame to the ring, whose ledger is yet to be woken, or says why not. */
    MessageFault admit(UnsafeBuffer frame, int offset, int templateId, Session session) {
        int rowLength = rowLength(templateId);
        MessageFault fault = judge(frame, offset, templateId, rowLength);
        if (fault != MessageFault.NONE) return fault;
        int events = events(frame, offset);
        if (isRefused(frame, offset, templateId, rowLength, events)) return MessageFault.REFUSED_ID;
        if (!session.tryTake(events)) return MessageFault.WINDOW;

        long first = isLookup(templateId) ? ingress.tryClaimRead(events) : ingress.tryClaim(events);
        if (first < 0) {
            session.untake(events);
            return MessageFault.ofRefusal(Ingress.refusal(first));
        }
        // Everything was checked above this line: from here on the request must be published.
        for (int i = 0; i < events; i++) {
            Slot slot = ingress.at(first + i).begin(templateId, events, i, rowLength);
            int row = offset + ROWS_OFFSET + i * rowLength;
            slot.memory().putBytes(slot.bodyOffset(), frame, row, rowLength);
        }
        head(ingress.at(first), frame, offset, session);
        ingress.publishQuietly(first, events);
        return MessageFault.NONE;
    }

    private void head(Slot slot, UnsafeBuffer frame, int offset, Session session) {
        int options = frame.getByte(offset + OPTIONS_OFFSET);
        long receivedNs = options == 0 ? 0 : node.nowNs();
        slot.from(session, correlationId(frame, offset), options, receivedNs);
        UnsafeBuffer memory = slot.memory();
        int head = slot.headOffset();
        memory.putBytes(head, frame, offset + KEY_OFFSET, KEY_TO_DEADLINE_LENGTH);
        memory.setMemory(head + PRINCIPAL_OFFSET, Slot.HEAD_LENGTH - PRINCIPAL_OFFSET, (byte) 0);
        memory.putLong(head + PRINCIPAL_OFFSET, session.speaker().principal(), ORDER);
        memory.putInt(head + EVENTS_OFFSET, slot.events(), ORDER);
    }

    private MessageFault judge(UnsafeBuffer frame, int offset, int templateId, int rowLength) {
        if (rowLength == 0) return templateId < INTERNAL_FROM ? MessageFault.UNSUPPORTED : MessageFault.INTERNAL;
        int length = frame.getInt(offset, ORDER);
        if (length < ROWS_OFFSET) return MessageFault.LENGTH;
        if (unsignedShort(frame, offset + Frames.HEADER_LENGTH) != BLOCK_LENGTH) return MessageFault.BLOCK_LENGTH;
        if (unsignedShort(frame, offset + GROUP_OFFSET) != rowLength) return MessageFault.ROW_LENGTH;
        int events = events(frame, offset);
        if (events == 0) return MessageFault.NO_EVENTS;
        if (events > Frames.ROWS_MAX) return MessageFault.TOO_MANY_EVENTS;
        if (length != ROWS_OFFSET + events * rowLength) return MessageFault.LENGTH;
        if (frame.getShort(offset + ZERO_OFFSET) != 0) return MessageFault.NOT_ZERO;
        if ((frame.getByte(offset + OPTIONS_OFFSET) & ~OPTIONS_KNOWN) != 0) return MessageFault.OPTIONS;
        int durability = frame.getByte(offset + DURABILITY_OFFSET);
        if (durability < 0 || durability > Durability.BOTH.value()) return MessageFault.DURABILITY;
        if (frame.getLong(offset + NOT_AFTER_OFFSET, ORDER) < 0) return MessageFault.NOT_AFTER;
        if (!Durabilities.reaches(node.durability(), durability)) return MessageFault.DURABILITY_UNAVAILABLE;
        return switch (templateId) {
            case CreateTransfersDecoder.TEMPLATE_ID -> transfers(frame, offset + ROWS_OFFSET, events);
            case LookupAccountsDecoder.TEMPLATE_ID, LookupTransfersDecoder.TEMPLATE_ID -> lookup(frame, offset);
            default -> accounts(frame, offset + ROWS_OFFSET, rowLength, events);
        };
    }

    private static MessageFault transfers(UnsafeBuffer frame, int rows, int events) {
        long bits = 0;
        for (int i = 0; i < events; i++) {
            bits |= frame.getLong(rows + i * TransferRowDecoder.ENCODED_LENGTH + TRANSFER_ZERO_OFFSET);
        }
        return bits == 0 ? MessageFault.NONE : MessageFault.NOT_ZERO;
    }

    /** New accounts, their limits, their status. */
    private static MessageFault accounts(UnsafeBuffer frame, int rows, int rowLength, int events) {
        long bits = 0;
        for (int i = 1; i <= events; i++) {
            int zero = rows + i * rowLength - ZERO_LENGTH;
            bits |= frame.getInt(zero) | frame.getLong(zero + Integer.BYTES);
        }
        return bits == 0 ? MessageFault.NONE : MessageFault.NOT_ZERO;
    }

    private static MessageFault lookup(UnsafeBuffer frame, int offset) {
        long bits = frame.getLong(offset + KEY_OFFSET)
                | frame.getLong(offset + KEY_OFFSET + Long.BYTES)
                | frame.getLong(offset + HASH_OFFSET)
                | frame.getLong(offset + NOT_AFTER_OFFSET);
        return bits == 0 ? MessageFault.NONE : MessageFault.LOOKUP_NOT_ZERO;
    }

    private boolean isRefused(UnsafeBuffer frame, int offset, int templateId, int rowLength, int events) {
        return refused.isInAny(frame, offset + ROWS_OFFSET, rowLength, events) && !isLookup(templateId);
    }

    private static boolean isLookup(int templateId) {
        return templateId == LookupAccountsDecoder.TEMPLATE_ID || templateId == LookupTransfersDecoder.TEMPLATE_ID;
    }

    /** Rows of the request; only in a frame that is long enough for a group header. */
    private static int events(UnsafeBuffer frame, int offset) {
        return unsignedShort(frame, offset + GROUP_OFFSET + Short.BYTES);
    }

    /** The asker's number for the request; 0 in a frame too short to have one. */
    static long correlationId(UnsafeBuffer frame, int offset) {
        int length = frame.getInt(offset, ORDER);
        return length < CORRELATION_OFFSET + Long.BYTES ? 0 : frame.getLong(offset + CORRELATION_OFFSET, ORDER);
    }

    private static int unsignedShort(UnsafeBuffer frame, int offset) {
        return frame.getShort(offset, ORDER) & 0xFFFF;
    }
}
