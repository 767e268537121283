package io.florin.ops.tool.journal;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.journal.PacedDisk;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.replay.Beginning;
import io.florin.snapshot.SnapshotPosition;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** What every verb here has: where the data lies, how output looks, whether progress is said. */
final class LookOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "/var/lib/florin",
            description = "The data directory, or a copy of one; default ${DEFAULT-VALUE}.")
    Path data = Path.of("/var/lib/florin");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "TABLE",
            description = "table for people, json or csv for programs; default ${DEFAULT-VALUE}.")
    Rows.Format format = Rows.Format.TABLE;

    @Option(names = "--progress", description = "Say how far it has come also where stderr is a file.")
    boolean isProgressAsked;

    private Disk disk = Disk.real();

    /** From now on, files are read and written at a pace that leaves most of a core alone. */
    void pace(int cpuPercent) {
        disk = PacedDisk.real(cpuPercent);
    }

    /** Rows on stdout. */
    Rows rows(Rows.Column... columns) {
        return new Rows(format, System.out, columns);
    }

    ProgressLine progress(String what) {
        return ProgressLine.start(what, "records", ProgressLine.Mode.of(isProgressAsked));
    }

    /** The journal as it stands now. */
    JournalView view() throws IOException {
        return JournalView.of(disk, data);
    }

    DataDirectory directory() {
        return DataDirectory.read(disk, data);
    }

    Snapshots snapshots() {
        return Snapshots.of(disk, data);
    }

    /** The newest state that is wanted, and a reader behind it. */
    Beginning beginning(Predicate<SnapshotPosition> isWanted) throws IOException {
        JournalView view = view();
        long first = view.firstSequence();
        Beginning beginning = Beginning.newest(directory(), isWanted, sequence -> {
            if (sequence < first) throw goneBefore(first);
            return view.read(sequence);
        });
        beginning.findings().forEach(LookOptions::warn);
        return beginning;
    }

    /** No snapshot is old enough, and the first record is not there any more. */
    private static CommandFailure goneBefore(long first) {
        return new CommandFailure(
                ExitCode.FAILED,
                "no snapshot is as old as that, and the journal begins at sequence " + first
                        + ": bring the segments before it back from the archive");
    }

    /** Of the first record that was not archived. */
    long firstSequence() throws IOException {
        return view().firstSequence();
    }

    /** A sentence on stderr. */
    static void warn(String sentence) {
        System.err.println("florin: " + sentence);
    }
}
