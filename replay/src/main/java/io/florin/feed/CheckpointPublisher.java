package io.florin.feed;

import io.florin.feed.Checkpoint.Covered;
import io.florin.feed.Checkpoint.Place;
import io.florin.journal.Chain;
import io.florin.journal.Disk;
import io.florin.journal.Reader;
import io.florin.journal.RegisteredReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * A tail of the journal that signs what it has read: goes on behind the newest checkpoint of its file, whoever wrote
 * it, hashes every record once, and signs at the end of a batch. One thread; keeps a few hundred bytes, whatever the
 * journal holds.
 */
public final class CheckpointPublisher implements AutoCloseable {
    /** Segments with records that are not signed yet do not go. */
    private static final String READER = "checkpoint";

    private final Resources resources;
    private final RegisteredReaders readers;
    private final SigningKey key;
    private final CheckpointFile.Writer file;
    private final LeafSalt salt;
    private final Reader reader;
    private Optional<Checkpoint> newest;
    private long attestedSequence;

    private MerkleTree tree = new MerkleTree(MerkleTree.NO_LEAF);
    private Chain chain = Chain.NOTHING;
    private boolean isAtBatchEnd;

    /**
     * What a publisher works with; it closes none of these.
     *
     * @param data where the salt is, or is made.
     * @param file published to.
     * @param clock tells the time of signing.
     */
    public record Resources(
            Disk disk,
            Path data,
            UUID ledgerId,
            JournalSource journal,
            CheckpointFile file,
            AttestedStates states,
            InstantSource clock) {}

    private CheckpointPublisher(Resources resources, CheckpointFile.Writer file, SigningKey key) throws IOException {
        this.resources = resources;
        this.readers = RegisteredReaders.of(resources.disk(), resources.data());
        this.file = file;
        this.key = key;
        this.newest = file.newest();
        this.attestedSequence = file.attestedSequence();
        this.salt = salt();
        this.reader = resources
                .journal()
                .read(newest.map(found -> found.covered().last()).orElse(1L));
    }

    /**
     * Opens the file to append to it.
     *
     * @return empty if another process publishes to this file now.
     * @throws ProofRefusedException if the file belongs to another key or ledger, or the salt is missing.
     * @throws ProofBrokenException if the file or the journal is not what was signed.
     */
    public static Optional<CheckpointPublisher> open(Resources resources, SigningKey key) throws IOException {
        Optional<CheckpointFile.Writer> writer = resources.file().tryWrite(key, resources.ledgerId());
        if (writer.isEmpty()) return Optional.empty();
        boolean isOpen = false;
        try {
            var publisher = new CheckpointPublisher(resources, writer.get(), key);
            publisher.compareOrClose();
            isOpen = true;
            return Optional.of(publisher);
        } finally {
            if (!isOpen) writer.get().close();
        }
    }

    private void compareOrClose() throws IOException {
        boolean isSame = false;
        try {
            comparePlace();
            isSame = true;
        } finally {
            if (!isSame) reader.close();
        }
    }

    /** A new ledger gets a salt; one with checkpoints must have the one that they were made with. */
    private LeafSalt salt() throws IOException {
        Path data = resources.data();
        if (newest.isEmpty() && !LeafSalt.exists(resources.disk(), data)) {
            return LeafSalt.create(resources.disk(), data);
        }
        LeafSalt found = LeafSalt.read(resources.disk(), data);
        if (newest.isPresent() && !newest.get().salt().equals(found.commitment())) {
            throw new ProofRefusedException("the salt is not the one that checkpoint "
                    + newest.get().place().number() + " was made with; restore it from a backup: salt="
                    + data.resolve(LeafSalt.NAME));
        }
        return found;
    }

    /** The journal must still be the one that was signed; the reader stands behind that place then. */
    private void comparePlace() throws IOException {
        if (newest.isEmpty()) return;
        Checkpoint signed = newest.get();
        long last = signed.covered().last();
        boolean isThere = reader.next() && reader.sequence() == last;
        if (!isThere) throw CheckpointCheck.beyondTheEnd(signed, reader.tail().sequence());
        if (!reader.isLastOfBatch() || !reader.chain().equals(signed.covered().chain())) {
            throw CheckpointCheck.otherChain(signed, reader.chain());
        }
    }

    /**
     * Reads so many records more, and on to the end of their batch.
     *
     * @return records read; less than asked for at the journal's end, for now.
     */
    public long poll(long recordsMax) throws IOException {
        long read = 0;
        while ((read < recordsMax || !isAtBatchEnd) && reader.next()) {
            var entry = new byte[reader.recordLength()];
            reader.buffer().getBytes(reader.recordOffset(), entry);
            tree.add(MerkleTree.leaf(salt.of(reader.sequence()), entry));
            isAtBatchEnd = reader.isLastOfBatch();
            if (isAtBatchEnd) chain = reader.chain();
            read++;
        }
        return read;
    }

    /** From now on no segment goes that was not signed to its end; whoever has signed once is registered. */
    public void register() throws IOException {
        readers.moved(READER, signed());
    }

    /** Records read, and not signed yet. */
    public long unsigned() {
        return tree.size();
    }

    /** Sequence up to which everything is signed; 0 for nothing. */
    public long signed() {
        return newest.map(found -> found.covered().last()).orElse(0L);
    }

    /** The newest that is published. */
    public Optional<Checkpoint> newest() {
        return newest;
    }

    /** Signs what was read, and publishes it; empty if there is nothing new. Durable when this returns. */
    public Optional<Checkpoint> sign() throws IOException {
        if (tree.size() == 0) return Optional.empty();
        if (!isAtBatchEnd) throw new IllegalStateException("a checkpoint stands at the end of a batch");

        long first = signed() + 1;
        var covered = new Covered(first, first + tree.size() - 1, chain, tree.root());
        var place = new Place(
                newest.map(found -> found.place().number() + 1).orElse(1L),
                resources.ledgerId(),
                resources.clock().instant(),
                newest.map(Checkpoint::digest).orElse(Digest.NOTHING));
        Optional<Checkpoint.State> state = resources.states().newest(attestedSequence, covered.last());
        Checkpoint checkpoint = Checkpoint.sign(place, covered, salt.commitment(), state, key);
        file.append(checkpoint);
        newest = Optional.of(checkpoint);
        attestedSequence = state.map(Checkpoint.State::sequence).orElse(attestedSequence);
        tree = new MerkleTree(MerkleTree.NO_LEAF);
        register();
        return newest;
    }

    @Override
    public void close() throws IOException {
        try (file) {
            reader.close();
        }
    }
}
