package io.florin.bench.run;

import io.florin.bench.load.Distribution;
import io.florin.bench.load.LoadListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that {@code florin bench run} measures. */
sealed interface Scenario
        permits ServerScenario,
                FairScenario,
                RecoveryScenario,
                SnapshotScenario,
                ProjectionScenario,
                LedgerScenario,
                JournalScenario {
    List<Scenario> ALL = List.of(
            ServerScenario.WIRE_SINGLE,
            ServerScenario.WIRE_BATCH,
            ServerScenario.WIRE_OPEN,
            ServerScenario.HTTP,
            ServerScenario.HTTP_BATCH,
            ServerScenario.HOT_ACCOUNT,
            ServerScenario.ACCOUNTS_SCALE,
            ServerScenario.CLIENTS,
            ServerScenario.SESSIONS,
            ServerScenario.MIXED,
            new FairScenario(),
            new RecoveryScenario(),
            new SnapshotScenario(),
            new ProjectionScenario(),
            new LedgerScenario(),
            new JournalScenario());

    static Optional<Scenario> named(String name) {
        return ALL.stream().filter(scenario -> scenario.title().equals(name)).findFirst();
    }

    /** As on the command line. */
    String title();

    /** For {@code florin bench list}. */
    String sentence();

    /** What is run when nothing else is asked for, one after the other; what is asked for holds for all of them. */
    List<Defaults> steps();

    /**
     * Measures the limit, then the scenario.
     *
     * @param out where latencies are written; null for nowhere.
     * @throws io.florin.bench.load.LoadFailedException if anything was answered or counted wrongly.
     */
    Report run(RunSettings settings, @Nullable Path out, LoadListener listener) throws Exception;

    /** Of the options that a scenario has an opinion on. */
    record Defaults(int connections, int window, int batch, long rate, int accounts, Distribution distribution) {
        private static final int ACCOUNTS = 10_000;

        /** One transfer per request, ten thousand accounts, all alike. */
        static Defaults closed(int connections, int window) {
            return new Defaults(connections, window, 1, 0, ACCOUNTS, Distribution.UNIFORM);
        }

        Defaults batch(int transfers) {
            return new Defaults(connections, window, transfers, rate, accounts, distribution);
        }

        Defaults rate(long perSecond) {
            return new Defaults(connections, window, batch, perSecond, accounts, distribution);
        }

        Defaults accounts(int count) {
            return new Defaults(connections, window, batch, rate, count, distribution);
        }

        Defaults distribution(Distribution other) {
            return new Defaults(connections, window, batch, rate, accounts, other);
        }
    }
}
