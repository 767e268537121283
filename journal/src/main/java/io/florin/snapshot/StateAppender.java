package io.florin.snapshot;

import io.florin.journal.DiskFile;
import io.florin.ledger.StateTable;
import io.florin.ledger.StateWriter;
import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.SnapshotBlockEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a state into a file, a block at a time; each is forced before the next, so that the journal's own forces never
 * stand behind a long backlog. One block of memory, whatever the state's size. One thread.
 */
final class StateAppender implements StateWriter {
    private static final int DATA_AT = SnapshotLayout.BLOCK_HEADER_LENGTH;
    private static final int END = DATA_AT + SnapshotLayout.DATA_LENGTH_MAX;

    private static final HexFormat HEX = HexFormat.of();

    private final DiskFile file;
    private final byte[] bytes = new byte[END];
    private final UnsafeBuffer block = new UnsafeBuffer(bytes);
    private final SnapshotBlockEncoder blockHeader = new SnapshotBlockEncoder();
    private final Crc32c crc = new Crc32c();
    private final MessageDigest stateHash = SnapshotLayout.sha256();
    private final MessageDigest fileHash = SnapshotLayout.sha256();

    private int at = DATA_AT;
    private int table;
    private int blocks;
    private long words;
    private long position;

    /** Writes from the beginning of a new file. */
    StateAppender(DiskFile file) {
        this.file = file;
    }

    void header(SnapshotHeader header) throws IOException {
        byte[] headerBytes = header.toBytes();
        fileHash.update(headerBytes);
        append(ByteBuffer.wrap(headerBytes));
    }

    @Override
    public void begin(StateTable begun) {
        table = begun.number();
    }

    @Override
    public void write(long word) {
        if (at == END) flush(0);
        block.putLong(at, word, ByteOrder.LITTLE_ENDIAN);
        at += Long.BYTES;
    }

    @Override
    public void end(StateTable ended) {
        flush(SnapshotLayout.FLAG_LAST_OF_TABLE);
    }

    private void flush(int flags) {
        int length = at - DATA_AT;
        blockHeader
                .wrap(block, 0)
                .magic(Integer.toUnsignedLong(SnapshotLayout.BLOCK_MAGIC))
                .length(length)
                .number(blocks)
                .table(table)
                .flags(flags)
                .zero(0);
        blockHeader.crc(Integer.toUnsignedLong(crc.of(bytes, SnapshotLayout.CRC_FROM, at - SnapshotLayout.CRC_FROM)));
        stateHash.update(bytes, DATA_AT, length);
        fileHash.update(bytes, 0, at);
        try {
            append(ByteBuffer.wrap(bytes, 0, at));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        words += length / Long.BYTES;
        blocks++;
        at = DATA_AT;
    }

    /** Ends the file; it is durable when this returns. */
    void trailer(SnapshotPosition stands) throws IOException {
        var trailer = new SnapshotTrailer(
                blocks,
                words,
                stands.sequence(),
                stands.chain(),
                HEX.formatHex(stateHash.digest()),
                HEX.formatHex(fileHash.digest()));
        append(ByteBuffer.wrap(trailer.toBytes()));
        file.force(true);
    }

    private void append(ByteBuffer written) throws IOException {
        int length = written.remaining();
        if (file.write(written, position) != length) throw new IOException("short write at offset=" + position);
        position += length;
    }
}
