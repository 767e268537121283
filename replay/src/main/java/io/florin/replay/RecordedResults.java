package io.florin.replay;

import io.florin.journal.RecordView;
import io.florin.pipeline.Slot;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.EventResultEncoder;
import io.florin.protocol.codec.PulseDecidedDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The results that some records carry, kept until their requests were decided again. An event has 24 bytes; one request
 * among them, of one event, may have a result of any length (a pulse).
 */
final class RecordedResults {
    private static final int EVENT_LENGTH = EventResultDecoder.ENCODED_LENGTH;
    private static final int STATUS_OFFSET = EventResultDecoder.statusEncodingOffset(); // with the zero behind it
    private static final int AMOUNT_OFFSET = EventResultDecoder.amountEncodingOffset();

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

    void keep(int index, RecordView record) {
        int length = record.resultLength();
        boolean isPulse = record.resultTemplate() == PulseDecidedDecoder.TEMPLATE_ID;
        isLong[index] = isPulse;
        if (isPulse) {
            longResult.putBytes(0, record.buffer(), record.resultOffset(), length);
            longResultLength = length;
        } else if (length == EVENT_LENGTH) {
            events.putBytes(index * EVENT_LENGTH, record.buffer(), record.resultOffset(), EVENT_LENGTH);
        } else {
            throw DivergenceException.malformed(
                    "a result has the form of its template", record.sequence(), record.commandTemplate());
        }
    }

    /** Tells of the slot's result unless it is what the record of this event says. */
    void compare(int index, Slot slot, Fold.Differences differences) {
        DirectBuffer longDecided = slot.longResult();
        if (longDecided != null) {
            compareLong(index, slot, longDecided, differences);
            return;
        }
        int offset = index * EVENT_LENGTH;
        boolean isEqual = !isLong[index]
                && events.getLong(offset, ByteOrder.LITTLE_ENDIAN) == slot.resultTimestampNs()
                && events.getLong(offset + STATUS_OFFSET, ByteOrder.LITTLE_ENDIAN)
                        == Integer.toUnsignedLong(slot.status())
                && events.getLong(offset + AMOUNT_OFFSET, ByteOrder.LITTLE_ENDIAN) == slot.amountMinor();
        if (isEqual) return;

        encode(slot);
        differences.differs(slot, recordedText(index), text(decided, 0));
    }

    private void compareLong(int index, Slot slot, DirectBuffer longDecided, Fold.Differences differences) {
        int length = slot.longResultLength();
        boolean isEqual = isLong[index] && length == longResultLength;
        for (int i = 0; isEqual && i < length; i++) isEqual = longDecided.getByte(i) == longResult.getByte(i);
        if (!isEqual) differences.differs(slot, recordedText(index), hex(longDecided, length));
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
