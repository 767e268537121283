package io.florin.ledger.mutants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A process that runs the ledger's tests on one changed ledger after another, the quickest tests first and no class
 * of them behind the first that fails. It reads a folder of changed classes a line, and answers each with a line for
 * every part of the tests that it begins and one with the verdict.
 */
final class LedgerTests {
    static final String BEGINS = "begins ";
    static final String KILLED = "killed by ";
    static final String SURVIVED = "survived";

    /** Parts in which they run; each with its own number of commands against the model. */
    private static final List<Part> PARTS = List.of(
            new Part("(?!.*(Model|GroupTables|Arithmetic|EveryChangeIsTakenBack)Test).*Test", 0),
            new Part(".*LedgerAgainstModelTest", 20_000),
            new Part(".*(GroupTables|EveryChangeIsTakenBack)Test", 0),
            new Part(".*LedgerAgainstModelTest", 250_000),
            new Part(".*ArithmeticTest", 0));

    /** They ask other questions than whether the rules hold. */
    private static final Pattern OTHERS = Pattern.compile(
            ".*(Mutants|GeneratorCoverage|StatusNumbers|IdHash|Memory|ScenarioLanguage|Allocation)Test");

    private final Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());
    private final List<Path> classPath;
    private final List<String> tests;

    /** Some of the tests. */
    private record Part(String names, int commands) {}

    private LedgerTests(List<Path> classPath) throws IOException {
        this.classPath = classPath;
        List<String> found = new ArrayList<>();
        for (Path root : classPath) {
            Path ledger = root.resolve("io/florin/ledger");
            try (Stream<Path> files = Files.walk(ledger)) {
                files.map(file -> root.relativize(file).toString())
                        .filter(name -> name.endsWith("Test.class"))
                        .map(name -> name.replace('/', '.').replaceFirst("\\.class$", ""))
                        .filter(name -> !OTHERS.matcher(name).matches())
                        .sorted()
                        .forEach(found::add);
            }
        }
        tests = found;
    }

    /** Arguments: where the ledger's classes lie, and those of its tests. */
    public static void main(String[] arguments) throws Exception {
        var answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        var runner = new LedgerTests(Stream.of(arguments).map(Path::of).toList());
        var changes = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = changes.readLine(); line != null; line = changes.readLine()) {
            answers.println(runner.run(Path.of(line), answers));
        }
    }

    private String run(Path changed, PrintStream answers) throws IOException, ClassNotFoundException {
        List<Path> paths = new ArrayList<>(List.of(changed));
        paths.addAll(classPath);
        try (var loader = new ChangedLedgerLoader(paths)) {
            Thread.currentThread().setContextClassLoader(loader);
            for (int part = 0; part < PARTS.size(); part++) {
                answers.println(BEGINS + part);
                String failed = firstFailure(PARTS.get(part), loader);
                if (!failed.isEmpty()) return KILLED + failed.replace('\n', ' ');
            }
            return SURVIVED;
        }
    }

    private String firstFailure(Part part, ClassLoader loader) throws ClassNotFoundException {
        System.setProperty("florin.model.commands", Integer.toString(part.commands()));
        System.setProperty("florin.model.shrink", "false");
        int classes = 0;
        for (String name : tests) {
            if (!name.matches(part.names())) continue;
            classes++;
            var request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(Class.forName(name, false, loader)))
                    .filters(excludeTags("long"))
                    .build();
            var listener = new SummaryGeneratingListener();
            launcher.execute(request, listener);
            TestExecutionSummary summary = listener.getSummary();
            if (summary.getTotalFailureCount() > 0) {
                return summary.getFailures().getFirst().getTestIdentifier().getUniqueId();
            }
            if (summary.getTestsSucceededCount() == 0) throw new IllegalStateException("no test in " + name);
        }
        if (classes == 0) throw new IllegalStateException("no tests: " + part);
        return "";
    }
}
