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
import org.jspecify.annotations.Nullable;

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
    private int statesSigned;

    private Verification(DataDirectory directory, JournalView journal) {
        this.directory = directory;
        this.journal = journal;
    }

    /** Sees every record beside the fold, such as a check of its own. */
    @FunctionalInterface
    public interface Witness {
        /** For those who need none. */
        Witness NONE = reader -> {};

        /** Every record that is there, in order; also those before the snapshot that deciding begins with. */
        void onRecord(Reader reader) throws IOException;

        /** What somebody signed as the state's hash behind this sequence, in hexadecimal digits; null if nobody did. */
        default @Nullable String stateHash(long sequence) {
            return null;
        }
    }

    /**
     * What was proven.
     *
     * @param from first sequence that was decided again; above 1 only where earlier segments are gone.
     * @param tail where the journal ends.
     * @param accounts whose balances were compared.
     * @param areBooksComplete whether balances are the sum of all their transfers; else of what the state before the
     *     first record says, and the transfers since.
     * @param snapshotsEqual to the state that the journal leads to.
     * @param statesSigned equal to the state that the journal leads to.
     * @param findings sentences about everything that is wrong; none is good.
     */
    public record Proof(
            long from,
            Tail tail,
            long accounts,
            boolean areBooksComplete,
            int snapshotsEqual,
            int statesSigned,
            List<String> findings) {
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
        List<SegmentReport> segments = journal.segments();
        long first = segments.isEmpty() ? 1 : segments.getFirst().firstSequence();
        Beginning beginning = beginning(first);
        long from = beginning.sequence() + 1;
        Ledger ledger = beginning.ledger();
        if (from > first) readBefore(first, beginning.sequence(), witness);
        if (from > 1) ledger.write(new OpeningBooks(books));
        var fold = new Fold(ledger);
        try (Reader reader = beginning.reader()) {
            long records = 0;
            while (reader.next()) {
                witness.onRecord(reader);
                fold.onRecord(reader.record());
                books.onRecord(reader.record());
                if (reader.isLastOfBatch()) compareStates(reader, fold, ledger, witness);
                if (++records % PROGRESS_EVERY == 0) progress.at(records, reader.bytesRead(), reader.bytesTotal());
            }
            fold.settle();
            Tail tail = reader.tail();
            snapshots.tailMap(tail.sequence(), false).values().forEach(this::isBeyond);
            long accounts = compareBalances(ledger);
            return new Proof(from, tail, accounts, from == 1, snapshotsEqual, statesSigned, findings);
        }
    }

    /** Records that lie before the snapshot which deciding begins with: they are verified, and witnessed. */
    private void readBefore(long first, long last, Witness witness) throws IOException {
        try (Reader reader = journal.read(first)) {
            boolean isMore = true;
            while (isMore && reader.next()) {
                witness.onRecord(reader);
                isMore = reader.sequence() < last;
            }
        }
    }

    /** The first record, or where its segment is gone, the oldest snapshot that the rest begins with. */
    private Beginning beginning(long first) throws IOException {
        if (first == 1) return new Beginning(0, 0, new Ledger(), journal.read(1), List.of());
        Long oldest = snapshots.ceilingKey(first - 1);
        return Beginning.newest(directory, position -> oldest != null && position.sequence() == oldest, journal::read);
    }

    private void compareStates(Reader reader, Fold fold, Ledger ledger, Witness witness) {
        String signed = witness.stateHash(reader.sequence());
        Verified snapshot = snapshots.get(reader.sequence());
        if (signed == null && snapshot == null) return;
        fold.settle();
        String hash = StateDigest.of(ledger);
        if (snapshot != null) compareSnapshot(snapshot, reader, hash);
        if (signed == null) return;
        if (signed.equals(hash)) statesSigned++;
        else findings.add("a state was signed that the journal does not lead to: sequence=" + reader.sequence());
    }

    private void compareSnapshot(Verified snapshot, Reader reader, String hash) {
        boolean isChained = snapshot.header().position().chain().equals(reader.chain());
        if (isChained && snapshot.stateHash().equals(hash)) {
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

    private long compareBalances(Ledger ledger) {
        BalanceSheet sheet = BalanceSheet.of(ledger, balances -> {
            String difference = books.difference(balances);
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
