package io.florin.bench.micro;

import io.florin.bench.limit.RandomUpdateLimit;
import io.florin.bench.load.BenchLedger;
import io.florin.bench.load.Distribution;
import io.florin.bench.load.LoadFailedException;
import io.florin.bench.load.TransferSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The ledger on one thread, by the number of accounts and by who pays whom; beside it {@link #randomUpdates}, the
 * machine's own floor: the same memory asked for without any rule.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms6g", "-Xmx6g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class LedgerBenchmark {
    private static final int TIME_EVERY = 1_024;

    /** Accounts opened. */
    @Param({"10000", "1000000", "10000000"})
    public int accounts;

    /** Who pays whom. */
    @Param({"UNIFORM", "ZIPF"})
    public Distribution distribution = Distribution.UNIFORM;

    private TransferSource transfers = new TransferSource(Distribution.UNIFORM, 2, 1);
    private int decided;

    /** A ledger in which nothing has moved. */
    @State(Scope.Thread)
    public static class Open {
        private BenchLedger ledger = new BenchLedger(2);

        @Setup
        public void open(LedgerBenchmark benchmark) {
            ledger = new BenchLedger(benchmark.accounts);
        }
    }

    /** Rows and indexes without a ledger. */
    @State(Scope.Thread)
    public static class Bare {
        private RandomUpdateLimit rows = new RandomUpdateLimit(2);

        @Setup
        public void open(LedgerBenchmark benchmark) {
            rows = new RandomUpdateLimit(benchmark.accounts);
        }
    }

    @Setup
    public void draw() {
        transfers = new TransferSource(distribution, accounts, 1);
    }

    /** One transfer, alone in its request, created. */
    @Benchmark
    public void createTransfer(Open open) {
        if (decided++ % TIME_EVERY == 0) open.ledger.time();
        if (open.ledger.transfer(transfers) != 0) throw new LoadFailedException("a transfer was refused");
    }

    /** The same, sixteen of them touched before the first is decided. */
    @Benchmark
    @OperationsPerInvocation(BenchLedger.AHEAD)
    public void createTransferTouchedAhead(Open open) {
        if (decided++ % (TIME_EVERY / BenchLedger.AHEAD) == 0) open.ledger.time();
        int refused = open.ledger.transfersAhead(transfers);
        if (refused != 0) throw new LoadFailedException("transfers were refused: refused=" + refused);
    }

    /** Two accounts found, one id looked up and stored, two rows changed: what no ledger can do without. */
    @Benchmark
    public void randomUpdates(Bare bare) {
        bare.rows.one(transfers);
    }

    /** An account by its id: index, hot and cold part. */
    @Benchmark
    public boolean lookupAccount(Open open) {
        transfers.next();
        return open.ledger.lookup(transfers.debit());
    }
}
