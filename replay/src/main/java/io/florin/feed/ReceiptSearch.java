package io.florin.feed;

import io.florin.journal.Reader;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds a transfer in a journal and proves it: reads from the beginning to the record, then once more what its
 * checkpoint covers. Cold; one thread.
 */
public final class ReceiptSearch {
    private static final int PROGRESS_EVERY = 16_384;

    private final JournalSource journal;
    private final long first;
    private final List<Checkpoint> checkpoints;
    private final LeafSalt salt;
    private final Progress progress;

    /** Told how far the search has come. */
    @FunctionalInterface
    public interface Progress {
        void at(long records, long bytesRead, long bytesTotal);
    }

    /** What became of the search. */
    public sealed interface Answer {}

    /** It is proven. */
    public record Found(Receipt receipt) implements Answer {}

    /**
     * It is in the journal, and no checkpoint covers it yet.
     *
     * @param newest the last there is.
     */
    public record NotYet(ProvenTransfer transfer, Checkpoint newest) implements Answer {}

    /** It was asked for and refused, and never created. */
    public record Refused(ProvenTransfer transfer) implements Answer {}

    /**
     * It is in the journal, and other records that its checkpoint covers are gone: without them there is no path.
     *
     * @param checkpoint that covers it.
     */
    public record Unprovable(ProvenTransfer transfer, Checkpoint checkpoint) implements Answer {}

    /** No record that is there has this id. */
    public record Absent(long records) implements Answer {}

    /**
     * Prepares a search.
     *
     * @param first sequence of the first record that is there.
     * @param checkpoints all, believed.
     */
    public ReceiptSearch(
            JournalSource journal, long first, List<Checkpoint> checkpoints, LeafSalt salt, Progress progress) {
        this.journal = journal;
        this.first = first;
        this.checkpoints = List.copyOf(checkpoints);
        this.salt = salt;
        this.progress = progress;
    }

    /**
     * Looks for the transfer that was created with this id.
     *
     * @throws ProofBrokenException if the journal is not what was signed.
     */
    public Answer find(UUID id) throws IOException {
        Optional<ProvenTransfer> refused = Optional.empty();
        long records = 0;
        try (Reader reader = journal.read(first)) {
            while (reader.next()) {
                if (++records % PROGRESS_EVERY == 0) progress.at(records, reader.bytesRead(), reader.bytesTotal());
                if (!isAbout(reader, id)) continue;
                Optional<ProvenTransfer> transfer = ProvenTransfer.of(bytes(reader));
                if (transfer.isPresent() && transfer.get().isCreated()) return prove(transfer.get());
                if (refused.isEmpty()) refused = transfer;
            }
        }
        boolean isNowhereElse = first == 1; // else it may have been created in a record that is gone, and asked again
        return refused.isPresent() && isNowhereElse ? new Refused(refused.get()) : new Absent(records);
    }

    private static boolean isAbout(Reader reader, UUID id) {
        if (reader.commandTemplate() != CreateTransfersDecoder.TEMPLATE_ID) return false;
        var row = new TransferRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        return row.id().low() == id.getLeastSignificantBits() && row.id().high() == id.getMostSignificantBits();
    }

    private static byte[] bytes(Reader reader) {
        var bytes = new byte[reader.recordLength()];
        reader.buffer().getBytes(reader.recordOffset(), bytes);
        return bytes;
    }

    private Answer prove(ProvenTransfer transfer) throws IOException {
        long sequence = transfer.place().sequence();
        for (Checkpoint checkpoint : checkpoints) {
            if (sequence > checkpoint.covered().last()) continue;
            if (checkpoint.covered().first() < first) return new Unprovable(transfer, checkpoint);
            return new Found(prove(sequence, checkpoint));
        }
        return new NotYet(transfer, checkpoints.getLast());
    }

    private Receipt prove(long sequence, Checkpoint checkpoint) throws IOException {
        Checkpoint.Covered covered = checkpoint.covered();
        var tree = new MerkleTree(sequence - covered.first());
        var record = new byte[0];
        try (Reader reader = journal.read(covered.first())) {
            while (tree.size() < covered.records() && reader.next()) {
                byte[] entry = bytes(reader);
                if (reader.sequence() == sequence) record = entry;
                tree.add(MerkleTree.leaf(salt.of(reader.sequence()), entry));
            }
        }
        if (!tree.root().equals(covered.root())) {
            throw new ProofBrokenException("the records from sequence " + covered.first() + " to " + covered.last()
                    + " are not those that were signed: checkpoint="
                    + checkpoint.place().number());
        }
        return new Receipt(record, salt.of(sequence), tree.path(), checkpoint.line());
    }
}
