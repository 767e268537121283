package io.florin.ops.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is removed with all that is in it.
 *
 * @param path where it is.
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
    /** Makes one whose name begins so. */
    public static TemporaryFolder open(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    @Override
    public void close() throws IOException {
        List<Path> inside;
        try (Stream<Path> below = Files.walk(path)) {
            inside = below.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : inside) Files.deleteIfExists(file);
    }
}
