package io.florin.journal;

import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.SegmentHeaderDecoder;
import io.florin.protocol.codec.SegmentHeaderEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The first 256 bytes of a segment: whose it is, and the place in the segment before it where this one goes on.
 *
 * @param previous the segment that this one continues, {@link SegmentId#NONE} for the first of a ledger.
 * @param isCut whether it continues an earlier place than the previous one's end, because of a takeover.
 * @param firstSequence of its first record, if there will be one.
 * @param chainBefore of the batch before that.
 * @param createdAtNs for people only.
 * @param buildId for people only.
 */
record SegmentHeader(
        JournalKind kind,
        boolean isCut,
        Owner owner,
        SegmentId id,
        SegmentId previous,
        int epoch,
        int featureLevel,
        long firstSequence,
        Chain chainBefore,
        int batchLimit,
        long createdAtNs,
        String buildId) {

    /** Flag: continues an earlier place than the end. */
    private static final int FLAG_CUT = 1;

    private static final int LENGTH = Blocks.SEGMENT_HEADER_LENGTH;
    private static final int BUILD_ID_LENGTH = SegmentHeaderEncoder.buildIdEncodingLength();

    /** Which ledger, on which node. */
    record Owner(long ledgerIdHigh, long ledgerIdLow, int node) {}

    /** The bytes, checksum included. */
    DirectBuffer toBytes() {
        var buffer = new UnsafeBuffer(new byte[LENGTH]);
        var encoder = new SegmentHeaderEncoder().wrap(buffer, 0);
        encoder.magic(Integer.toUnsignedLong(Blocks.SEGMENT_MAGIC))
                .layout(Blocks.LAYOUT)
                .kind((short) kind.code())
                .flags((short) (isCut ? FLAG_CUT : 0))
                .node(owner.node());
        encoder.ledgerId().high(owner.ledgerIdHigh()).low(owner.ledgerIdLow());
        encoder.life(id.life())
                .ordinal(id.ordinal())
                .epoch(epoch)
                .previousLife(previous.life())
                .previousOrdinal(previous.ordinal())
                .featureLevel(featureLevel)
                .firstSequence(firstSequence)
                .batchLimit(batchLimit)
                .createdAt(createdAtNs);
        buffer.putBytes(SegmentHeaderEncoder.chainBeforeEncodingOffset(), chainBefore.toBytes());
        encoder.putBuildId(Arrays.copyOf(buildId.getBytes(StandardCharsets.US_ASCII), BUILD_ID_LENGTH), 0);
        encoder.crc(Integer.toUnsignedLong(crcOf(buffer.byteArray())));
        return buffer;
    }

    /** The header that these bytes are, or null if they are none, or not whole. */
    static @Nullable SegmentHeader parse(byte[] bytes, int offset) {
        var buffer = new UnsafeBuffer(bytes, offset, LENGTH);
        var decoder = new SegmentHeaderDecoder().wrap(buffer, 0);
        if ((int) decoder.magic() != Blocks.SEGMENT_MAGIC) return null;
        if ((int) decoder.crc() != crcOf(Arrays.copyOfRange(bytes, offset, offset + LENGTH))) return null;
        if (decoder.layout() != Blocks.LAYOUT) return null;

        JournalKind kind = decoder.kind() == JournalKind.CHRONICLE.code() ? JournalKind.CHRONICLE : JournalKind.PLAIN;
        return new SegmentHeader(
                kind,
                (decoder.flags() & FLAG_CUT) != 0,
                new Owner(decoder.ledgerId().high(), decoder.ledgerId().low(), (int) decoder.node()),
                new SegmentId((int) decoder.life(), (int) decoder.ordinal()),
                new SegmentId((int) decoder.previousLife(), (int) decoder.previousOrdinal()),
                (int) decoder.epoch(),
                (int) decoder.featureLevel(),
                decoder.firstSequence(),
                Chain.copyOf(buffer, SegmentHeaderDecoder.chainBeforeEncodingOffset()),
                (int) decoder.batchLimit(),
                decoder.createdAt(),
                decoder.buildId().trim());
    }

    /** The layout of a whole header, known to this build or not; 0 if these bytes are none. */
    static int layoutOf(byte[] bytes) {
        var decoder = new SegmentHeaderDecoder().wrap(new UnsafeBuffer(bytes), 0);
        boolean isWhole = (int) decoder.magic() == Blocks.SEGMENT_MAGIC && (int) decoder.crc() == crcOf(bytes);
        return isWhole ? decoder.layout() : 0;
    }

    private static int crcOf(byte[] bytes) {
        return new Crc32c().of(bytes, Blocks.CRC_FROM, LENGTH - Blocks.CRC_FROM);
    }
}
