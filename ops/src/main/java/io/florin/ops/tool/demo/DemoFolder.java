package io.florin.ops.tool.demo;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a demo, left at the end as it was found unless it is kept:
 *
 * <pre>
 *   DIR/node    the node's data directory
 *   DIR/logs    what each life printed
 * </pre>
 */
final class DemoFolder implements AutoCloseable {
    private final Path folder;
    private final boolean wasThere;
    private final AtomicBoolean isKept = new AtomicBoolean();

    private DemoFolder(Path folder, boolean wasThere) {
        this.folder = folder;
        this.wasThere = wasThere;
    }

    /**
     * Takes the folder that was asked for, or a temporary one.
     *
     * @throws CommandFailure unless it is empty or can be made.
     */
    static DemoFolder open(@Nullable Path asked) {
        try {
            if (asked == null) return new DemoFolder(Files.createTempDirectory("florin-demo-"), false);

            boolean isThere = Files.exists(asked);
            if (isThere && !Files.isDirectory(asked)) throw refused("must be a folder", asked);
            if (isThere && !isEmpty(asked)) throw refused("must be empty, or not there at all", asked);
            Files.createDirectories(asked);
            if (!Files.isWritable(asked)) throw refused("must be writable", asked);
            return new DemoFolder(asked, isThere);
        } catch (IOException failed) {
            throw refused("cannot be used (" + failed + ")", asked == null ? Path.of("") : asked);
        }
    }

    private static CommandFailure refused(String rule, Path folder) {
        return new CommandFailure(ExitCode.USAGE, rule + ": data=" + folder);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    Path path() {
        return folder;
    }

    /** The node's data directory. */
    Path data() {
        return folder.resolve("node");
    }

    Path logs() {
        return folder.resolve("logs");
    }

    /** Stays when this is closed. */
    void keep() {
        isKept.set(true);
    }

    boolean isKept() {
        return isKept.get();
    }

    /** Removes what the demo made, unless it is kept. */
    @Override
    public void close() throws IOException {
        if (isKept() || !Files.exists(folder)) return;
        List<Path> made;
        try (Stream<Path> below = Files.walk(folder)) {
            made = below.filter(path -> !wasThere || !path.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path path : made) Files.deleteIfExists(path);
    }
}
