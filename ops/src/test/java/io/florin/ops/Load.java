package io.florin.ops;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.ClientConfig;
import io.florin.gateway.client.FlorinClient;
import io.florin.gateway.client.FlorinException;
import io.florin.gateway.client.Ids;
import io.florin.gateway.client.NotExecutedException;
import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send transfers as fast as answers come, each with one request under way. A request whose outcome is
 * unknown is sent again with the same ids until it is definite, as the protocol asks of every client; what was answered
 * is written down.
 */
final class Load implements AutoCloseable {
    private static final int LEDGER = 978;
    private static final int ACCOUNTS = 40;
    private static final int ROWS_MAX_DEFAULT = 8;
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final InetSocketAddress address;
    private final Duration patience;
    private final boolean isRetrying;
    private final int rowsMax;
    private final List<UUID> accounts = new ArrayList<>();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Transfer> unknown = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong outcomesUnknown = new AtomicLong();
    private final AtomicLong journalFull = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isStopping;

    /**
     * A transfer that the node answered for.
     *
     * @param timestampNs of its creation as answered; 0 if the answer that arrived was {@code exists}.
     */
    record Acknowledged(Transfer transfer, long timestampNs) {}

    /** Makes the accounts; {@code isRetrying} is false for loads that want to know which outcomes stayed unknown. */
    Load(InetSocketAddress address, Duration patience, boolean isRetrying) {
        this(address, patience, isRetrying, ROWS_MAX_DEFAULT);
    }

    /** The same with requests of up to so many transfers. */
    Load(InetSocketAddress address, Duration patience, boolean isRetrying, int rowsMax) {
        this.address = address;
        this.patience = patience;
        this.isRetrying = isRetrying;
        this.rowsMax = rowsMax;
        try (FlorinClient client = connect()) {
            List<Account> rows = new ArrayList<>();
            for (int i = 0; i < ACCOUNTS; i++) rows.add(Account.of(Ids.next(), LEDGER, 1));
            if (!client.createAccounts(rows).join().isSuccess()) throw new IllegalStateException("accounts refused");
            rows.forEach(row -> accounts.add(row.id()));
        }
    }

    Load start(int clients, long seed) {
        var seeds = new SplittableRandom(seed);
        for (int i = 0; i < clients; i++) {
            SplittableRandom random = seeds.split();
            threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(() -> run(random)));
        }
        return this;
    }

    private void run(SplittableRandom random) {
        try (var line = new Line()) {
            while (!isStopping) {
                if (!settle(line, request(random)) && !isRetrying) return;
            }
        } catch (Throwable failed) {
            failures.add(failed);
        }
    }

    private List<Transfer> request(SplittableRandom random) {
        int rows = 1 + random.nextInt(rowsMax);
        List<Transfer> transfers = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int debit = random.nextInt(ACCOUNTS);
            int credit = (debit + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
            transfers.add(Transfer.of(
                    Ids.next(), accounts.get(debit), accounts.get(credit), 1 + random.nextInt(10_000), LEDGER, 1));
        }
        return transfers;
    }

    /** Whether the request got a definite answer at once or, if this load retries, after all. */
    private boolean settle(Line line, List<Transfer> transfers) {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean isSent = false;
            try {
                FlorinClient client = line.client();
                isSent = true;
                write(transfers, client.createTransfers(transfers).join());
                return true;
            } catch (CompletionException | FlorinException | NotThere failed) {
                line.drop();
                boolean isDefinite = !isSent || isNotExecuted(reason(failed));
                if (!isRetrying) {
                    if (!isDefinite) unknown.addAll(transfers);
                    return false;
                }
                if (System.nanoTime() >= deadlineNs) throw failed;
                if (!isDefinite) outcomesUnknown.incrementAndGet();
                LockSupport.parkNanos(RETRY_NS);
            }
        }
    }

    private boolean isNotExecuted(Throwable reason) {
        if (!(reason instanceof NotExecutedException refused)) return false;
        if (refused.code().equals("journal_full")) journalFull.incrementAndGet();
        return true;
    }

    private static Throwable reason(RuntimeException failed) {
        Throwable cause = failed.getCause();
        return failed instanceof CompletionException && cause != null ? cause : failed;
    }

    private void write(List<Transfer> transfers, Results results) {
        if (!results.isSuccess()) throw new IllegalStateException("refused: " + results.notCreated());
        for (int i = 0; i < transfers.size(); i++) {
            boolean isCreated = results.code(i).equals("created");
            long timestampNs = results.timestampNs() - transfers.size() + i + 1;
            acknowledged.add(new Acknowledged(transfers.get(i), isCreated ? timestampNs : 0));
        }
        answers.incrementAndGet();
    }

    private FlorinClient connect() {
        try {
            return FlorinClient.connect(
                    ClientConfig.of(address.getHostString(), address.getPort()).withoutReconnect());
        } catch (IllegalStateException refused) {
            throw new NotThere(refused);
        }
    }

    /** Nothing was sent. */
    private static final class NotThere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotThere(IllegalStateException refused) {
            super(refused);
        }
    }

    /** Requests answered so far. */
    long answers() {
        return answers.get();
    }

    /** Waits for so many more answers than there are now. */
    void awaitMoreAnswers(long more) {
        long target = answers.get() + more;
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (answers.get() < target) {
            throwFailure();
            if (System.nanoTime() >= deadlineNs) {
                throw new IllegalStateException("no " + more + " answers within " + patience + ": " + answers.get());
            }
            LockSupport.parkNanos(RETRY_NS);
        }
    }

    /** Lets every request under way become definite, then ends. */
    void stop() throws InterruptedException {
        isStopping = true;
        for (Thread thread : threads) thread.join(patience.plusSeconds(10));
        throwFailure();
    }

    private void throwFailure() {
        Throwable failure = failures.peek();
        if (failure != null) throw new IllegalStateException("a client failed", failure);
    }

    List<UUID> accounts() {
        return accounts;
    }

    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Sent, and neither answered nor refused; only if this load does not retry. */
    List<Transfer> unknown() {
        return List.copyOf(unknown);
    }

    /** How often a request was sent and its connection ended without an answer. */
    long outcomesUnknown() {
        return outcomesUnknown.get();
    }

    /** How often a request was refused because the journal was full. */
    long journalFull() {
        return journalFull.get();
    }

    @Override
    public void close() {
        isStopping = true;
        threads.forEach(Thread::interrupt);
    }

    /** One client's connection, made again after it broke. */
    private final class Line implements AutoCloseable {
        private @Nullable FlorinClient client;

        FlorinClient client() {
            if (client == null) client = connect();
            return client;
        }

        void drop() {
            if (client != null) client.close();
            client = null;
        }

        @Override
        public void close() {
            drop();
        }
    }
}
