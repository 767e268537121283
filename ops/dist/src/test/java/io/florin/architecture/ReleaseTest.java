package io.florin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped: which jars, and that it starts as a user would start it. */
final class ReleaseTest {
    private static final Path RELEASE = Path.of("target", "florin").toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    Path elsewhere;

    @Test
    void holdsNoJarThatReportsHomeOrMayNotBeShipped() throws IOException {
        List<String> jars = jars().map(jar -> jar.getFileName().toString()).toList();
        assertTrue(jars.stream().anyMatch(jar -> jar.startsWith("florin-ops-")), jars.toString());
        for (String banned : List.of(
                "analytics", "jmh", "jcstress", "jna", "jnr", "junit", "archunit", "databind", "embedded", "commons")) {
            assertEquals(
                    List.of(), jars.stream().filter(jar -> jar.contains(banned)).toList());
        }
    }

    @Test
    void holdsNoClassOfABenchmarkAndNoTelemetry() throws IOException {
        for (Path jar : jars().toList()) {
            try (var file = new JarFile(jar.toFile())) {
                List<String> banned = file.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith("io/florin/bench/micro")
                                || name.startsWith("org/openjdk/jmh")
                                || name.startsWith("net/openhft/chronicle/analytics"))
                        .toList();
                assertEquals(List.of(), banned, jar.toString());
            }
        }
    }

    @Test
    void everyJarOfOursNamesItsModule() throws IOException {
        for (Path jar : jars().filter(jar -> jar.getFileName().toString().startsWith("florin-"))
                .toList()) {
            try (var file = new JarFile(jar.toFile())) {
                String name = file.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
                assertTrue(name != null && name.startsWith("io.florin."), jar + ": " + name);
            }
        }
    }

    @Test
    void startsThroughALinkFromAnyDirectory() throws Exception {
        Path link = Files.createSymbolicLink(elsewhere.resolve("florin link"), RELEASE.resolve("bin/florin"));
        Answer answer = run(List.of(link.toString(), "version"), JAVA_HOME.toString());
        Files.delete(link);
        assertEquals(0, answer.exitCode(), answer.text());
        assertTrue(answer.text().startsWith("florin "), answer.text());
    }

    @Test
    void startsAsAJar() throws Exception {
        Path jar = jars().filter(file -> file.getFileName().toString().startsWith("florin-ops-"))
                .findFirst()
                .orElseThrow();
        Answer answer = run(List.of(JAVA_HOME.resolve("bin/java").toString(), "-jar", jar.toString(), "version"), "");
        assertEquals(0, answer.exitCode(), answer.text());
        assertTrue(answer.text().startsWith("florin "), answer.text());
    }

    @Test
    void aMachineWithoutTheJdkIsToldSoInOneSentence() throws Exception {
        String script =
                "HOME=" + elsewhere + "; PATH=/nowhere; JAVA_HOME=" + elsewhere + "; florin_is_jdk() { return 1; }; "
                        + "source <(/usr/bin/sed '/^florin_is_jdk/,/^}/d' '" + RELEASE.resolve("bin/find-jdk") + "')";
        Answer answer = run(List.of("/usr/bin/env", "bash", "-c", script), "");
        assertEquals(2, answer.exitCode(), answer.text());
        assertEquals(1, answer.text().lines().count(), answer.text());
        assertTrue(answer.text().startsWith("Florin needs JDK 25 and found none: "), answer.text());
    }

    private Answer run(List<String> command, String javaHome) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.remove("JDK_JAVA_OPTIONS");
        environment.put("JAVA_HOME", javaHome);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    private static Stream<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(RELEASE.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        }
    }

    private record Answer(int exitCode, String text) {}
}
