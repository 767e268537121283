package io.florin.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who reads this journal to its end, and how far each has come: no segment goes that one of them still needs. A file
 * for each of them, replaced as a whole, so that other processes see one position or the one before:
 *
 * <pre>
 *   data/readers/checkpoint        sequence=1234567
 * </pre>
 *
 * <p>A reader stays registered when its process ends. Whoever is not needed any more is taken off by removing its file.
 * Cold; one writer for each name.
 */
public final class RegisteredReaders {
    private static final String DIRECTORY = "readers";
    private static final String TEMPORARY_SUFFIX = ".tmp";
    private static final int LENGTH_MAX = 64;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,40}");
    private static final Pattern POSITION = Pattern.compile("sequence=(0|[1-9][0-9]{0,17})\n");

    private final Disk disk;
    private final Path directory;

    private RegisteredReaders(Disk disk, Path data) {
        this.disk = disk;
        this.directory = data.resolve(DIRECTORY);
    }

    /** Those of a data directory; there need not be any. */
    public static RegisteredReaders of(Disk disk, Path data) {
        return new RegisteredReaders(disk, data);
    }

    /** Notes, durably, that this reader needs no record up to this sequence any more; registers it if it is new. */
    public void moved(String name, long sequence) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("must be lower-case letters, digits and hyphens: name=" + name);
        }
        disk.createDirectories(directory);
        Path temporary = directory.resolve(name + TEMPORARY_SUFFIX);
        if (disk.exists(temporary)) disk.delete(temporary); // left by a crash
        ByteBuffer text = ByteBuffer.wrap(("sequence=" + sequence + "\n").getBytes(StandardCharsets.US_ASCII));
        try (DiskFile file = disk.create(temporary)) {
            if (file.write(text, 0) != text.limit()) throw new IOException("short write: file=" + temporary);
            file.force(true);
        }
        disk.rename(temporary, directory.resolve(name));
        disk.forceDirectory(directory);
    }

    /**
     * The last sequence that each of them has done with, by name.
     *
     * @throws DataDirectoryException if something lies there that says no position: then nothing may go.
     */
    public Map<String, Long> positions() throws IOException {
        Map<String, Long> positions = new TreeMap<>();
        for (String name : disk.list(directory)) {
            if (!name.endsWith(TEMPORARY_SUFFIX)) positions.put(name, position(name));
        }
        return positions;
    }

    private long position(String name) throws IOException {
        Path path = directory.resolve(name);
        var bytes = ByteBuffer.allocate(LENGTH_MAX);
        try (DiskFile file = disk.openToRead(path)) {
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                // until its end
            }
        }
        Matcher text = POSITION.matcher(new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII));
        if (text.matches()) return Long.parseLong(text.group(1));
        throw new DataDirectoryException(
                "it does not say how far the reader `" + name + "` has come, so no segment may go; remove this file if"
                        + " nobody reads under this name any more",
                path);
    }
}
