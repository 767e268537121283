package io.florin.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Stream;

/** Where and when a figure was measured. */
record Machine(String description, String commit, String date) {
    private static final double GIB_PER_KIB = 1.0 / (1 << 20);

    static Machine here(Path directory) {
        return new Machine(
                describe(directory),
                commitHere(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String describe(Path directory) {
        double memoryGib = kib(value("/proc/meminfo", "MemTotal")) * GIB_PER_KIB;
        return String.format(
                Locale.ROOT,
                "%d cores %s, %.0f GiB, %s, %s %s, JDK %s",
                Runtime.getRuntime().availableProcessors(),
                value("/proc/cpuinfo", "model name"),
                memoryGib,
                fileSystem(directory),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }

    private static String fileSystem(Path directory) {
        try {
            return Files.getFileStore(directory).type();
        } catch (IOException e) {
            return "file system unknown";
        }
    }

    private static double kib(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Double.parseDouble(digits);
    }

    private static String value(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String commitHere() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? answer : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
