package io.florin.snapshot;

import io.florin.journal.Disk;
import io.florin.journal.DiskFile;
import io.florin.ledger.StateTable;
import io.florin.protocol.Crc32c;
import io.florin.protocol.codec.SnapshotBlockDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A snapshot open for reading, block by block. Every block's checksum is compared when it is read; {@link #verify}
 * compares all there is. One block of memory. One thread.
 */
final class SnapshotFile implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();
    private static final int DATA_AT = SnapshotLayout.BLOCK_HEADER_LENGTH;

    private final Path path;
    private final DiskFile file;
    private final long length;
    private final SnapshotHeader header;
    private final byte[] bytes = new byte[DATA_AT + SnapshotLayout.DATA_LENGTH_MAX];
    private final UnsafeBuffer block = new UnsafeBuffer(bytes);
    private final SnapshotBlockDecoder blockHeader = new SnapshotBlockDecoder();
    private final Crc32c crc = new Crc32c();

    private long position = SnapshotLayout.HEADER_LENGTH;
    private int blocks;
    private int tableIndex;

    private SnapshotFile(Path path, DiskFile file) throws IOException {
        this.path = path;
        this.file = file;
        this.length = file.length();
        var headerBytes = new byte[SnapshotLayout.HEADER_LENGTH];
        read(headerBytes, headerBytes.length, 0);
        this.header = SnapshotHeader.parse(headerBytes, path);
    }

    /** Opens it, and believes its header. */
    static SnapshotFile open(Disk disk, Path path) throws IOException {
        DiskFile file = disk.openToRead(path);
        try {
            return new SnapshotFile(path, file);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    SnapshotHeader header() {
        return header;
    }

    long length() {
        return length;
    }

    /** Reads all of it and compares every checksum and hash. */
    SnapshotTrailer verify() throws IOException {
        MessageDigest fileHash = SnapshotLayout.sha256();
        MessageDigest stateHash = SnapshotLayout.sha256();
        fileHash.update(header.toBytes());
        long words = 0;
        while (nextBlock()) {
            fileHash.update(bytes, 0, DATA_AT + dataLength());
            stateHash.update(bytes, DATA_AT, dataLength());
            words += dataLength() / Long.BYTES;
        }
        SnapshotTrailer trailer = trailer();
        boolean isWhole = trailer.blocks() == blocks
                && trailer.words() == words
                && trailer.sequence() == header.sequence()
                && trailer.chain().equals(header.position().chain())
                && trailer.stateHash().equals(HEX.formatHex(stateHash.digest()))
                && trailer.fileHash().equals(HEX.formatHex(fileHash.digest()));
        if (!isWhole) throw damaged("the trailer does not belong to this state");
        return trailer;
    }

    private SnapshotTrailer trailer() throws IOException {
        var trailerBytes = new byte[SnapshotLayout.TRAILER_LENGTH];
        read(trailerBytes, trailerBytes.length, position);
        SnapshotTrailer trailer = SnapshotTrailer.parse(trailerBytes);
        if (trailer == null) throw damaged("the trailer is damaged");
        if (position + trailerBytes.length != length) throw damaged("something lies behind the trailer");
        return trailer;
    }

    /** Goes to the next block; false when all tables were read to their end. */
    boolean nextBlock() throws IOException {
        StateTable[] tables = StateTable.values();
        if (tableIndex == tables.length || !header.has(tables[tableIndex])) return false;
        read(bytes, DATA_AT, position);
        blockHeader.wrap(block, 0);
        long dataLength = blockHeader.length();
        boolean isBlock = (int) blockHeader.magic() == SnapshotLayout.BLOCK_MAGIC
                && dataLength <= SnapshotLayout.DATA_LENGTH_MAX
                && dataLength % Long.BYTES == 0;
        if (!isBlock) throw damaged("a block is damaged");
        read(bytes, DATA_AT + (int) dataLength, position);
        int expected = crc.of(bytes, SnapshotLayout.CRC_FROM, DATA_AT + (int) dataLength - SnapshotLayout.CRC_FROM);
        boolean counts = (int) blockHeader.crc() == expected
                && blockHeader.number() == blocks
                && blockHeader.table() == tables[tableIndex].number();
        if (!counts) throw damaged("a block is damaged");
        position += DATA_AT + dataLength;
        blocks++;
        if ((blockHeader.flags() & SnapshotLayout.FLAG_LAST_OF_TABLE) != 0) tableIndex++;
        return true;
    }

    private void read(byte[] target, int wanted, long from) throws IOException {
        if (from + wanted > length) throw new SnapshotDamagedException("is cut short", path, length);
        ByteBuffer buffer = ByteBuffer.wrap(target, 0, wanted);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, from + buffer.position()) <= 0) {
                throw new SnapshotDamagedException("is cut short", path, from + buffer.position());
            }
        }
    }

    SnapshotDamagedException damaged(String what) {
        return new SnapshotDamagedException(what, path, position);
    }

    int table() {
        return blockHeader.table();
    }

    boolean isLastOfTable() {
        return (blockHeader.flags() & SnapshotLayout.FLAG_LAST_OF_TABLE) != 0;
    }

    /** Holds the block; its data begins at {@link #dataOffset}. */
    UnsafeBuffer buffer() {
        return block;
    }

    int dataOffset() {
        return DATA_AT;
    }

    int dataLength() {
        return (int) blockHeader.length();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
