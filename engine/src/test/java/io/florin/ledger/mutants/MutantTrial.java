package io.florin.ledger.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the ledger with one line changed in front of all else, and runs its tests in a process of their own. */
final class MutantTrial {
    /** Of the processor, so that a busy machine is not taken for a loop without an end. */
    private static final long CPU_SECONDS_MAX = 180;

    private static final long LOOK_MS = 200;

    private final Path sources;
    private final Path scratch;
    private final String classPath;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    enum Outcome {
        /** No such program: nobody can make this mistake. */
        UNCOMPILABLE,
        KILLED,
        /** Its tests did not come to an end. */
        KILLED_BY_TIME,
        SURVIVED
    }

    MutantTrial(Path sources, Path scratch, String classPath) {
        this.sources = sources;
        this.scratch = scratch;
        this.classPath = classPath;
    }

    Outcome run(Mutant mutant) throws IOException, InterruptedException {
        Path classes = Files.createTempDirectory(scratch, "mutant");
        try {
            if (!compile(mutant, classes)) return Outcome.UNCOMPILABLE;
            return test(classes);
        } finally {
            delete(classes);
        }
    }

    /** With the ledger as it is: what does not pass now would kill nothing. */
    Outcome runUnchanged() throws IOException, InterruptedException {
        return test(scratch);
    }

    private boolean compile(Mutant mutant, Path classes) throws IOException {
        Path changed = classes.resolve("src").resolve(mutant.file());
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, mutant.source(Files.readAllLines(sources.resolve(mutant.file()))));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            List<String> options = List.of("-d", classes.toString(), "-cp", classPath, "-nowarn", "-proc:none");
            return compiler.getTask(
                            Writer.nullWriter(),
                            files,
                            diagnostic -> {},
                            options,
                            null,
                            files.getJavaFileObjects(changed))
                    .call();
        }
    }

    private Outcome test(Path classes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g"));
        command.addAll(List.of("-Dflorin.model.commands=" + MutantsTest.COMMANDS_PER_MUTANT, "-cp"));
        command.add(classes + File.pathSeparator + classPath);
        command.add(LedgerTests.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
            Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
            if (used.toSeconds() < CPU_SECONDS_MAX) continue;
            process.destroyForcibly().waitFor();
            return Outcome.KILLED_BY_TIME;
        }
        return process.exitValue() == 0 ? Outcome.SURVIVED : Outcome.KILLED;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(path);
        }
    }
}
