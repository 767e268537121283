package io.florin.replay;

import io.florin.journal.Reader;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.EventResultEncoder;
import io.florin.protocol.codec.PulseDecidedDecoder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The results that the records of one request carry, kept until the request was decided again. A request of one event
 * may have a result of any length (a pulse); events of larger requests have 24 bytes each.
 */
final class RecordedResults {
    private static final int EVENT_LENGTH = EventResultDecoder.ENCODED_LENGTH;

    private final UnsafeBuffer events;
    private final boolean[] isLong;
    private final ExpandableArrayBuffer longResult = new ExpandableArrayBuffer();
    private int longResultLength;

    private final UnsafeBuffer decided = new UnsafeBuffer(new byte[EVENT_LENGTH]);
    private final EventResultEncoder encoder = new EventResultEncoder();

    RecordedResults(int eventsMax) {
        events = new UnsafeBuffer(new byte[eventsMax * EVENT_LENGTH]);
        isLong = new boolean[eventsMax];
    }

    void keep(int index, Reader reader) {
        int length = reader.resultLength();
        boolean isPulse = reader.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID;
        isLong[index] = isPulse;
        if (isPulse && index == 0) {
            longResult.putBytes(0, reader.buffer(), reader.resultOffset(), length);
            longResultLength = length;
        } else if (!isPulse && length == EVENT_LENGTH) {
            events.putBytes(index * EVENT_LENGTH, reader.buffer(), reader.resultOffset(), EVENT_LENGTH);
        } else {
            throw DivergenceException.malformed(
                    "a result has the form of its template", reader.sequence(), reader.commandTemplate());
        }
    }

    /** @throws DivergenceException unless the slot's result is what the record of this event says. */
    void compare(int index, Slot slot) {
        DirectBuffer longDecided = slot.longResult();
        if (longDecided != null) {
            compareLong(index, slot, longDecided);
            return;
        }
        encode(slot);
        int offset = index * EVENT_LENGTH;
        boolean isEqual = !isLong[index]
                && decided.getLong(0) == events.getLong(offset)
                && decided.getLong(8) == events.getLong(offset + 8)
                && decided.getLong(16) == events.getLong(offset + 16);
        if (!isEqual) throw DivergenceException.differs(slot, recordedText(index), text(decided, 0));
    }

    private void compareLong(int index, Slot slot, DirectBuffer longDecided) {
        int length = slot.longResultLength();
        boolean isEqual = isLong[index] && length == longResultLength;
        for (int i = 0; isEqual && i < length; i++) isEqual = longDecided.getByte(i) == longResult.getByte(i);
        if (!isEqual) throw DivergenceException.differs(slot, recordedText(index), hex(longDecided, length));
    }

    private void encode(Slot slot) {
        encoder.wrap(decided, 0)
                .timestamp(slot.resultTimestampNs())
                .status(Integer.toUnsignedLong(slot.status()))
                .zero(0)
                .amount(slot.amountMinor());
    }

    private String recordedText(int index) {
        return isLong[index] ? hex(longResult, longResultLength) : text(events, index * EVENT_LENGTH);
    }

    private static String text(DirectBuffer buffer, int offset) {
        var result = new EventResultDecoder().wrap(buffer, offset);
        return "{status=" + result.status() + ", amount=" + result.amount() + ", timestamp=" + result.timestamp()
                + ", zero=" + result.zero() + "}";
    }

    private static String hex(DirectBuffer buffer, int length) {
        var text = new StringBuilder("{");
        for (int i = 0; i < length; i++) text.append(String.format("%02x", buffer.getByte(i)));
        return text.append('}').toString();
    }
}
