package io.florin.journal;

import io.florin.protocol.Crc32c;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What {@code data/node} says, as six lines that a person can read: the format, whose node this is, how often it was
 * started, what it promised, and a checksum. Replaced as a whole: temporary file, force, rename, force of the
 * directory.
 *
 * @param life starts so far.
 * @param promisedEpoch highest epoch that this node promised, 0 for none.
 */
record NodeFile(long ledgerIdHigh, long ledgerIdLow, int node, int life, int promisedEpoch) {
    static final String NAME = "node";
    private static final String TEMPORARY_NAME = "node.tmp";
    private static final int FORMAT = 1;
    private static final String FORMAT_KEY = "florin-node ";
    private static final String CRC_KEY = "crc ";
    private static final int LINES = 6;
    private static final int LENGTH_MAX = 4096;

    /** Reads it, or says why this build must not. */
    static NodeFile read(Disk disk, Path directory) throws IOException {
        String text = text(disk, directory.resolve(NAME));
        String[] lines = text.split("\n", -1);
        if (!lines[0].startsWith(FORMAT_KEY)) throw damaged(directory);
        int format = number(lines[0], FORMAT_KEY, directory);
        if (format > FORMAT) {
            throw new DataDirectoryException(
                    "written by a newer version of Florin, in format " + format + "; this one reads up to " + FORMAT,
                    directory);
        }
        if (lines.length != LINES + 1 || !text.equals(body(text) + crcLine(body(text)))) throw damaged(directory);
        return parse(lines, directory);
    }

    private static NodeFile parse(String[] lines, Path directory) {
        try {
            UUID ledger = UUID.fromString(lines[1].substring("ledger ".length()));
            return new NodeFile(
                    ledger.getMostSignificantBits(),
                    ledger.getLeastSignificantBits(),
                    number(lines[2], "node ", directory),
                    number(lines[3], "life ", directory),
                    number(lines[4], "epoch ", directory));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw damaged(directory);
        }
    }

    void write(Disk disk, Path directory) throws IOException {
        String body = FORMAT_KEY + FORMAT + "\nledger " + new UUID(ledgerIdHigh, ledgerIdLow) + "\nnode " + node
                + "\nlife " + life + "\nepoch " + promisedEpoch + "\n";
        ByteBuffer bytes = ByteBuffer.wrap((body + crcLine(body)).getBytes(StandardCharsets.US_ASCII));
        Path temporary = directory.resolve(TEMPORARY_NAME);
        if (disk.exists(temporary)) disk.delete(temporary);
        try (DiskFile file = disk.create(temporary)) {
            if (file.write(bytes, 0) != bytes.limit()) throw new IOException("short write: file=" + temporary);
            file.force(true);
        }
        disk.rename(temporary, directory.resolve(NAME));
        disk.forceDirectory(directory);
    }

    private static String text(Disk disk, Path path) throws IOException {
        try (DiskFile file = disk.openToRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(LENGTH_MAX);
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                // until its end
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        }
    }

    private static String body(String text) {
        int crcAt = text.lastIndexOf(CRC_KEY);
        return crcAt < 0 ? "" : text.substring(0, crcAt);
    }

    private static String crcLine(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return CRC_KEY + HexFormat.of().toHexDigits(new Crc32c().of(bytes, 0, bytes.length)) + "\n";
    }

    private static int number(String line, String key, Path directory) {
        if (!line.startsWith(key)) throw damaged(directory);
        try {
            return Integer.parseInt(line.substring(key.length()));
        } catch (NumberFormatException e) {
            throw damaged(directory);
        }
    }

    private static DataDirectoryException damaged(Path directory) {
        return new DataDirectoryException("its file `node` is damaged; restore that file from a backup", directory);
    }
}
