package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.FlorinCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoFolderTest {
    @TempDir
    Path place;

    private static void fill(DemoFolder folder) throws IOException {
        Files.createDirectories(folder.data().resolve("journal/1"));
        Files.writeString(folder.data().resolve("journal/1/segment"), "x");
        Files.createDirectories(folder.logs());
    }

    private List<Path> below() throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.toList();
        }
    }

    @Test
    void isLeftAsItWasFound() throws IOException {
        try (DemoFolder made = DemoFolder.open(place.resolve("a/b"))) {
            fill(made);
        }
        assertFalse(Files.exists(place.resolve("a/b")));
        Path empty = Files.createDirectory(place.resolve("empty"));
        try (DemoFolder found = DemoFolder.open(empty)) {
            fill(found);
        }
        try (Stream<Path> rest = Files.list(empty)) {
            assertEquals(List.of(), rest.toList());
        }
    }

    @Test
    void isTemporaryUnlessItIsNamed() throws IOException {
        DemoFolder folder = DemoFolder.open(null);
        fill(folder);
        assertTrue(Files.exists(folder.path()));
        folder.close();
        folder.close(); // a signal may come at the end
        assertFalse(Files.exists(folder.path()));
    }

    @Test
    void isKeptOnRequest() throws IOException {
        try (DemoFolder kept = DemoFolder.open(place.resolve("kept"))) {
            kept.keep();
            fill(kept);
        }
        assertTrue(Files.exists(place.resolve("kept/node/journal/1/segment")));
    }

    @Test
    void isRefusedIfThereIsSomethingInIt() throws IOException {
        Files.writeString(place.resolve("something"), "x");
        var notEmpty = assertThrows(CommandFailure.class, () -> DemoFolder.open(place));
        assertEquals("must be empty, or not there at all: data=" + place, notEmpty.getMessage());
        Path file = place.resolve("something");
        var noFolder = assertThrows(CommandFailure.class, () -> DemoFolder.open(file));
        assertEquals("must be a folder: data=" + file, noFolder.getMessage());
        assertEquals(1, below().size());
    }

    @Test
    void theCommandSaysSoWithTheExitCodeOfUsage() throws IOException {
        Files.writeString(place.resolve("something"), "x");
        assertEquals(ExitCode.USAGE, FlorinCommand.run(new String[] {"demo", "--data", place.toString()}));
        Path missing = place.resolve("missing.csv");
        assertEquals(ExitCode.USAGE, FlorinCommand.run(new String[] {"demo", "--input", missing.toString()}));
        assertEquals(1, below().size());
    }
}
