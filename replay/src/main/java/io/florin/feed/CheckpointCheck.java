package io.florin.feed;

import io.florin.journal.Chain;
import io.florin.journal.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares a journal with what was signed about it, while somebody walks over its records from the first to the last:
 * chain and Merkle root of every checkpoint. Needs the public key and the salt, and no server. Where the first records
 * are gone, checkpoints that end before the first one that is there are passed over, and of one that began before it
 * the chain alone is compared, which stands for all records up to its end. One thread.
 */
public final class CheckpointCheck {
    private final List<Checkpoint> checkpoints;
    private final LeafSalt salt;
    private final Map<Long, String> stateHashes = new HashMap<>();
    private int index;
    private int before;
    private boolean isBegunEarlier;
    private MerkleTree tree = new MerkleTree(MerkleTree.NO_LEAF);
    private long lastSequence;

    private CheckpointCheck(List<Checkpoint> checkpoints, LeafSalt salt) {
        this.checkpoints = checkpoints;
        this.salt = salt;
        for (Checkpoint checkpoint : checkpoints) {
            checkpoint.state().ifPresent(state -> stateHashes.put(state.sequence(), state.hash()));
        }
    }

    /**
     * Begins before the first record.
     *
     * @param checkpoints as {@link CheckpointFile#read} believed them.
     * @param salt of the same data directory.
     * @throws ProofRefusedException if the salt is another one.
     */
    public static CheckpointCheck of(List<Checkpoint> checkpoints, LeafSalt salt) {
        for (Checkpoint checkpoint : checkpoints) {
            if (!checkpoint.salt().equals(salt.commitment())) {
                throw new ProofRefusedException("the salt beside this journal is not the one that it was made with;"
                        + " copy the right one along with the journal: checkpoint="
                        + checkpoint.place().number());
            }
        }
        return new CheckpointCheck(List.copyOf(checkpoints), salt);
    }

    /**
     * The record that the reader stands on; all of them, in order.
     *
     * @throws ProofBrokenException if it is not what was signed.
     */
    public void onRecord(Reader reader) {
        if (lastSequence == 0) begin(reader.sequence());
        lastSequence = reader.sequence();
        if (isDone()) return;
        var entry = new byte[reader.recordLength()];
        reader.buffer().getBytes(reader.recordOffset(), entry);
        tree.add(MerkleTree.leaf(salt.of(lastSequence), entry));
        Checkpoint next = checkpoints.get(index);
        if (lastSequence == next.covered().last()) compare(next, reader);
    }

    private void begin(long first) {
        while (!isDone() && checkpoints.get(index).covered().last() < first) index++;
        before = index;
        isBegunEarlier = !isDone() && checkpoints.get(index).covered().first() < first;
    }

    private void compare(Checkpoint signed, Reader reader) {
        if (!reader.isLastOfBatch() || !reader.chain().equals(signed.covered().chain())) {
            throw otherChain(signed, reader.chain());
        }
        Digest root = tree.root();
        if (!isBegunEarlier && !root.equals(signed.covered().root())) {
            throw new ProofBrokenException("the records from sequence "
                    + signed.covered().first() + " to " + signed.covered().last()
                    + " are not those that were signed: their root is " + root + ": checkpoint="
                    + signed.place().number());
        }
        tree = new MerkleTree(MerkleTree.NO_LEAF);
        isBegunEarlier = false;
        index++;
    }

    /**
     * Behind the last record.
     *
     * @throws ProofBrokenException if more was signed than there is.
     */
    public void atEnd() {
        if (!isDone()) throw beyondTheEnd(checkpoints.getLast(), lastSequence);
    }

    private boolean isDone() {
        return index == checkpoints.size();
    }

    static ProofBrokenException otherChain(Checkpoint signed, Chain found) {
        return new ProofBrokenException(
                "the journal up to sequence " + signed.covered().last()
                        + " is not the one that was signed, a record was changed since: its chain there is " + found
                        + ": checkpoint=" + signed.place().number());
    }

    static ProofBrokenException beyondTheEnd(Checkpoint signed, long lastSequence) {
        return new ProofBrokenException("the journal ends at sequence " + lastSequence
                + ", and records up to " + signed.covered().last()
                + " were signed: records are missing at its end: checkpoint="
                + signed.place().number());
    }

    /** How many agree so far. */
    public int agreed() {
        return index - before;
    }

    /** How many end before the first record that was there: their signatures hold, their records were not seen. */
    public int before() {
        return before;
    }

    /** Last sequence that a checkpoint covers. */
    public long signed() {
        return checkpoints.getLast().covered().last();
    }

    /** Records behind the last checkpoint, which nobody has signed yet. */
    public long unsigned() {
        return isDone() ? lastSequence - checkpoints.getLast().covered().last() : 0;
    }

    /** The hash that was signed for the state behind this sequence, in hexadecimal digits; null if none was. */
    public @Nullable String stateHash(long sequence) {
        return stateHashes.get(sequence);
    }
}
