package io.florin.ops.tool.journal;

import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.journal.SegmentReport;
import io.florin.journal.Tail;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.Verb;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code florin journal}: looks at segments and records. */
@Command(
        name = "journal",
        description = "Look at the journal of a node that runs, or of one that does not.",
        subcommands = {
            JournalCommand.Ls.class,
            JournalCommand.Stat.class,
            JournalCommand.Dump.class,
            JournalCommand.Grep.class,
            JournalCommand.TailCommand.class,
            JournalCommand.Verify.class
        })
public final class JournalCommand implements Verb {
    private static final long FOLLOW_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int PROGRESS_EVERY = 65_536;

    @Override
    public Integer call() {
        throw new CommandFailure(ExitCode.USAGE, "say what to do: journal ls, stat, dump, grep, tail or verify");
    }

    @Command(name = "ls", description = "List segments: what they hold, how they ended, what they take.")
    static final class Ls implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Override
        public Integer call() throws IOException {
            Rows rows = options.rows(
                    new Rows.Column("segment", 17),
                    new Rows.Column("kind", 9),
                    new Rows.Column("state", 6),
                    new Rows.Column("epoch", 5),
                    new Rows.Column("first", 12),
                    new Rows.Column("last", 12),
                    new Rows.Column("apparent_bytes", 14),
                    new Rows.Column("reserved_bytes", 14),
                    new Rows.Column("used_bytes", 12),
                    new Rows.Column("created", 30),
                    new Rows.Column("build", 10));
            for (SegmentReport segment : options.view().segments()) {
                rows.row(
                        segment.id().toString(),
                        segment.kind().name().toLowerCase(Locale.ROOT),
                        segment.state().name().toLowerCase(Locale.ROOT),
                        segment.epoch(),
                        segment.firstSequence(),
                        segment.lastSequence(),
                        segment.apparentBytes(),
                        segment.reservedBytes(),
                        segment.usedBytes(),
                        Times.text(segment.createdAtNs()),
                        segment.buildId());
            }
            rows.end();
            return ExitCode.OK;
        }
    }

    @Command(name = "stat", description = "Sum the journal up; of its records, only the last segment's are read.")
    static final class Stat implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Override
        public Integer call() throws IOException {
            JournalView view = options.view();
            List<SegmentReport> segments = view.segments();
            long first = segments.isEmpty() ? 1 : segments.getFirst().firstSequence();
            Tail tail = end(view, segments);
            long records = Math.max(0, tail.sequence() - first + 1);
            long used = segments.stream().mapToLong(SegmentReport::usedBytes).sum();
            Rows rows = options.rows(
                    new Rows.Column("live", 5),
                    new Rows.Column("segments", 8),
                    new Rows.Column("first", 8),
                    new Rows.Column("last", 12),
                    new Rows.Column("records", 12),
                    new Rows.Column("epoch", 5),
                    new Rows.Column("apparent_bytes", 14),
                    new Rows.Column("used_bytes", 12),
                    new Rows.Column("bytes_per_record", 16),
                    new Rows.Column("last_time", 30),
                    new Rows.Column("chain", 64));
            rows.row(
                    view.isLive(),
                    segments.size(),
                    first,
                    tail.sequence(),
                    records,
                    tail.epoch(),
                    segments.stream().mapToLong(SegmentReport::apparentBytes).sum(),
                    used,
                    records == 0 ? 0 : used / records,
                    Times.text(tail.timestampNs()),
                    tail.chain().toString());
            rows.end();
            return ExitCode.OK;
        }

        private static Tail end(JournalView view, List<SegmentReport> segments) throws IOException {
            for (int i = segments.size() - 1; i >= 0; i--) {
                if (!segments.get(i).holdsRecords()) continue;
                try (Reader reader = view.read(segments.get(i).firstSequence())) {
                    boolean isMore = true;
                    while (isMore) isMore = reader.next();
                    if (reader.tail().timestampNs() > 0) return reader.tail();
                }
            }
            return Tail.EMPTY;
        }
    }

    @Command(name = "dump", description = "Print records, decoded; with --hex beside their bytes.")
    static final class Dump implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Mixin
        RangeOptions range = new RangeOptions();

        @Option(names = "--hex", description = "Add the record's bytes, header included.")
        boolean withHex;

        @Override
        public Integer call() throws IOException {
            Rows rows = options.rows(RecordText.columns(withHex));
            try (Reader reader = range.open(options);
                    ProgressLine line = options.progress("dump")) {
                for (long records = 1; range.next(reader); records++) {
                    rows.row(RecordText.cells(reader.record(), withHex));
                    if (records % PROGRESS_EVERY == 0) line.at(records, reader.bytesRead(), reader.bytesTotal());
                }
            }
            rows.end();
            return ExitCode.OK;
        }
    }

    @Command(name = "grep", description = "Print records whose decoded row matches; 1 if there is none.")
    static final class Grep implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Mixin
        RangeOptions range = new RangeOptions();

        @Parameters(paramLabel = "PATTERN", description = "A regular expression: an id, a result, an amount.")
        String pattern = "";

        @Override
        public Integer call() throws IOException {
            Pattern wanted = compiled();
            Rows rows = options.rows(RecordText.columns(false));
            boolean isFound = false;
            try (Reader reader = range.open(options);
                    ProgressLine line = options.progress("grep")) {
                for (long records = 1; range.next(reader); records++) {
                    Object[] cells = RecordText.cells(reader.record(), false);
                    String text = Arrays.stream(cells).map(String::valueOf).collect(Collectors.joining(" "));
                    if (wanted.matcher(text).find()) {
                        rows.row(cells);
                        isFound = true;
                    }
                    if (records % PROGRESS_EVERY == 0) line.at(records, reader.bytesRead(), reader.bytesTotal());
                }
            }
            rows.end();
            return isFound ? ExitCode.OK : ExitCode.FAILED;
        }

        private Pattern compiled() {
            try {
                return Pattern.compile(pattern);
            } catch (PatternSyntaxException wrong) {
                throw new CommandFailure(ExitCode.USAGE, "must be a regular expression: PATTERN=" + pattern);
            }
        }
    }

    @Command(name = "tail", description = "Print the last records, and with -f those that follow, until interrupted.")
    static final class TailCommand implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Option(
                names = {"-n", "--lines"},
                defaultValue = "10",
                description = "How many; default ${DEFAULT-VALUE}.")
        int lines = 10;

        @Option(
                names = {"-f", "--follow"},
                description = "Go on as records are forced.")
        boolean isFollowing;

        @Override
        public Integer call() throws IOException {
            if (lines < 0) throw new CommandFailure(ExitCode.USAGE, "must not be negative: --lines=" + lines);
            Rows rows = options.rows(RecordText.columns(false));
            long last = printLast(rows);
            rows.end();
            if (isFollowing) follow(rows, last + 1);
            return ExitCode.OK;
        }

        /** Of a node that does not run nothing follows. */
        private void follow(Rows rows, long from) throws IOException {
            JournalView view = options.view();
            try (Reader reader = view.follow(from)) {
                boolean isRunning = view.isLive();
                while (isRunning && !Thread.currentThread().isInterrupted()) {
                    isRunning = view.isRunning(); // asked first: what was forced before the end is printed
                    while (reader.next()) rows.row(RecordText.cells(reader.record(), false));
                    rows.end();
                    if (isRunning) LockSupport.parkNanos(FOLLOW_NS);
                }
            }
        }

        /** From the last segment that holds enough; the sequence of the last record. */
        private long printLast(Rows rows) throws IOException {
            JournalView view = options.view();
            List<SegmentReport> segments = view.segments();
            var last = new ArrayDeque<Object[]>();
            long sequence = 0;
            for (int i = segments.size() - 1; i >= 0 && (last.size() < lines || sequence == 0); i--) {
                last.clear();
                try (Reader reader = view.read(segments.get(i).firstSequence())) {
                    for (; reader.next(); sequence = reader.sequence()) {
                        last.addLast(RecordText.cells(reader.record(), false));
                        if (last.size() > lines) last.removeFirst();
                    }
                }
            }
            last.forEach(rows::row);
            return sequence;
        }
    }

    @Command(
            name = "verify",
            description = {
                "Read all of it: checksums, seals, chain, links. Decides nothing; \"florin verify\" does.",
                "Answers with 4 at the first damage, and names segment, offset and sequence."
            })
    static final class Verify implements Callable<Integer> {
        @Mixin
        LookOptions options = new LookOptions();

        @Override
        public Integer call() throws IOException {
            long startNs = System.nanoTime();
            try (Reader reader = options.view().read(options.firstSequence());
                    ProgressLine line = options.progress("verify")) {
                long records = 0;
                while (reader.next()) {
                    if (++records % PROGRESS_EVERY == 0) line.at(records, reader.bytesRead(), reader.bytesTotal());
                }
                long perSecond = records
                        * TimeUnit.SECONDS.toMillis(1)
                        / Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
                Rows rows = options.rows(
                        new Rows.Column("records", 12),
                        new Rows.Column("last", 12),
                        new Rows.Column("per_second", 12),
                        new Rows.Column("torn_bytes", 10),
                        new Rows.Column("chain", 64));
                Tail tail = reader.tail();
                rows.row(
                        records,
                        tail.sequence(),
                        perSecond,
                        tail.tornBytes(),
                        tail.chain().toString());
                rows.end();
            }
            return ExitCode.OK;
        }
    }
}
