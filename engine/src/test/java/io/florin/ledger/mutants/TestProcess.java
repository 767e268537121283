package io.florin.ledger.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.florin.ledger.mutants.MutantTrial.Outcome;
import io.florin.ledger.mutants.MutantTrial.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of {@link LedgerTests}, used for one change after another. A change whose tests do not end is known by the
 * processor time that a part of them takes, against what it takes without a change: a busy machine is not taken for a
 * loop without an end. Then, and whenever the process ends, the next change gets a new one.
 */
final class TestProcess implements AutoCloseable {
    private static final long CPU_MS_LEAST = 15_000;
    private static final long TIMES = 6;
    private static final long LOOK_MS = 20;

    private final List<Path> classes;
    private final Map<Integer, Long> unchangedMs = new HashMap<>();
    private @Nullable Process process;
    private int part;
    private long partBeganMs;

    TestProcess(List<Path> classes) {
        this.classes = classes;
    }

    /** Runs all tests on the ledger as it is, however long that takes. */
    Verdict measure(Path nothingChanged) throws IOException, InterruptedException {
        return run(nothingChanged, true);
    }

    Verdict run(Path changed) throws IOException, InterruptedException {
        return run(changed, false);
    }

    private Verdict run(Path changed, boolean isMeasured) throws IOException, InterruptedException {
        Process tests = alive();
        Writer requests = tests.outputWriter(UTF_8);
        requests.write(changed + "\n");
        requests.flush();
        BufferedReader answers = tests.inputReader(UTF_8);
        part = 0;
        partBeganMs = usedMs(tests);
        while (true) {
            if (answers.ready()) {
                String answer = answers.readLine();
                if (isMeasured) unchangedMs.put(part, usedMs(tests) - partBeganMs);
                if (answer.equals(LedgerTests.SURVIVED)) return new Verdict(Outcome.SURVIVED, "");
                if (answer.startsWith(LedgerTests.KILLED)) return new Verdict(Outcome.KILLED, by(answer));
                part = Integer.parseInt(answer.substring(LedgerTests.BEGINS.length()));
                partBeganMs = usedMs(tests);
            } else if (tests.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
                if (answers.ready()) continue;
                return new Verdict(Outcome.KILLED, "the end of the process in part " + part);
            } else if (!isMeasured && usedMs(tests) - partBeganMs > limitMs()) {
                tests.destroyForcibly().waitFor();
                return new Verdict(Outcome.KILLED_BY_TIME, "part " + part);
            }
        }
    }

    private long limitMs() {
        return CPU_MS_LEAST + TIMES * unchangedMs.getOrDefault(part, 0L);
    }

    private static String by(String answer) {
        String name = answer.substring(LedgerTests.KILLED.length());
        return name.replaceAll("\\[engine:junit-jupiter\\]/|\\[|\\]|class:io.florin.ledger.", "");
    }

    private static long usedMs(Process tests) {
        return tests.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private Process alive() throws IOException {
        if (process != null && process.isAlive()) return process;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LedgerTests.class.getName()));
        classes.forEach(folder -> command.add(folder.toString()));
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process = started;
        return started;
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly().onExit().join();
    }
}
