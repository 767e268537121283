package io.florin.snapshot;

import io.florin.journal.Chain;
import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.SnapshotTrailerDecoder;
import io.florin.protocol.codec.SnapshotTrailerEncoder;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The last 128 bytes of a snapshot.
 *
 * @param words of state, eight bytes each.
 * @param stateHash in hex, SHA-256 of all data of all blocks: equal states at one sequence, equal hashes.
 * @param fileHash in hex, SHA-256 of the file up to here.
 */
record SnapshotTrailer(int blocks, long words, long sequence, Chain chain, String stateHash, String fileHash) {
    private static final int LENGTH = SnapshotLayout.TRAILER_LENGTH;
    private static final HexFormat HEX = HexFormat.of();
    private static final int STATE_HASH_OFFSET = SnapshotTrailerEncoder.stateHashEncodingOffset();
    private static final int FILE_HASH_OFFSET = SnapshotTrailerEncoder.fileHashEncodingOffset();

    /** The bytes, checksum included. */
    byte[] toBytes() {
        var bytes = new byte[LENGTH];
        var encoder = new SnapshotTrailerEncoder().wrap(new UnsafeBuffer(bytes), 0);
        encoder.magic(Integer.toUnsignedLong(SnapshotLayout.TRAILER_MAGIC))
                .blocks(blocks)
                .words(words)
                .sequence(sequence);
        byte[] chainBytes = chain.toBytes();
        System.arraycopy(chainBytes, 0, bytes, SnapshotTrailerEncoder.chainEncodingOffset(), chainBytes.length);
        System.arraycopy(HEX.parseHex(stateHash), 0, bytes, STATE_HASH_OFFSET, SnapshotLayout.HASH_LENGTH);
        System.arraycopy(HEX.parseHex(fileHash), 0, bytes, FILE_HASH_OFFSET, SnapshotLayout.HASH_LENGTH);
        encoder.crc(Integer.toUnsignedLong(crcOf(bytes)));
        return bytes;
    }

    /** The trailer that these bytes are, or null if they are none, or not whole. */
    static @Nullable SnapshotTrailer parse(byte[] bytes) {
        var buffer = new UnsafeBuffer(bytes);
        var decoder = new SnapshotTrailerDecoder().wrap(buffer, 0);
        if ((int) decoder.magic() != SnapshotLayout.TRAILER_MAGIC || (int) decoder.crc() != crcOf(bytes)) return null;
        return new SnapshotTrailer(
                (int) decoder.blocks(),
                decoder.words(),
                decoder.sequence(),
                Chain.copyOf(buffer, SnapshotTrailerDecoder.chainEncodingOffset()),
                HEX.formatHex(bytes, STATE_HASH_OFFSET, STATE_HASH_OFFSET + SnapshotLayout.HASH_LENGTH),
                HEX.formatHex(bytes, FILE_HASH_OFFSET, FILE_HASH_OFFSET + SnapshotLayout.HASH_LENGTH));
    }

    private static int crcOf(byte[] bytes) {
        return new Crc32c().of(bytes, SnapshotLayout.CRC_FROM, LENGTH - SnapshotLayout.CRC_FROM);
    }
}
