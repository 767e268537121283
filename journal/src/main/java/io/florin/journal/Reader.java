package io.florin.journal;

import io.florin.journal.Catalogue.Entry;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Walks forward over the records of a journal, segment by segment. A record is shown only after all of its batch was
 * verified: checksums, sequence, time, epoch, seal, chain, and the links between segments.
 *
 * <p>One thread; allocates nothing per record. What the accessors say holds until the next call of {@link #next}.
 */
public final class Reader implements AutoCloseable {
    private final Catalogue catalogue;
    private final LongSupplier limit;
    private final boolean isAtRest;
    private final long fromSequence;
    private final BatchScanner scanner = new BatchScanner();
    private final RecordView record = new RecordView();

    private List<Entry> entries;
    private int entryIndex;
    private @Nullable SegmentFile segment;
    private long bytesBehind;
    private long tornBytes;

    private int recordAt;
    private int recordsEnd;
    private boolean isNextFirst = true;

    private Reader(Catalogue catalogue, long fromSequence, LongSupplier limit, boolean isAtRest) throws IOException {
        this.catalogue = catalogue;
        this.fromSequence = fromSequence;
        this.limit = limit;
        this.isAtRest = isAtRest;
        this.entries = catalogue.entries(isAtRest);
        this.entryIndex = entries.isEmpty() ? -1 : entryOf(fromSequence);
    }

    /**
     * Reads all that is in a data directory, as recovery does. Behind the last record, {@link #tail} says where it
     * ended.
     *
     * @throws JournalDamagedException here or in {@link #next}, if what is there cannot be what was forced.
     */
    public static Reader open(DataDirectory directory, long fromSequence) throws IOException {
        return atRest(Catalogue.of(directory), fromSequence);
    }

    static Reader atRest(Catalogue catalogue, long fromSequence) throws IOException {
        return begin(new Reader(catalogue, fromSequence, () -> Long.MAX_VALUE, true));
    }

    /** Reads behind an appender, never beyond what it forced. */
    static Reader behind(Catalogue catalogue, long fromSequence, LongSupplier forced) throws IOException {
        return begin(new Reader(catalogue, fromSequence, forced, false));
    }

    private static Reader begin(Reader reader) throws IOException {
        if (!reader.entries.isEmpty()) {
            Entry first = reader.entry();
            SegmentFile file = reader.catalogue.open(first.id());
            reader.segment = file;
            reader.scanner.begin(
                    file, first.header().firstSequence() - 1, first.header().chainBefore());
        }
        return reader;
    }

    /** The last segment that may hold this sequence. */
    private int entryOf(long sequence) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i).header().firstSequence() <= sequence) return i;
        }
        Entry first = entries.getFirst();
        throw new JournalDamagedException(
                "segments are missing before the first one",
                "restore them from a copy; nothing here was changed",
                first.id(),
                0,
                first.header().firstSequence() - 1);
    }

    /** Goes to the next record; false at the end, for now: behind a living journal it may be asked again. */
    public boolean next() throws IOException {
        do {
            if (recordAt == recordsEnd && !nextBatch()) return false;
            record.wrap(scanner.buffer(), recordAt, isNextFirst);
            isNextFirst = record.isLast();
            recordAt += record.recordLength();
        } while (record.sequence() < fromSequence);
        return true;
    }

    /** What a journal says of a place in it. */
    public enum Standing {
        /** The place is there, and what comes behind it is read next. */
        FOUND,
        /** The journal has no such place, or another history led to it. */
        OTHER_HISTORY,
        /** The journal ends before it. */
        BEYOND_THE_END
    }

    /**
     * Goes behind the batch that ends with the sequence before the one this reader begins with; before anything else.
     * Everything on the way is verified, from the beginning of its segment.
     *
     * @param chain of the seal that should be there.
     */
    public Standing standBehind(Chain chain) throws IOException {
        while (scanner.sequence() < fromSequence - 1) {
            if (!nextBatch()) return Standing.BEYOND_THE_END;
            recordAt = recordsEnd; // none of it is asked for
        }
        boolean isHere =
                scanner.sequence() == fromSequence - 1 && scanner.chain().equals(chain);
        return isHere ? Standing.FOUND : Standing.OTHER_HISTORY;
    }

    /** Copies the records of the next batch, verified as a whole; 0 where {@link #next} would answer false. */
    int nextBatch(byte[] target, int offset) throws IOException {
        if (!nextBatch()) return 0;
        int length = recordsEnd - recordAt;
        scanner.buffer().getBytes(recordAt, target, offset, length);
        recordAt = recordsEnd;
        return length;
    }

    long fromSequence() {
        return fromSequence;
    }

    private boolean nextBatch() throws IOException {
        SegmentFile file = segment;
        while (file != null && scanner.sequence() < limit.getAsLong()) {
            if (isNextReached()) {
                file = enterNext(file);
                continue;
            }
            switch (scanner.next(file)) {
                case BATCH -> {
                    return batchFound();
                }
                case END -> {
                    if (isEnd()) return false;
                }
                case NOTHING -> {
                    if (isEnd()) return tailFound(file);
                }
            }
        }
        return false;
    }

    /** Always true: a batch was found, and it does not go beyond the place where the next segment continues. */
    private boolean batchFound() {
        if (hasNext() && scanner.sequence() >= nextEntry().header().firstSequence()) {
            throw damaged("this segment goes on behind the place where the next one continues");
        }
        recordAt = scanner.recordsOffset();
        recordsEnd = scanner.recordsEnd();
        return true;
    }

    /** Where this segment ends: whether there is no other one. */
    private boolean isEnd() throws IOException {
        if (!hasNext() && !isAtRest) entries = catalogue.entries(false);
        if (!hasNext()) return true;
        if (!isNextReached()) {
            throw damaged("forced records are damaged or missing, since the next segment follows them");
        }
        return false;
    }

    private boolean tailFound(SegmentFile file) throws IOException {
        if (!isAtRest) throw damaged("forced records cannot be read");
        tornBytes = DamageRule.tornBytes(file, scanner.position(), scanner.sequence(), scanner.window());
        return false;
    }

    private boolean isNextReached() {
        return hasNext() && nextEntry().header().firstSequence() == scanner.sequence() + 1;
    }

    private SegmentFile enterNext(SegmentFile file) throws IOException {
        Entry next = nextEntry();
        if (!next.header().previous().equals(entry().id())) {
            throw damaged("segment " + next.header().previous() + " is missing before " + next.id());
        }
        if (!next.header().chainBefore().equals(scanner.chain())) {
            throw damaged("segment " + next.id() + " continues another history than this one");
        }
        bytesBehind += entry().length();
        file.close();
        entryIndex++;
        SegmentFile entered = catalogue.open(next.id());
        segment = entered;
        scanner.enter(entered);
        return entered;
    }

    private boolean hasNext() {
        return entryIndex + 1 < entries.size();
    }

    private Entry entry() {
        return entries.get(entryIndex);
    }

    private Entry nextEntry() {
        return entries.get(entryIndex + 1);
    }

    private JournalDamagedException damaged(String what) {
        return new JournalDamagedException(what, entry().id(), scanner.position(), scanner.sequence());
    }

    /** The record that {@link #next} went to. */
    public RecordView record() {
        return record;
    }

    public long sequence() {
        return record.sequence();
    }

    /** Whether this is the last record of its batch, so that {@link #chain} is the journal's chain behind it. */
    public boolean isLastOfBatch() {
        return recordAt == recordsEnd;
    }

    /** Of the batch that this record is in. */
    public Chain chain() {
        return scanner.chain();
    }

    public long timestampNs() {
        return record.timestampNs();
    }

    public int epoch() {
        return record.epoch();
    }

    /** Whether this is the first event of its request; then, and only then, there is a head. */
    public boolean isFirst() {
        return record.isFirst();
    }

    /** Whether this is the last event of its request. */
    public boolean isLast() {
        return record.isLast();
    }

    /** A command of Florin itself. */
    public boolean isInternal() {
        return record.isInternal();
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
        return record.recordOffset();
    }

    /** Of the record, its own header included. */
    public int recordLength() {
        return record.recordLength();
    }

    /** Of the request head, 64 bytes; first event of a request only. */
    public int headOffset() {
        return record.headOffset();
    }

    /** Of the command's row, behind the head where there is one. */
    public int commandOffset() {
        return record.commandOffset();
    }

    /** Of the command's row alone. */
    public int commandLength() {
        return record.commandLength();
    }

    public int resultOffset() {
        return record.resultOffset();
    }

    public int resultLength() {
        return record.resultLength();
    }

    /** How far reading has come, in bytes of segments; for progress. */
    public long bytesRead() {
        return bytesBehind + (segment == null ? 0 : scanner.position());
    }

    /** What there is to read, in bytes of segments; an upper bound, since the last segment has space ahead. */
    public long bytesTotal() {
        long total = bytesBehind;
        for (int i = Math.max(entryIndex, 0); i < entries.size(); i++) {
            total += entries.get(i).length();
        }
        return total;
    }

    /** Where the journal ends; once {@link #next} has answered false. */
    public Tail tail() {
        if (entries.isEmpty()) return Tail.EMPTY;
        return new Tail(
                scanner.sequence(),
                scanner.timestampNs(),
                Math.max(scanner.epoch(), entry().header().epoch()),
                scanner.chain(),
                entry().id(),
                scanner.position(),
                tornBytes);
    }

    @Override
    public void close() throws IOException {
        if (segment != null) segment.close();
    }
}
