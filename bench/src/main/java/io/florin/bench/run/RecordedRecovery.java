package io.florin.bench.run;

import io.florin.bench.load.BenchAccounts;
import io.florin.bench.load.ExpectedBooks;
import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.RecordedJournal;
import io.florin.bench.load.TransferSource;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalView;
import io.florin.ops.NodeConfig;
import io.florin.ops.NodeReady;
import io.florin.ops.Settings;
import io.florin.replay.Recovery;
import io.florin.replay.SnapshotFold;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Starts of a real node over a journal of a given length, with or without a snapshot: so long a journal is written
 * without a node, once, and a node is started and killed over it several times.
 */
final class RecordedRecovery {
    private static final int STARTS = 5;
    private static final double NS_PER_SECOND = 1e9;

    private final RunSettings settings;
    private final LoadListener listener;
    private final TransferSource transfers;
    private final NodeUnderLoad node;

    RecordedRecovery(RunSettings settings, LoadListener listener, TransferSource transfers, NodeUnderLoad node) {
        this.settings = settings;
        this.listener = listener;
        this.transfers = transfers;
        this.node = node;
    }

    /** What the median of all starts said, and a sentence about all of them. */
    record Started(double recordsPerSecond, String sentence) {}

    Started run() throws Exception {
        write();
        List<NodeReady> starts = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            starts.add(node.killAndRestart());
            if (i == 0) check();
        }
        starts.sort(Comparator.comparingDouble(RecordedRecovery::perSecond));
        NodeReady median = starts.get(STARTS / 2);
        String all = starts.stream()
                .map(start -> String.format(Locale.ROOT, "%,.0f", perSecond(start)))
                .reduce((left, right) -> left + ", " + right)
                .orElse("");
        return new Started(
                perSecond(median),
                String.format(
                        Locale.ROOT,
                        "%d starts, records/s behind the snapshot: %s; the median start: %.2f s in all, of which the"
                                + " snapshot %.2f s, and %,d records; %,d accounts to the cent",
                        STARTS,
                        all,
                        median.recoveryNs() / NS_PER_SECOND,
                        median.snapshotNs() / NS_PER_SECOND,
                        median.replayed(),
                        settings.accounts()));
    }

    private static double perSecond(NodeReady start) {
        return start.replayed() * NS_PER_SECOND / (start.recoveryNs() - start.snapshotNs());
    }

    private void write() throws IOException {
        JournalConfig config =
                NodeConfig.of(Settings.load(null, settings.nodeSettings())).journal();
        long history = settings.recorded().history();
        try (var journal = RecordedJournal.open(node.data(), config)) {
            journal.accounts(settings.accounts());
            transfers(journal, history, 0);
        }
        if (history > 0) snapshot(node.data());
        try (var journal = RecordedJournal.open(node.data(), config)) {
            transfers(journal, settings.recorded().records(), history);
        }
    }

    private void transfers(RecordedJournal journal, long count, long before) throws IOException {
        double all = settings.recorded().history() + settings.recorded().records();
        long[] told = {0};
        journal.transfers(transfers, count, settings.batch(), written -> {
            listener.progress((before + written) / all, written - told[0]);
            told[0] = written;
        });
    }

    private static void snapshot(Path data) throws IOException {
        try (Snapshots.Lock lock = Snapshots.of(Disk.real(), data)
                .tryLock()
                .orElseThrow(() -> new LoadFailedException("somebody else takes a snapshot: data=" + data))) {
            JournalView view = JournalView.of(Disk.real(), data);
            SnapshotFold.take(DataDirectory.read(Disk.real(), data), lock, view::read, Recovery.Progress.NONE);
        }
    }

    private void check() throws Exception {
        try (var accounts = BenchAccounts.connect(node.ready().binary())) {
            accounts.check(new ExpectedBooks(settings.accounts())
                    .with(
                            transfers.again(),
                            settings.recorded().history() + settings.recorded().records()));
        }
    }
}
