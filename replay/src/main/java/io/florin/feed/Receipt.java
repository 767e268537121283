package io.florin.feed;

import io.florin.feed.Checkpoint.Covered;
import java.util.List;

/**
 * A customer's proof that a transfer is in the journal: its record, the way from there to a root, and the signed
 * checkpoint that has this root. Shows nobody else's records, and needs no server: who has the public key can check it.
 */
public final class Receipt {
    /** More siblings than any tree can have. */
    public static final int PATH_LENGTH_MAX = 64;

    private final byte[] record;
    private final byte[] salt;
    private final List<Digest> path;
    private final String checkpoint;

    /**
     * Believes nothing yet.
     *
     * @param record all bytes of the record.
     * @param salt of its leaf.
     * @param path siblings from the leaf upwards.
     * @param checkpoint that covers it, as its line says.
     */
    public Receipt(byte[] record, byte[] salt, List<Digest> path, String checkpoint) {
        this.record = record.clone();
        this.salt = salt.clone();
        this.path = List.copyOf(path);
        this.checkpoint = checkpoint;
    }

    public byte[] record() {
        return record.clone();
    }

    public byte[] salt() {
        return salt.clone();
    }

    public List<Digest> path() {
        return path;
    }

    /** The line of the checkpoint, without its line feed. */
    public String checkpoint() {
        return checkpoint;
    }

    /**
     * What a receipt proves.
     *
     * @param transfer as the record says.
     * @param checkpoint that was signed.
     */
    public record Proven(ProvenTransfer transfer, Checkpoint checkpoint) {}

    /**
     * Believes it, or says why not.
     *
     * @throws ProofRefusedException if another key signed the checkpoint.
     * @throws ProofBrokenException if anything in it is not what was signed.
     */
    public Proven verify(VerifyingKey key) {
        Checkpoint signed = Checkpoint.parse(checkpoint)
                .orElseThrow(() -> new ProofBrokenException("this is no checkpoint: receipt.checkpoint=" + checkpoint));
        signed.verify(key);
        ProvenTransfer transfer = ProvenTransfer.of(record)
                .orElseThrow(() -> new ProofBrokenException(
                        "the record is damaged, or not one of a transfer: receipt.record=" + record.length + " bytes"));
        long sequence = transfer.place().sequence();
        Covered covered = signed.covered();
        if (sequence < covered.first() || sequence > covered.last()) {
            throw new ProofBrokenException("the checkpoint covers sequences " + covered.first() + " to "
                    + covered.last() + ", and the record is elsewhere: receipt.sequence=" + sequence);
        }
        refuseOtherForm();
        Digest leaf = MerkleTree.leaf(salt, record);
        Digest root = MerkleTree.rootOf(leaf, sequence - covered.first(), covered.records(), path);
        if (!root.equals(covered.root())) {
            throw new ProofBrokenException(
                    "record, salt and path do not lead to the root that was signed: receipt.root=" + root);
        }
        if (!transfer.isCreated()) {
            throw new ProofBrokenException("the record is of a transfer that was refused: receipt.status="
                    + transfer.place().status());
        }
        return new Proven(transfer, signed);
    }

    /** A longer or shorter salt could take bytes from the record, or give it some. */
    private void refuseOtherForm() {
        if (salt.length != LeafSalt.LENGTH) {
            throw new ProofBrokenException("a salt has 32 bytes: receipt.salt=" + salt.length + " bytes");
        }
        if (path.size() > PATH_LENGTH_MAX) {
            throw new ProofBrokenException("no tree is so deep: receipt.path=" + path.size() + " siblings");
        }
    }
}
