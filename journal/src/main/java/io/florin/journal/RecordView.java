package io.florin.journal;

import io.florin.protocol.codec.RecordHeaderDecoder;
import io.florin.protocol.codec.RequestHeadDecoder;
import org.agrona.DirectBuffer;

/**
 * One verified record, where it lies. What it says holds until whoever owns it goes to the next one. One thread;
 * allocates nothing.
 */
public final class RecordView {
    private final RecordHeaderDecoder record = new RecordHeaderDecoder();
    private boolean isFirst;

    RecordView() {}

    /** Looks at the record that begins here. */
    void wrap(DirectBuffer buffer, int offset, boolean isFirstOfRequest) {
        record.wrap(buffer, offset);
        isFirst = isFirstOfRequest;
    }

    public long sequence() {
        return record.sequence();
    }

    public long timestampNs() {
        return record.timestamp();
    }

    public int epoch() {
        return (int) record.epoch();
    }

    /** Whether this is the first event of its request; then, and only then, there is a head. */
    public boolean isFirst() {
        return isFirst;
    }

    /** Whether this is the last event of its request. */
    public boolean isLast() {
        return (record.flags() & Blocks.FLAG_MORE) == 0;
    }

    /** A command of Florin itself. */
    public boolean isInternal() {
        return (record.flags() & Blocks.FLAG_INTERNAL) != 0;
    }

    public int schemaVersion() {
        return record.schemaVersion();
    }

    /** SBE template of the request. */
    public int commandTemplate() {
        return record.commandTemplate();
    }

    /** SBE template of the result: {@code EventDecided} or {@code PulseDecided}. */
    public int resultTemplate() {
        return record.resultTemplate();
    }

    /** Holds everything that the offsets point into. */
    public DirectBuffer buffer() {
        return record.buffer();
    }

    /** Of the record's own header, 48 bytes. */
    public int recordOffset() {
        return record.offset();
    }

    /** Of the whole record: header, command and result with their padding. */
    public int recordLength() {
        return (int) record.length();
    }

    /** Of the request head, 64 bytes; first event of a request only. */
    public int headOffset() {
        return record.offset() + Blocks.RECORD_HEADER_LENGTH;
    }

    /** Of the command's row, behind the head where there is one. */
    public int commandOffset() {
        return headOffset() + headLength();
    }

    /** Of the command's row alone. */
    public int commandLength() {
        return (int) record.commandLength() - headLength();
    }

    private int headLength() {
        return isFirst ? RequestHeadDecoder.ENCODED_LENGTH : 0;
    }

    public int resultOffset() {
        return headOffset() + Blocks.aligned((int) record.commandLength());
    }

    public int resultLength() {
        return (int) record.resultLength();
    }
}
