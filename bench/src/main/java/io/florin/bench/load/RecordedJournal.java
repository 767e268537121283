package io.florin.bench.load;

import io.florin.counters.Counters;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.Journal;
import io.florin.journal.JournalConfig;
import io.florin.journal.JournalStage;
import io.florin.pipeline.Clock;
import io.florin.pipeline.Decider;
import io.florin.pipeline.JournalTime;
import io.florin.pipeline.PipelineConfig;
import io.florin.pipeline.Positions;
import io.florin.pipeline.Slot;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.RequestHeadEncoder;
import io.florin.protocol.codec.TransferRowEncoder;
import io.florin.replay.Recovery;
import java.io.IOException;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a node's journal without the node: decided by the ledger, sealed and forced by the journal's own stage, so
 * that a real node recovers from it. One thread; as fast as deciding is.
 */
public final class RecordedJournal implements AutoCloseable {
    private static final long PRINCIPAL_LOCAL = 1;

    /** Records in a commit, if one request does not have more. */
    private static final int COMMIT = 512;

    private static final int CACHE_LINE_LENGTH = 64;
    private static final int PROGRESS_EVERY = 1 << 20;

    private final DataDirectory directory;
    private final Journal journal;
    private final JournalStage stage;
    private final Decider decider;
    private final JournalTime time;
    private final TimeOrderedIds ids = new TimeOrderedIds(System.nanoTime());
    private final TransferRowEncoder transferRow = new TransferRowEncoder();
    private final AccountRowEncoder accountRow = new AccountRowEncoder();
    private final RequestHeadEncoder head = new RequestHeadEncoder();
    private final Slot[] slots = new Slot[PipelineConfig.EVENTS_MAX];
    private final Slots window = place -> slots[(int) place];
    private long sequence;

    /** Told now and then how many records were written. */
    @FunctionalInterface
    public interface Progress {
        void at(long records);
    }

    private RecordedJournal(
            DataDirectory directory, Journal journal, JournalStage stage, Recovery.Recovered recovered) {
        this.directory = directory;
        this.journal = journal;
        this.stage = stage;
        this.decider = new Decider(recovered.ledger());
        this.time = new JournalTime(Clock.system(), recovered.tail().timestampNs());
        this.sequence = recovered.tail().sequence();
        var memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(slots.length * Slot.LENGTH, CACHE_LINE_LENGTH));
        for (int i = 0; i < slots.length; i++) slots[i] = new Slot(memory, i * Slot.LENGTH);
    }

    /** Goes on where the journal of this data directory ends, in a life and an epoch of its own. */
    public static RecordedJournal open(Path data, JournalConfig config) throws IOException {
        DataDirectory directory = DataDirectory.lock(Disk.real(), new DataDirectory.Place(data, true));
        Recovery.Recovered recovered = Recovery.run(directory, Recovery.Progress.NONE);
        int epoch = Math.max(directory.promisedEpoch(), recovered.tail().epoch()) + 1;
        directory.begin(epoch);
        Counters counters = Counters.inMemory();
        Journal journal = Journal.start(
                config,
                new Journal.Resources(directory, recovered.tail(), epoch, 1, "bench", Clock.system(), counters));
        var stage = new JournalStage(journal, recovered.tail(), epoch, new Positions(), Clock.system(), counters);
        return new RecordedJournal(directory, journal, stage, recovered);
    }

    /** Opens accounts 0 to {@code accounts - 1}. */
    public void accounts(int accounts) throws IOException {
        for (int first = 0; first < accounts; first += slots.length) {
            int count = Math.min(slots.length, accounts - first);
            for (int i = 0; i < count; i++) {
                int account = first + i;
                Slot slot =
                        slots[i].begin(CreateAccountsEncoder.TEMPLATE_ID, count, i, AccountRowEncoder.ENCODED_LENGTH);
                clear(slot);
                accountRow
                        .wrap(slot.memory(), slot.bodyOffset())
                        .ledger(BenchAccounts.LEDGER)
                        .code(BenchAccounts.CODE);
                accountRow.id().high(AccountIds.high(account)).low(AccountIds.low(account));
            }
            decide(0, count);
            commit(count);
        }
    }

    /** Transfers of one request each, or {@code batch} of them in each request. */
    public void transfers(TransferSource transfers, long count, int batch, Progress progress) throws IOException {
        int perCommit = Math.max(1, COMMIT / batch) * batch;
        for (long written = 0; written < count; ) {
            int filled = (int) Math.min(perCommit, count - written);
            ids.time(System.currentTimeMillis());
            for (int first = 0; first < filled; first += batch) {
                fill(transfers, first, Math.min(batch, filled - first));
            }
            for (int first = 0; first < filled; first += slots[first].events()) decide(first, slots[first].events());
            commit(filled);
            long before = written;
            written += filled;
            if (before / PROGRESS_EVERY != written / PROGRESS_EVERY) progress.at(written);
        }
    }

    private void fill(TransferSource transfers, int first, int events) {
        for (int i = 0; i < events; i++) {
            transfers.next();
            ids.next();
            Slot slot = slots[first + i].begin(
                    CreateTransfersEncoder.TEMPLATE_ID, events, i, TransferRowEncoder.ENCODED_LENGTH);
            clear(slot);
            transferRow
                    .wrap(slot.memory(), slot.bodyOffset())
                    .ledger(BenchAccounts.LEDGER)
                    .code(BenchAccounts.CODE)
                    .amount(transfers.amountMinor());
            transferRow.id().high(ids.high()).low(ids.low());
            transferRow
                    .debitAccountId()
                    .high(AccountIds.high(transfers.debit()))
                    .low(AccountIds.low(transfers.debit()));
            transferRow
                    .creditAccountId()
                    .high(AccountIds.high(transfers.credit()))
                    .low(AccountIds.low(transfers.credit()));
        }
    }

    private static void clear(Slot slot) {
        slot.memory().setMemory(slot.headOffset(), Slot.LENGTH, (byte) 0);
    }

    private void decide(int first, int events) {
        head.wrap(slots[first].memory(), slots[first].headOffset())
                .principal(PRINCIPAL_LOCAL)
                .events(events);
        long requestNs = time.stamp(events);
        for (int i = 0; i < events; i++) {
            Slot slot = slots[first + i];
            slot.stamp(++sequence, requestNs - events + i + 1);
            if (i == 0) decider.begin(slot, requestNs);
            decider.decide(slot, first + i, window);
            if (slot.status() != 0) {
                throw new LoadFailedException(
                        "the ledger refused what is to be recorded: sequence=" + sequence + " status=" + slot.status());
            }
        }
    }

    private void commit(int count) throws IOException {
        for (int i = 0; i < count; i++) stage.onEvent(slots[i], i, i + 1 == count);
    }

    /** Ends the journal cleanly. */
    @Override
    public void close() throws IOException {
        try (directory) {
            journal.close();
        }
    }
}
