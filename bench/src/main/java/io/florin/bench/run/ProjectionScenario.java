package io.florin.bench.run;

import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.RecordedJournal;
import io.florin.bench.load.TransferSource;
import io.florin.journal.Disk;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalView;
import io.florin.ops.EmbeddedDatabase;
import io.florin.projection.BareCopy;
import io.florin.projection.ReadModel;
import io.florin.projection.ReadModelConfig;
import io.florin.projection.Rebuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How fast a journal comes into PostgreSQL when nothing else runs, beside COPY of the same rows into the same table,
 * with its indexes, by a client that has them ready as bytes. PostgreSQL is the embedded one, in the bench's directory.
 */
record ProjectionScenario() implements Scenario {
    private static final long RECORDS_DEFAULT = 2_000_000;
    private static final double NS_PER_SECOND = 1e9;

    @Override
    public String title() {
        return "projection";
    }

    @Override
    public String sentence() {
        return "A journal into PostgreSQL, as florin report rebuild does it; --records N (2 million).";
    }

    @Override
    public List<Defaults> steps() {
        return List.of(Defaults.closed(1, 1).batch(64));
    }

    @Override
    public Report run(RunSettings settings, @Nullable Path out, LoadListener listener) throws Exception {
        long transfers = settings.recorded().records() > 0 ? settings.recorded().records() : RECORDS_DEFAULT;
        try (var node = NodeUnderLoad.make(settings.with("snapshot.worker=off"));
                var database = EmbeddedDatabase.start(node.data().resolveSibling("reports"))) {
            try (var journal = RecordedJournal.open(node.data(), JournalConfig.of(true))) {
                journal.accounts(settings.accounts());
                var source = new TransferSource(settings.distribution(), settings.accounts(), 1);
                journal.transfers(source, transfers, settings.batch(), records -> {});
            }
            ReadModelConfig config = database.at(ReadModelConfig.local("jdbc:postgresql:bench", "postgres", ""));
            try (ReadModel model = ReadModel.of(config)) {
                return measured(settings, node, model, transfers);
            }
        }
    }

    private Report measured(RunSettings settings, NodeUnderLoad node, ReadModel model, long transfers)
            throws Exception {
        JournalView view = JournalView.of(Disk.real(), node.data());
        var ledgerId = new UUID(view.ledgerIdHigh(), view.ledgerIdLow());
        long beganNs = System.nanoTime();
        Rebuild.Done done = Rebuild.run(model, ledgerId, view::read, (records, bytes, bytesTotal) -> {});
        double perSecond = transfers * NS_PER_SECOND / (System.nanoTime() - beganNs);
        if (done.movements() != transfers) {
            throw new LoadFailedException("recorded " + transfers + " transfers, found movements=" + done.movements());
        }
        BareCopy.Copied bare = BareCopy.run(model, node.data().resolveSibling("movements.copy"), System::nanoTime);
        if (bare.rows() != transfers) {
            throw new LoadFailedException("recorded " + transfers + " transfers, copied rows=" + bare.rows());
        }
        return new Report(
                title(),
                settings,
                perSecond,
                null,
                0,
                0,
                new Limit("bare COPY of the same rows into the same table", bare.rows() * NS_PER_SECOND / bare.ns(), 0),
                String.format(
                        Locale.ROOT,
                        "%,d transfers in %.1f s, accounts and positions too; %,d bytes a row in COPY; counted in"
                                + " PostgreSQL",
                        transfers,
                        transfers / perSecond,
                        bare.bytes() / Math.max(1, bare.rows())));
    }
}
