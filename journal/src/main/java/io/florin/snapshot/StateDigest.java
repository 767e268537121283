package io.florin.snapshot;

import io.florin.ledger.Ledger;
import io.florin.ledger.StateTable;
import io.florin.ledger.StateWriter;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/** The state hash that a snapshot of a ledger would have, without a file. */
public final class StateDigest {
    private StateDigest() {}

    /** SHA-256 over all words, in hex; the ledger stands between two requests. */
    public static String of(Ledger ledger) {
        var words = new Words();
        ledger.write(words);
        return words.digest();
    }

    private static final class Words implements StateWriter {
        private final byte[] bytes = new byte[SnapshotLayout.DATA_LENGTH_MAX];
        private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        private final MessageDigest sha256 = SnapshotLayout.sha256();
        private int at;

        @Override
        public void begin(StateTable table) {
            // tables follow each other, as the data of blocks does
        }

        @Override
        public void write(long word) {
            if (at == bytes.length) flush();
            buffer.putLong(at, word, ByteOrder.LITTLE_ENDIAN);
            at += Long.BYTES;
        }

        @Override
        public void end(StateTable table) {
            flush();
        }

        private void flush() {
            sha256.update(bytes, 0, at);
            at = 0;
        }

        String digest() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
