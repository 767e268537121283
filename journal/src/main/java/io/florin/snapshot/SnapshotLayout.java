package io.florin.snapshot;

import io.florin.protocol.codec.SnapshotBlockEncoder;
import io.florin.protocol.codec.SnapshotHeaderEncoder;
import io.florin.protocol.codec.SnapshotTrailerEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Numbers of the structures that a snapshot is made of; their fields stand in the schema. All little-endian. Two
 * snapshots of one sequence are the same bytes, whoever took them.
 *
 * <pre>
 *   | header 128 | block 24 + data | block 24 + data | … | trailer 128 |
 *
 *   data    words of one table, at most 1 MiB; tables in the order of StateTable, each in one block at least;
 *           the last, closed days, from layout 3 on
 * </pre>
 */
final class SnapshotLayout {
    /** The newest that this build writes and reads; 1 kept no epoch beside a stored reply, and no release wrote it. */
    static final int LAYOUT = 3;

    /**
     * The same without closed days: still written where there are none, so that such a state keeps its bytes, and reads
     * in a build that knows of no others.
     */
    static final int LAYOUT_WITHOUT_DAYS = 2;

    /** "FLN1": begins a snapshot. */
    static final int HEADER_MAGIC = magic('N');

    /** "FLK1": begins a block. */
    static final int BLOCK_MAGIC = magic('K');

    /** "FLT1": begins the trailer. */
    static final int TRAILER_MAGIC = magic('T');

    static final int HEADER_LENGTH = SnapshotHeaderEncoder.ENCODED_LENGTH;
    static final int BLOCK_HEADER_LENGTH = SnapshotBlockEncoder.ENCODED_LENGTH;
    static final int TRAILER_LENGTH = SnapshotTrailerEncoder.ENCODED_LENGTH;

    /** Bytes of data in a block. */
    static final int DATA_LENGTH_MAX = 1 << 20;

    /** In every structure the checksum stands at 4 and covers what follows. */
    static final int CRC_FROM = 8;

    static final int HASH_LENGTH = 32;
    static final int FLAG_LAST_OF_TABLE = 1;

    private SnapshotLayout() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static int magic(char kind) {
        return 'F' | 'L' << 8 | kind << 16 | '1' << 24;
    }
}
