package io.florin.bench.micro;

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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The ledger on one thread: deciding a transfer, and finding an account. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LedgerBenchmark {
    private static final int TIME_EVERY = 1_024;

    /** Accounts opened. */
    @Param({"10000", "1000000"})
    public int accounts;

    private BenchLedger ledger = new BenchLedger(2);
    private TransferSource transfers = new TransferSource(Distribution.UNIFORM, 2, 1);
    private int decided;

    /** A ledger in which nothing has moved. */
    @Setup
    public void open() {
        ledger = new BenchLedger(accounts);
        transfers = new TransferSource(Distribution.UNIFORM, accounts, 1);
    }

    /** One transfer, alone in its request, created. */
    @Benchmark
    public int createTransfer() {
        if (decided++ % TIME_EVERY == 0) ledger.time();
        int status = ledger.transfer(transfers);
        if (status != 0) throw new LoadFailedException("a transfer was refused: status=" + status);
        return status;
    }

    /** An account by its id: index, hot and cold part. */
    @Benchmark
    public boolean lookupAccount() {
        transfers.next();
        return ledger.lookup(transfers.debit());
    }
}
