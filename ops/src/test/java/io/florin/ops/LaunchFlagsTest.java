package io.florin.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** One list of flags in three places: the file, the jar's manifest, and what {@link Main} asks for. */
final class LaunchFlagsTest {
    @Test
    void theFileAndTheCheckNameTheSameFlags() throws IOException {
        assertEquals(new TreeSet<>(Main.flags()), flagsOfTheFile());
    }

    @Test
    void theManifestRepeatsEveryFlagThatAManifestCanSay() throws IOException {
        Attributes manifest = manifest();
        List<String> flags = new ArrayList<>();
        for (String name : manifest.getValue("Add-Exports").split(" ", -1)) {
            flags.add("--add-exports=" + name + "=ALL-UNNAMED");
        }
        for (String name : manifest.getValue("Add-Opens").split(" ", -1)) {
            flags.add("--add-opens=" + name + "=ALL-UNNAMED");
        }
        flags.add("--enable-native-access=" + manifest.getValue("Enable-Native-Access"));

        Set<String> expected = flagsOfTheFile();
        expected.remove(Main.UNSAFE);
        expected.removeIf(flag -> flag.startsWith("-D"));
        assertEquals(expected, new TreeSet<>(flags));
        assertEquals(Main.class.getName(), manifest.getValue("Main-Class"));
    }

    @Test
    void aJvmStartedWithTheFileLacksNothing() throws ReflectiveOperationException {
        assertEquals(List.of(), Main.missingFlags());
    }

    @Test
    void aJvmStartedWithoutTheFileIsToldWhichLinesToAdd() throws Exception {
        Answer answer = start(List.of());
        assertEquals(Main.EXIT_USAGE, answer.exitCode());
        assertTrue(answer.text().contains("bin/florin"), answer.text());
        List<String> needed = new ArrayList<>(Main.flags());
        needed.remove(Main.UNSAFE);
        needed.removeIf(flag -> flag.startsWith("-D"));
        assertEquals(needed, answer.text().lines().skip(1).toList());
    }

    @Test
    void aJvmThatDeniesUnsafeIsToldToAllowIt() throws Exception {
        List<String> flags = new ArrayList<>(flagsOfTheFile());
        flags.remove(Main.UNSAFE);
        flags.add("--sun-misc-unsafe-memory-access=deny");
        Answer answer = start(flags);
        assertEquals(Main.EXIT_USAGE, answer.exitCode());
        assertEquals(List.of(Main.UNSAFE), answer.text().lines().skip(1).toList());
    }

    @Test
    void aJvmStartedWithTheFileAnswersItsVersion() throws Exception {
        Answer answer = start(List.copyOf(flagsOfTheFile()));
        assertEquals(0, answer.exitCode(), answer.text());
        assertTrue(answer.text().startsWith("florin "), answer.text());
    }

    private static Answer start(List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "version"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private static Set<String> flagsOfTheFile() throws IOException {
        Set<String> flags = new TreeSet<>(Files.readAllLines(Path.of("src/dist/florin.jvmargs")));
        flags.removeIf(line -> line.isBlank() || line.startsWith("#"));
        return flags;
    }

    private static Attributes manifest() throws IOException {
        try (var in = Files.newInputStream(Path.of("src/main/manifest/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private record Answer(int exitCode, String text) {}
}
