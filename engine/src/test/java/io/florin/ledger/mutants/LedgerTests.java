package io.florin.ledger.mutants;

import static org.junit.platform.engine.discovery.ClassNameFilter.excludeClassNamePatterns;
import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.TagFilter.excludeTags;

import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs the ledger's tests, quick ones first, and ends with the process's exit code: 0 if all pass. */
final class LedgerTests {
    private static final String TABLES = ".*ScenarioFilesTest";
    private static final String SLOW = ".*ArithmeticTest";
    private static final String MODEL = ".*LedgerAgainstModelTest";
    /** They ask other questions than whether the rules hold. */
    private static final String OTHERS =
            ".*(Mutants|GeneratorCoverage|StatusNumbers|IdHash|Memory|ScenarioLanguage)Test";

    private LedgerTests() {}

    /** Without arguments. */
    public static void main(String[] arguments) {
        LauncherConfig jupiterAlone = LauncherConfig.builder()
                .enableTestEngineAutoRegistration(false)
                .addTestEngines(new JupiterTestEngine())
                .build();
        Launcher launcher = LauncherFactory.create(jupiterAlone);
        String neither = TABLES + "|" + MODEL + "|" + SLOW + "|" + OTHERS;
        boolean pass = passes(launcher, TABLES, OTHERS)
                && passes(launcher, ".*Test", neither)
                && passes(launcher, MODEL, OTHERS)
                && passes(launcher, SLOW, OTHERS);
        System.exit(pass ? 0 : 1);
    }

    private static boolean passes(Launcher launcher, String included, String excluded) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage("io.florin.ledger"))
                .filters(includeClassNamePatterns(included), excludeClassNamePatterns(excluded), excludeTags("long"))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        launcher.execute(request, listener);
        boolean hasRun = listener.getSummary().getTestsFoundCount() > 0;
        return hasRun && listener.getSummary().getTotalFailureCount() == 0;
    }
}
