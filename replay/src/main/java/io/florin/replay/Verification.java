package io.florin.replay;

import io.florin.journal.DataDirectory;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.journal.SegmentReport;
import io.florin.journal.Tail;
import io.florin.ledger.Ledger;
import io.florin.snapshot.SnapshotDamagedException;
import io.florin.snapshot.Snapshots;
import io.florin.snapshot.Snapshots.Entry;
import io.florin.snapshot.Snapshots.Verified;
import io.florin.snapshot.StateDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Proves a data directory, or says the first thing that is wrong: every byte of the journal (checksums, seals, chain,
 * links), every result decided again, debits equal to credits, balances equal to the sum of the transfers by a second
 * set of books, and every snapshot equal to the state that the journal leads to.
 *
 * <p>One thread; cold.
 */
public final class Verification {
    private static final int PROGRESS_EVERY = 16_384;

    private final DataDirectory directory;
    private final JournalView journal;
    private final List<String> findings = new ArrayList<>();
    private final TreeMap<Long, Verified> snapshots = new TreeMap<>();
    private final Bookkeeping books = new Bookkeeping();
    private int snapshotsEqual;

    private Verification(DataDirectory directory, JournalView journal) {
        this.directory = directory;
        this.journal = journal;
    }

    /** Sees every record beside the fold, such as a check of its own. */
    @FunctionalInterface
    public interface Witness {
        /** For those who need none. */
        Witness NONE = reader -> {};

        void onRecord(Reader reader) throws IOException;
    }

    /**
     * What was proven.
     *
     * @param from first sequence that was read; above 1 only where earlier segments were archived.
     * @param tail where the journal ends.
     * @param accounts whose balances were compared.
     * @param areBooksComplete whether balances were compared with the sum of their transfers: from sequence 1 alone.
     * @param snapshotsEqual to the state that the journal leads to.
     * @param findings sentences about everything that is wrong; none is good.
     */
    public record Proof(
            long from, Tail tail, long accounts, boolean areBooksComplete, int snapshotsEqual, List<String> findings) {
        public long records() {
            return tail.sequence() - from + 1;
        }
    }

    /**
     * Reads and decides everything.
     *
     * @throws io.florin.journal.JournalDamagedException at the first place where the journal cannot be what was forced.
     * @throws DivergenceException at the first result that is decided otherwise.
     */
    public static Proof run(DataDirectory directory, JournalView journal, Witness witness, Recovery.Progress progress)
            throws IOException {
        var verification = new Verification(directory, journal);
        verification.readSnapshots();
        return verification.readJournal(witness, progress);
    }

    private void readSnapshots() throws IOException {
        Snapshots all = Snapshots.of(directory.disk(), directory.path());
        for (Entry entry : all.list()) {
            try {
                snapshots.put(entry.sequence(), all.verify(entry));
            } catch (SnapshotDamagedException damaged) {
                findings.add(String.valueOf(damaged.getMessage()));
            }
        }
    }

    private Proof readJournal(Witness witness, Recovery.Progress progress) throws IOException {
        Beginning beginning = beginning();
        long from = beginning.sequence() + 1;
        Ledger ledger = beginning.ledger();
        var fold = new Fold(ledger);
        try (Reader reader = beginning.reader()) {
            long records = 0;
            while (reader.next()) {
                witness.onRecord(reader);
                fold.onRecord(reader.record());
                books.onRecord(reader.record());
                if (reader.isLastOfBatch()) compareSnapshot(reader, fold, ledger);
                if (++records % PROGRESS_EVERY == 0) progress.at(records, reader.bytesRead(), reader.bytesTotal());
            }
            fold.settle();
            Tail tail = reader.tail();
            snapshots.tailMap(tail.sequence(), false).values().forEach(this::isBeyond);
            long accounts = compareBalances(ledger, from == 1);
            return new Proof(from, tail, accounts, from == 1, snapshotsEqual, findings);
        }
    }

    /** The first record, or where its segment is gone, the oldest snapshot that the rest begins with. */
    private Beginning beginning() throws IOException {
        List<SegmentReport> segments = journal.segments();
        long first = segments.isEmpty() ? 1 : segments.getFirst().firstSequence();
        if (first == 1) return new Beginning(0, 0, new Ledger(), journal.read(1), List.of());
        Long oldest = snapshots.ceilingKey(first - 1);
        return Beginning.newest(directory, position -> oldest != null && position.sequence() == oldest, journal::read);
    }

    private void compareSnapshot(Reader reader, Fold fold, Ledger ledger) {
        Verified snapshot = snapshots.get(reader.sequence());
        if (snapshot == null) return;
        fold.settle();
        boolean isChained = snapshot.header().position().chain().equals(reader.chain());
        if (isChained && snapshot.stateHash().equals(StateDigest.of(ledger))) {
            snapshotsEqual++;
            return;
        }
        findings.add((isChained ? "differs from the state that the journal leads to" : "belongs to another history")
                + ": snapshot=" + snapshot.path().getFileName() + " sequence=" + snapshot.sequence());
    }

    private void isBeyond(Verified snapshot) {
        if (journal.isLive()) return; // taken since this look began
        findings.add("a snapshot is from the future, so forced records are missing: snapshot="
                + snapshot.path().getFileName() + " sequence=" + snapshot.sequence());
    }

    private long compareBalances(Ledger ledger, boolean areBooksComplete) {
        BalanceSheet sheet = BalanceSheet.of(ledger, balances -> {
            String difference = areBooksComplete ? books.difference(balances) : null;
            if (difference != null) findings.add(difference);
        });
        sheet.byLedger().forEach((number, sums) -> {
            if (!sums.areEqual()) {
                findings.add("debits are not credits: ledger=" + Integer.toUnsignedString(number) + " " + sums);
            }
        });
        return sheet.count();
    }
}
