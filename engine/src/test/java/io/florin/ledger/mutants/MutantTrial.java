package io.florin.ledger.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the ledger with one line changed, and has its tests run on that. */
final class MutantTrial implements AutoCloseable {
    private final Path sources;
    private final Path scratch;
    private final TestProcess tests;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final String classPath = System.getProperty("java.class.path");

    /** What became of a change. */
    enum Outcome {
        /** No such program: nobody can make this mistake. */
        UNCOMPILABLE,
        KILLED,
        /** Its tests did not come to an end. */
        KILLED_BY_TIME,
        SURVIVED
    }

    /**
     * How a trial ended.
     *
     * @param by which test noticed; empty if none did.
     */
    record Verdict(Outcome outcome, String by) {}

    MutantTrial(Path sources, Path scratch, List<Path> classes) {
        this.sources = sources;
        this.scratch = scratch;
        this.tests = new TestProcess(classes);
    }

    Verdict run(Mutant mutant) throws IOException, InterruptedException {
        Path classes = Files.createTempDirectory(scratch, "mutant");
        try {
            return compile(mutant, classes) ? tests.run(classes) : new Verdict(Outcome.UNCOMPILABLE, "");
        } finally {
            delete(classes);
        }
    }

    /** With the ledger as it is: what does not pass now would kill nothing. Also measures what its tests cost. */
    Verdict runUnchanged() throws IOException, InterruptedException {
        return tests.measure(scratch);
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
                            files.getJavaFileObjects(new File(changed.toString())))
                    .call();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(path);
        }
    }

    @Override
    public void close() {
        tests.close();
    }
}
