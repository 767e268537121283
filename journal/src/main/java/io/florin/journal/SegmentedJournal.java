package io.florin.journal;

import io.florin.protocol.codec.BatchHeaderDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The journal of both kinds: appends to one segment, has the next ones prepared, and rolls while a whole batch still
 * fits. What a segment's file is made with is its appender's affair.
 */
final class SegmentedJournal implements Journal {
    private static final int LAST_SEQUENCE_OFFSET = BatchHeaderDecoder.lastSequenceEncodingOffset();

    private final JournalConfig config;
    private final Resources resources;
    private final SegmentPreparer preparer;
    private final byte[] chain;

    private SegmentAppender segment;
    private long appended;
    private boolean isBroken;
    private volatile long forced;
    private volatile long room;

    private SegmentedJournal(
            JournalConfig config, Resources resources, SegmentPreparer preparer, SegmentAppender first) {
        this.config = config;
        this.resources = resources;
        this.preparer = preparer;
        this.segment = first;
        this.chain = resources.tail().chain().toBytes();
        this.appended = resources.tail().sequence();
        this.forced = appended;
    }

    static SegmentedJournal start(JournalConfig config, Resources resources) throws IOException {
        var segments = new Segments(resources.directory(), config);
        SegmentAppender first = segments.prepareNext();
        var preparer = SegmentPreparer.start(segments, resources.counters());
        var journal = new SegmentedJournal(config, resources, preparer, first);
        try {
            journal.begin(resources.tail().segment());
        } catch (IOException | RuntimeException | Error e) {
            preparer.close();
            first.close();
            throw e;
        }
        return journal;
    }

    @Override
    public boolean hasRoom(int bytes) {
        return bytes
                <= preparer.room() + room; // in this order: a segment that is taken just now counts twice, never not
    }

    @Override
    public boolean isGrowing() {
        return !preparer.hasFailed();
    }

    @Override
    public void append(DirectBuffer sealed, int offset, int length) throws IOException {
        enter();
        if (segment.room() < Blocks.ROLL_RESERVE) roll();
        segment.append(sealed, offset, length);
        sealed.getBytes(offset + length - Blocks.CHAIN_BEFORE_END, chain);
        appended = sealed.getLong(offset + LAST_SEQUENCE_OFFSET, ByteOrder.LITTLE_ENDIAN);
        leave();
    }

    @Override
    public long force() throws IOException {
        enter();
        segment.force();
        forced = appended;
        leave();
        return appended;
    }

    /** Whoever leaves by an exception closes the door: after a failed force nobody knows what is on disk. */
    private void enter() {
        if (isBroken) throw new IllegalStateException("the journal has failed, and takes nothing any more");
        isBroken = true;
    }

    private void leave() {
        isBroken = false;
        room = segment.room() - Blocks.ROLL_RESERVE;
    }

    /** Ends this segment and begins the next; both are durable before anything goes into it. */
    private void roll() throws IOException {
        SegmentAppender next = preparer.await();
        end();
        SegmentAppender last = segment;
        segment = next;
        room = next.room() - Blocks.ROLL_RESERVE;
        preparer.taken();
        begin(last.id());
        preparer.retire(last);
    }

    private void begin(SegmentId previous) throws IOException {
        DataDirectory directory = resources.directory();
        var header = new SegmentHeader(
                config.kind(),
                false,
                directory.owner(),
                segment.id(),
                previous,
                resources.epoch(),
                resources.featureLevel(),
                appended + 1,
                Chain.copyOf(chain),
                JournalConfig.BATCH_LENGTH_MAX,
                resources.clock().epochNs(),
                resources.buildId());
        segment.append(header.toBytes(), 0, Blocks.SEGMENT_HEADER_LENGTH);
        segment.force();
        room = segment.room() - Blocks.ROLL_RESERVE;
    }

    private void end() throws IOException {
        var end = new EndBlock(appended, Chain.copyOf(chain), segment.usedBehind(Blocks.END_BLOCK_LENGTH));
        segment.append(end.toBytes(), 0, Blocks.END_BLOCK_LENGTH);
        segment.force();
    }

    @Override
    public long forced() {
        return forced;
    }

    @Override
    public Reader read(long fromSequence) throws IOException {
        return Reader.behind(Catalogue.of(resources.directory()), fromSequence, this::forced);
    }

    @Override
    public void close() throws IOException {
        try (preparer;
                SegmentAppender last = segment) {
            if (isBroken || forced != appended) return; // what a failure left is not touched
            end();
            last.finish();
        }
    }
}
