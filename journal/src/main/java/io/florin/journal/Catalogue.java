package io.florin.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a journal that have a header, in order, as a directory holds them. For starting and rolling; cold.
 */
final class Catalogue {
    private final Disk disk;
    private final Path journal;
    private final SegmentHeader.Owner owner;

    Catalogue(Disk disk, Path journal, SegmentHeader.Owner owner) {
        this.disk = disk;
        this.journal = journal;
        this.owner = owner;
    }

    static Catalogue of(DataDirectory directory) {
        return new Catalogue(directory.disk(), directory.journal(), directory.owner());
    }

    /** A segment in this directory, its header checked. */
    record Entry(SegmentId id, SegmentHeader header, long length) {}

    SegmentFile open(SegmentId id) throws IOException {
        return SegmentFile.open(disk, journal, id);
    }

    /**
     * Lists what has a header.
     *
     * @param isAtRest whether nobody appends: then a segment without a header must be empty.
     */
    List<Entry> entries(boolean isAtRest) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String name : disk.list(journal)) {
            SegmentId id = SegmentId.parse(name).orElseThrow(() -> foreign(name));
            Entry entry = entry(id, isAtRest);
            if (entry != null) entries.add(entry);
        }
        return entries;
    }

    private @Nullable Entry entry(SegmentId id, boolean isAtRest) throws IOException {
        try (SegmentFile segment = open(id)) {
            SegmentHeader header = segment.header();
            if (header == null) {
                if (segment.layout() > Blocks.LAYOUT) throw newer(id, segment.layout());
                if (isAtRest && !segment.hasNoBatches()) {
                    throw new JournalDamagedException("a segment holds records, but its header is damaged", id, 0, 0);
                }
                return null;
            }
            check(id, header);
            return new Entry(id, header, segment.length());
        }
    }

    private void check(SegmentId id, SegmentHeader header) {
        if (header.owner().ledgerIdHigh() != owner.ledgerIdHigh()
                || header.owner().ledgerIdLow() != owner.ledgerIdLow()) {
            throw new DataDirectoryException(
                    "segment " + id + " belongs to another ledger: " + ledger(header.owner()) + " instead of "
                            + ledger(owner),
                    journal);
        }
        if (!header.id().equals(id)) {
            throw new JournalDamagedException(
                    "this directory holds a copy of segment " + header.id(),
                    "move it out of the journal; nothing here was changed",
                    id,
                    0,
                    header.firstSequence() - 1);
        }
    }

    private DataDirectoryException newer(SegmentId id, int layout) {
        return new DataDirectoryException(
                "segment " + id + " was written by a newer version of Florin, in format " + layout
                        + "; this one reads up to " + Blocks.LAYOUT,
                journal);
    }

    private DataDirectoryException foreign(String name) {
        return new DataDirectoryException("its journal holds something that is no segment, `" + name + "`", journal);
    }

    private static UUID ledger(SegmentHeader.Owner owner) {
        return new UUID(owner.ledgerIdHigh(), owner.ledgerIdLow());
    }
}
