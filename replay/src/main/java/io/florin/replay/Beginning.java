package io.florin.replay;

import io.florin.journal.DataDirectory;
import io.florin.journal.JournalDamagedException;
import io.florin.journal.Reader;
import io.florin.journal.SegmentId;
import io.florin.journal.Tail;
import io.florin.ledger.Ledger;
import io.florin.snapshot.NewerSnapshotException;
import io.florin.snapshot.SnapshotDamagedException;
import io.florin.snapshot.SnapshotHeader;
import io.florin.snapshot.SnapshotPosition;
import io.florin.snapshot.SnapshotRefusedException;
import io.florin.snapshot.Snapshots;
import io.florin.snapshot.Snapshots.Entry;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * Where a fold begins: the newest snapshot that verifies and that this journal led to, and a reader behind it; or an
 * empty ledger, and the first record. A damaged snapshot, or one of a newer build, is passed over, and said; one that
 * knows more than the journal is not.
 *
 * @param sequence of the snapshot; 0 for none.
 * @param epoch of that sequence's record; 0 for none.
 * @param ledger in its state.
 * @param reader that has not been asked for a record yet; the caller's.
 * @param findings sentences about snapshots that were passed over.
 */
public record Beginning(long sequence, int epoch, Ledger ledger, Reader reader, List<String> findings) {

    /** Opens a reader that begins with a sequence. */
    @FunctionalInterface
    public interface Opening {
        Reader from(long sequence) throws IOException;
    }

    /** The newest beginning in a directory that nobody appends to. */
    static Beginning newest(DataDirectory directory) throws IOException {
        return newest(directory, any -> true, sequence -> Reader.open(directory, sequence));
    }

    /**
     * The newest beginning that is wanted.
     *
     * @param isWanted whether the state of a snapshot is not too late.
     * @throws JournalDamagedException if a snapshot knows a later sequence than the journal.
     * @throws SnapshotRefusedException if a snapshot belongs to another ledger.
     */
    public static Beginning newest(DataDirectory directory, Predicate<SnapshotPosition> isWanted, Opening journal)
            throws IOException {
        Snapshots snapshots = Snapshots.of(directory.disk(), directory.path());
        List<String> findings = new ArrayList<>();
        for (Entry entry : snapshots.list()) {
            try {
                SnapshotHeader header = snapshots.header(entry);
                requireOurs(header, entry, directory);
                if (!isWanted.test(header.position())) continue;
                Trial trial = loadAndVerify(snapshots, entry);
                Reader reader = journal.from(entry.sequence() + 1);
                if (isStanding(reader, trial.snapshot(), findings)) {
                    return new Beginning(entry.sequence(), header.position().epoch(), trial.ledger(), reader, findings);
                }
            } catch (SnapshotDamagedException | NewerSnapshotException unusable) {
                findings.add(unusable.getMessage() + "; an older state is used instead");
            }
        }
        return new Beginning(0, 0, new Ledger(), journal.from(1), findings);
    }

    private record Trial(Verified snapshot, Ledger ledger) {}

    /** A start waits for both, and each takes a core: this thread loads while another one compares every hash. */
    private static Trial loadAndVerify(Snapshots snapshots, Entry entry) throws IOException {
        var verified = new FutureTask<>(() -> snapshots.verify(entry));
        var thread = new Thread(verified, "florin-snapshot-verify");
        thread.setDaemon(true);
        thread.start();
        try {
            Ledger ledger = snapshots.load(entry);
            return new Trial(await(verified), ledger);
        } catch (RuntimeException | IOException notLoaded) {
            await(verified); // what is wrong with it is said better there
            throw notLoaded;
        }
    }

    private static Verified await(FutureTask<Verified> verified) throws IOException {
        try {
            return verified.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while verifying a snapshot", e);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException("verifying throws nothing else", failed);
            }
        }
    }

    private static void requireOurs(SnapshotHeader header, Entry snapshot, DataDirectory directory) {
        UUID ours = new UUID(directory.ledgerIdHigh(), directory.ledgerIdLow());
        if (header.ledgerId().equals(ours)) return;
        throw new SnapshotRefusedException("snapshot " + snapshot.path().getFileName() + " belongs to another ledger, "
                + header.ledgerId() + " instead of " + ours + "; move it away: florin.data="
                + directory.path());
    }

    private static boolean isStanding(Reader reader, Verified snapshot, List<String> findings) throws IOException {
        SnapshotPosition position = snapshot.header().position();
        boolean isUsed = false;
        try {
            switch (reader.standBehind(position.chain())) {
                case FOUND -> isUsed = true;
                case OTHER_HISTORY ->
                    findings.add("this journal did not lead to it: snapshot="
                            + snapshot.path().getFileName() + "; an older state is used instead");
                case BEYOND_THE_END -> throw fromTheFuture(reader.tail(), snapshot);
            }
            return isUsed;
        } finally {
            if (!isUsed) reader.close();
        }
    }

    private static JournalDamagedException fromTheFuture(Tail tail, Verified snapshot) {
        SegmentId segment = tail.segment();
        return new JournalDamagedException(
                "snapshot " + snapshot.path().getFileName() + " is from the future: it knows records up to "
                        + snapshot.sequence() + ", and the journal ends before, so forced records are missing",
                segment,
                tail.offset(),
                tail.sequence());
    }
}
