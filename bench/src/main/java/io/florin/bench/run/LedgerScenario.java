package io.florin.bench.run;

import io.florin.bench.limit.RandomUpdateLimit;
import io.florin.bench.load.BenchLedger;
import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.LoadListener;
import io.florin.bench.load.TransferSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The ledger alone, in this process and on this thread: no wire, no journal, no hand-over. */
record LedgerScenario() implements Scenario {
    private static final int BATCH = 4_096;
    private static final double NS_PER_SECOND = 1e9;

    @Override
    public String title() {
        return "ledger";
    }

    @Override
    public String sentence() {
        return "The ledger's decide alone, on one thread.";
    }

    @Override
    public List<Defaults> steps() {
        return List.of(Defaults.closed(1, 1));
    }

    @Override
    public Report run(RunSettings settings, @Nullable Path out, LoadListener listener) {
        double limit = RandomUpdateLimit.measure(transfers(settings), settings.seconds());
        var ledger = new BenchLedger(settings.accounts());
        TransferSource transfers = transfers(settings);
        long decided = decide(ledger, transfers, settings.warmUpSeconds());
        listener.counting();
        long beginNs = System.nanoTime();
        long cpuNs = BenchThread.cpuNs();
        long counted = decide(ledger, transfers, settings.seconds());
        double perSecond = counted * NS_PER_SECOND / (System.nanoTime() - beginNs);
        double cpuSeconds = (BenchThread.cpuNs() - cpuNs) / NS_PER_SECOND;
        listener.counted();
        long movedMinor = check(ledger, transfers.again(), decided + counted);
        return new Report(
                title(),
                settings,
                perSecond,
                null,
                cpuSeconds * 1e6 / counted,
                0,
                new Limit("random account updates with id insert", limit, 0),
                "%,d results created; %,d accounts to the cent; debits = credits = %,d"
                        .formatted(decided + counted, settings.accounts(), movedMinor));
    }

    private static TransferSource transfers(RunSettings settings) {
        return new TransferSource(settings.distribution(), settings.accounts(), 1);
    }

    private static long decide(BenchLedger ledger, TransferSource transfers, int seconds) {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long decided = 0;
        while (System.nanoTime() < endNs) {
            ledger.time();
            for (int i = 0; i < BATCH; i++) {
                int status = ledger.transfer(transfers);
                if (status != 0) throw new LoadFailedException("a transfer was refused: status=" + status);
            }
            decided += BATCH;
        }
        return decided;
    }

    private static long check(BenchLedger ledger, TransferSource again, long transfers) {
        long[] debitsMinor = new long[again.accounts()];
        long[] creditsMinor = new long[again.accounts()];
        long movedMinor = 0;
        for (long i = 0; i < transfers; i++) {
            again.next();
            debitsMinor[again.debit()] += again.amountMinor();
            creditsMinor[again.credit()] += again.amountMinor();
            movedMinor += again.amountMinor();
        }
        for (int i = 0; i < debitsMinor.length; i++) {
            if (!ledger.isAt(i, debitsMinor[i], creditsMinor[i])) {
                throw new LoadFailedException("the books are wrong at account=" + i);
            }
        }
        return movedMinor;
    }
}
