package io.florin.pipeline;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One event of a request on its way through the ring; made once, filled again for every lap.
 *
 * <p>The gateway fills head and body, the ledger stage decides and fills the result, the journal stage copies head,
 * body and result into a record, the reply stage reads the result. The bytes lie in one piece of memory for all
 * slots, so that a record is one copy:
 *
 * <pre>
 *   0                 64                                  192
 *   +------------------+-----------------------------------+
 *   |  RequestHead 64  |  body, at most 128: a row of SBE  |
 *   +------------------+-----------------------------------+
 * </pre>
 *
 * <p>Only the first slot of a request has a head, a correlation id and somebody who waits. One thread at a time: who
 * owns the slot follows from the ring.
 */
public final class Slot {
    public static final int HEAD_LENGTH = 64;
    public static final int BODY_LENGTH_MAX = 128;
    public static final int LENGTH = HEAD_LENGTH + BODY_LENGTH_MAX;

    private final UnsafeBuffer memory;
    private final int offset;

    private int templateId;
    private int events;
    private int index;
    private int bodyLength;
    private boolean isInternal;

    private Answers answers = Answers.NONE;
    private long correlationId;
    private long tag;
    private int options;
    private long receivedNs;

    private boolean isJournaled;
    private boolean isReplayed;
    private long sequence;
    private long timestampNs;
    private int status;
    private long resultTimestampNs;
    private long amountMinor;
    private long replayedSequence;
    private int replayedEpoch;
    private long replayedTimestampNs;
    private @Nullable DirectBuffer longResult;
    private int longResultLength;

    /** A slot whose head begins at the offset of the given memory. */
    public Slot(UnsafeBuffer memory, int offset) {
        this.memory = memory;
        this.offset = offset;
    }

    /** Begins a lap: which event of which kind of request this is. Clears whatever the last lap left. */
    public Slot begin(int newTemplateId, int newEvents, int newIndex, int newBodyLength) {
        templateId = newTemplateId;
        events = newEvents;
        index = newIndex;
        bodyLength = newBodyLength;
        isInternal = false;
        answers = Answers.NONE;
        correlationId = 0;
        tag = 0;
        options = 0;
        receivedNs = 0;
        isJournaled = false;
        isReplayed = false;
        sequence = 0;
        status = 0;
        resultTimestampNs = 0;
        amountMinor = 0;
        longResult = null;
        return this;
    }

    /** Who waits for the answer; on the first slot of a request. */
    public Slot from(Answers newAnswers, long newCorrelationId, int newOptions, long newReceivedNs) {
        answers = newAnswers;
        correlationId = newCorrelationId;
        options = newOptions;
        receivedNs = newReceivedNs;
        return this;
    }

    /** A command of Florin itself. */
    public Slot internal() {
        isInternal = true;
        return this;
    }

    // The bytes.

    /** Where head and body lie; shared by all slots. */
    public UnsafeBuffer memory() {
        return memory;
    }

    /** Of the request head; first slot of a request only. */
    public int headOffset() {
        return offset;
    }

    public int bodyOffset() {
        return offset + HEAD_LENGTH;
    }

    public int bodyLength() {
        return bodyLength;
    }

    // The request.

    /** SBE template of the request that this event belongs to. */
    public int templateId() {
        return templateId;
    }

    public int events() {
        return events;
    }

    /** Of this event in its request, from 0. */
    public int index() {
        return index;
    }

    public boolean isFirst() {
        return index == 0;
    }

    public boolean isLast() {
        return index == events - 1;
    }

    public boolean isInternal() {
        return isInternal;
    }

    public Answers answers() {
        return answers;
    }

    public long correlationId() {
        return correlationId;
    }

    /** A number of the asker's own; Florin only carries it. */
    public long tag() {
        return tag;
    }

    public Slot tag(long value) {
        tag = value;
        return this;
    }

    public int options() {
        return options;
    }

    public long receivedNs() {
        return receivedNs;
    }

    // The decision.

    /** Where the ledger stage puts this event: its own sequence and time, and that it leaves a record. */
    public void stamp(long newSequence, long newTimestampNs) {
        sequence = newSequence;
        timestampNs = newTimestampNs;
        isJournaled = true;
    }

    /** A read: it sees the state behind this sequence and leaves no record. */
    public void stampRead(long stateSequence, long stateTimestampNs) {
        sequence = stateSequence;
        timestampNs = stateTimestampNs;
    }

    /** The event's result. */
    public void result(int newStatus, long newResultTimestampNs, long newAmountMinor) {
        status = newStatus;
        resultTimestampNs = newResultTimestampNs;
        amountMinor = newAmountMinor;
    }

    /** The whole request is answered from a stored reply with this position. */
    public void replayed(long storedSequence, int storedEpoch, long storedTimestampNs) {
        isReplayed = true;
        replayedSequence = storedSequence;
        replayedEpoch = storedEpoch;
        replayedTimestampNs = storedTimestampNs;
    }

    /** A result that has a form of its own; the bytes stay as they are until this slot has passed the journal stage. */
    public void longResult(DirectBuffer bytes, int length) {
        longResult = bytes;
        longResultLength = length;
    }

    /** Whether the slot becomes a record; reads do not. */
    public boolean isJournaled() {
        return isJournaled;
    }

    public boolean isReplayed() {
        return isReplayed;
    }

    /** Last sequence of the stored reply, if this is one. */
    public long replayedSequence() {
        return replayedSequence;
    }

    /** Epoch of the stored reply, a u32, if this is one. */
    public int replayedEpoch() {
        return replayedEpoch;
    }

    /** T of the stored reply, if this is one. */
    public long replayedTimestampNs() {
        return replayedTimestampNs;
    }

    /** Bytes of a result that is not a plain {@code EventResult}; null for all that clients send. */
    public @Nullable DirectBuffer longResult() {
        return longResult;
    }

    public int longResultLength() {
        return longResultLength;
    }

    /** The ledger's own count; for a read the last one it saw. */
    public long sequence() {
        return sequence;
    }

    /** Of the event: T − n + i + 1. */
    public long timestampNs() {
        return timestampNs;
    }

    /** Wire number of LEDGER.md; 0 is {@code created}. */
    public int status() {
        return status;
    }

    public long resultTimestampNs() {
        return resultTimestampNs;
    }

    /** Minor units that moved or are held. */
    public long amountMinor() {
        return amountMinor;
    }
}
