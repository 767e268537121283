package io.florin.ops.tool.journal;

import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.journal.RetentionConfig;
import io.florin.journal.SegmentReport;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.Verb;
import io.florin.replay.SnapshotFold;
import io.florin.snapshot.Retention;
import io.florin.snapshot.SnapshotConfig;
import io.florin.snapshot.SnapshotDamagedException;
import io.florin.snapshot.Snapshots;
import io.florin.snapshot.Snapshots.Verified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code florin snapshot}: takes, lists and verifies snapshots. */
@Command(
        name = "snapshot",
        description = "Take, list and verify snapshots, beside a node that runs or of one that does not.",
        subcommands = {SnapshotCommand.Create.class, SnapshotCommand.Ls.class, SnapshotCommand.Verify.class})
public final class SnapshotCommand implements Verb {
    @Override
    public Integer call() {
        throw new CommandFailure(ExitCode.USAGE, "say what to do: snapshot create, snapshot ls or snapshot verify");
    }

    private static Rows rows(LookOptions options) {
        return options.rows(
                new Rows.Column("sequence", 19),
                new Rows.Column("bytes", 12),
                new Rows.Column("accounts", 10),
                new Rows.Column("transfers", 10),
                new Rows.Column("epoch", 5),
                new Rows.Column("time", 30),
                new Rows.Column("state_hash", 64));
    }

    private static void row(Rows rows, Verified snapshot) {
        rows.row(
                snapshot.sequence(),
                snapshot.length(),
                snapshot.header().accounts(),
                snapshot.header().transfers(),
                snapshot.header().position().epoch(),
                Times.text(snapshot.header().position().timestampNs()),
                snapshot.stateHash());
    }

    @Command(
            name = "create",
            description = {
                "Fold the newest snapshot and the journal behind it into a new one.",
                "Every record is decided again and compared; older snapshots beyond --keep go."
            })
    static final class Create implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Option(
                names = "--keep",
                paramLabel = "N",
                defaultValue = "2",
                description = "Verified snapshots that stay; default ${DEFAULT-VALUE}.")
        int keep = SnapshotConfig.KEEP_MIN;

        @Option(
                names = "--retain",
                paramLabel = "DAYS",
                description = "Then remove segments that no snapshot needs and that ended so many days ago.")
        @Nullable
        Integer retainDays;

        @Option(
                names = "--retain-ns",
                hidden = true,
                description = "The same in nanoseconds, as the node's setting was read.")
        @Nullable
        Long retainNs;

        @Option(names = "--archive", paramLabel = "DIR", description = "Copy segments there before they go.")
        @Nullable
        Path archive;

        @Option(names = "--dry-run", description = "Remove nothing: list the segments that would go, on stderr.")
        boolean isDryRun;

        @Option(
                names = "--cpu-percent",
                paramLabel = "N",
                description =
                        "Keep no more than this of one core busy, beside a node that serves; without, all there is.")
        @Nullable
        Integer cpuPercent;

        @Option(
                names = "--with-parent",
                hidden = true,
                description = "End when standard input ends, as it does with the node that launched this.")
        boolean isWithParent;

        @Override
        public Integer call() throws IOException {
            if (isWithParent) endWithParent();
            if (keep < SnapshotConfig.KEEP_MIN) {
                throw new CommandFailure(ExitCode.USAGE, "must be 2 or more: --keep=" + keep);
            }
            if (cpuPercent != null) pace(cpuPercent);
            JournalView view = options.view();
            try (Snapshots.Lock lock = options.snapshots().tryLock().orElseThrow(Create::busy);
                    ProgressLine line = options.progress("snapshot")) {
                SnapshotFold.Taken taken = SnapshotFold.take(options.directory(), lock, view::read, line::at);
                taken.findings().forEach(LookOptions::warn);
                Rows rows = rows(options);
                row(rows, taken.snapshot());
                rows.end();
                retain(isDryRun ? List.of() : lock.keep(keep));
            }
            return ExitCode.OK;
        }

        private void pace(int percent) {
            if (percent < SnapshotConfig.CPU_PERCENT_MIN || percent > SnapshotConfig.CPU_PERCENT_MAX) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "must be " + SnapshotConfig.CPU_PERCENT_MIN + " to " + SnapshotConfig.CPU_PERCENT_MAX
                                + ": --cpu-percent=" + percent);
            }
            options.pace(percent);
        }

        /** A node that was killed leaves nobody behind who works in its directory; half a snapshot is no snapshot. */
        private static void endWithParent() {
            var watch = new Thread(
                    () -> {
                        try {
                            while (System.in.read() >= 0) {
                                Thread.onSpinWait();
                            }
                        } catch (IOException broken) {
                            // the same as its end
                        }
                        Runtime.getRuntime().halt(ExitCode.FAILED);
                    },
                    "florin-parent");
            watch.setDaemon(true);
            watch.start();
        }

        private static CommandFailure busy() {
            return new CommandFailure(ExitCode.FAILED, "another process takes a snapshot here now");
        }

        private void retain(List<Verified> kept) throws IOException {
            long ns = retainNs != null ? retainNs : RetentionConfig.FOREVER;
            if (retainDays != null) ns = TimeUnit.DAYS.toNanos(retainDays);
            var retention =
                    new Retention(Disk.real(), options.data, new RetentionConfig(ns, Optional.ofNullable(archive)));
            List<Verified> verified = isDryRun ? verified() : kept;
            List<SegmentReport> needless = retention.needless(verified, Times.nowNs());
            for (SegmentReport segment : needless) {
                LookOptions.warn((isDryRun ? "would go: segment=" : "goes: segment=") + segment.id() + " sequences="
                        + segment.firstSequence() + ".." + segment.lastSequence());
            }
            if (!isDryRun) retention.remove(needless);
        }

        private List<Verified> verified() throws IOException {
            Snapshots snapshots = options.snapshots();
            List<Verified> verified = new ArrayList<>();
            for (Snapshots.Entry entry : snapshots.list()) {
                if (verified.size() < keep) verified.add(snapshots.verify(entry));
            }
            return verified;
        }
    }

    @Command(name = "ls", description = "List snapshots by name, newest first; nothing in them is read.")
    static final class Ls implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Override
        public Integer call() throws IOException {
            options.directory().close();
            Rows rows = options.rows(
                    new Rows.Column("sequence", 19), new Rows.Column("bytes", 12), new Rows.Column("age", 16));
            for (Snapshots.Entry entry : options.snapshots().list()) {
                long writtenMs = Files.getLastModifiedTime(entry.path()).toMillis();
                rows.row(
                        entry.sequence(),
                        Files.size(entry.path()),
                        Duration.ofSeconds(Math.max(0, (System.currentTimeMillis() - writtenMs) / 1_000))
                                .toString());
            }
            rows.end();
            return ExitCode.OK;
        }
    }

    @Command(
            name = "verify",
            description = {
                "Read every snapshot, and compare every checksum and hash.",
                "\"florin verify\" also compares them with the journal."
            })
    static final class Verify implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Override
        public Integer call() throws IOException {
            options.directory().close();
            Rows rows = rows(options);
            int exitCode = ExitCode.OK;
            for (Snapshots.Entry entry : options.snapshots().list()) {
                try {
                    row(rows, options.snapshots().verify(entry));
                } catch (SnapshotDamagedException damaged) {
                    LookOptions.warn(String.valueOf(damaged.getMessage()));
                    exitCode = ExitCode.DAMAGED;
                }
            }
            rows.end();
            return exitCode;
        }
    }
}
