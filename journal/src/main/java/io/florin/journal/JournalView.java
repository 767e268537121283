package io.florin.journal;

import io.florin.counters.CountersFile;
import io.florin.counters.FlorinCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A look at the journal of a data directory by somebody who does not live in it: a tool, an auditor with a copy. Begins
 * no life, holds no lock, writes nothing; works on a copy that cannot be written.
 *
 * <p>Of a node that runs it shows what was forced when the look began, of one that does not all there is. Cold; any
 * thread.
 */
public final class JournalView {
    private static final String COUNTERS_NAME = "counters";

    private final Disk disk;
    private final Path data;
    private final Catalogue catalogue;
    private final NodeFile node;
    private final boolean isLive;
    private final long limit;

    private JournalView(Disk disk, Path data, Catalogue catalogue, NodeFile node, boolean isLive) {
        this.disk = disk;
        this.data = data;
        this.catalogue = catalogue;
        this.node = node;
        this.isLive = isLive;
        this.limit = isLive ? forced(data) : Long.MAX_VALUE;
    }

    /**
     * Looks.
     *
     * @throws DataDirectoryException if there is no node, a newer version wrote it, or it is just starting.
     */
    public static JournalView of(Disk disk, Path data) throws IOException {
        if (!DataDirectory.exists(disk, data)) throw new DataDirectoryException("there is no node in it", data);
        NodeFile node = NodeFile.read(disk, data);
        var owner = new SegmentHeader.Owner(node.ledgerIdHigh(), node.ledgerIdLow(), node.node());
        var catalogue = new Catalogue(disk, data.resolve(DataDirectory.JOURNAL_NAME), owner);
        boolean isLive = isRunning(disk, data);
        return new JournalView(disk, data, catalogue, node, isLive);
    }

    private static long forced(Path data) {
        long forced = CountersFile.value(data.resolve(COUNTERS_NAME), FlorinCounter.JOURNAL_FORCED);
        if (forced == 0) {
            throw new DataDirectoryException("its node is just starting; look again when it is ready", data);
        }
        return forced;
    }

    private static boolean isRunning(Disk disk, Path data) throws IOException {
        return disk.isLocked(data.resolve(DataDirectory.LOCK_NAME));
    }

    /** Whether a node runs now. */
    public boolean isRunning() throws IOException {
        return isRunning(disk, data);
    }

    /** Whether a node was running when the look began. */
    public boolean isLive() {
        return isLive;
    }

    public long ledgerIdHigh() {
        return node.ledgerIdHigh();
    }

    public long ledgerIdLow() {
        return node.ledgerIdLow();
    }

    /**
     * Records from this sequence on, verified.
     *
     * @throws JournalDamagedException here or while reading, if what is there cannot be what was forced.
     */
    public Reader read(long fromSequence) throws IOException {
        return isLive ? Reader.behind(catalogue, fromSequence, () -> limit) : Reader.atRest(catalogue, fromSequence);
    }

    /** The same, but of a node that runs it goes on as records are forced: a reader that said no may be asked again. */
    public Reader follow(long fromSequence) throws IOException {
        return isLive ? Reader.behind(catalogue, fromSequence, () -> forced(data)) : read(fromSequence);
    }

    /** Of the first record that is there, or will be: above 1 where earlier segments are gone. */
    public long firstSequence() throws IOException {
        List<Catalogue.Entry> entries = catalogue.entries(!isLive);
        return entries.isEmpty() ? 1 : entries.getFirst().header().firstSequence();
    }

    /** What there is, segment by segment, oldest first; only their heads and ends are read. */
    public List<SegmentReport> segments() throws IOException {
        List<Catalogue.Entry> entries = catalogue.entries(!isLive);
        List<SegmentReport> reports = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            boolean isLast = i + 1 == entries.size();
            SegmentId id = entries.get(i).id();
            long reserved =
                    ReservedBytes.of(data.resolve(DataDirectory.JOURNAL_NAME).resolve(id.name()));
            try (SegmentFile file = catalogue.open(id)) {
                reports.add(SegmentReport.of(
                        file, isLast ? null : entries.get(i + 1).header(), reserved));
            }
        }
        return reports;
    }
}
