package io.florin.journal;

import io.florin.protocol.Crc32c;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/** What tests do with whole directories. */
final class Directories {
    private Directories() {}

    /** Removes what a test made outside of its own folder. */
    static void delete(Path directory) {
        IoUtil.delete(directory.toFile(), true);
    }

    /** Every file below, with its length and a checksum of its bytes: equal maps mean that nothing was changed. */
    static Map<Path, String> contents(Path directory) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                contents.put(directory.relativize(file), bytes.length + " " + new Crc32c().of(bytes, 0, bytes.length));
            }
        }
        return contents;
    }
}
