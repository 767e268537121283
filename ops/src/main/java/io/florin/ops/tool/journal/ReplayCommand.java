package io.florin.ops.tool.journal;

import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.Verb;
import io.florin.replay.Beginning;
import io.florin.replay.CommandNames;
import io.florin.replay.Rehearsal;
import io.florin.replay.TimeTravel;
import io.florin.replay.WhatIf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code florin replay}: the ledger as it stood, as it might have been, or as another build would have it. */
@Command(
        name = "replay",
        description = {
            "Rebuild the ledger as it stood, and look something up there (--to, --at, --account, --transfer, --reply);",
            "tell what would have been different without some transfers (--without);",
            "or run the recorded commands through another build (--rehearse)."
        })
public final class ReplayCommand implements Verb {
    @Mixin
    LookOptions options = new LookOptions();

    @Option(
            names = "--to",
            paramLabel = "SEQ",
            description = "Up to the last whole request at or before this sequence.")
    @Nullable
    Long to;

    @Option(names = "--at", paramLabel = "TIME", description = "The same by time, such as 2026-01-31T12:00:00Z.")
    @Nullable
    String at;

    @Option(names = "--account", paramLabel = "ID", description = "Look an account up there; may be given again.")
    List<String> accounts = new ArrayList<>();

    @Option(names = "--transfer", paramLabel = "ID", description = "Look a transfer or hold up; may be given again.")
    List<String> transfers = new ArrayList<>();

    @Option(names = "--reply", paramLabel = "KEY", description = "What a request key was answered, up to there.")
    List<String> replies = new ArrayList<>();

    @Option(names = "--without", paramLabel = "ID", arity = "1..*", description = "As if these had never been sent.")
    List<String> without = new ArrayList<>();

    @Option(names = "--rehearse", paramLabel = "JAR", description = "Another build's engine, as a jar or classes.")
    @Nullable
    Path rehearse;

    @Override
    public Integer call() throws IOException {
        int asked = (to == null && at == null ? 0 : 1) + (without.isEmpty() ? 0 : 1) + (rehearse == null ? 0 : 1);
        boolean looksUp = !accounts.isEmpty() || !transfers.isEmpty() || !replies.isEmpty();
        if (asked > 1 || (to != null && at != null)) {
            throw new CommandFailure(ExitCode.USAGE, "give one of --to, --at, --without, --rehearse");
        }
        if (looksUp && (!without.isEmpty() || rehearse != null)) {
            throw new CommandFailure(ExitCode.USAGE, "lookups go with --to and --at, or with neither");
        }
        RangeOptions.requirePositive("--to", to);
        if (rehearse != null) return rehearse(rehearse);
        return without.isEmpty() ? travel() : withoutIds();
    }

    private int travel() throws IOException {
        long sequenceMax = to == null ? Long.MAX_VALUE : to;
        long timeMax = at == null ? Long.MAX_VALUE : Times.parse("--at", at);
        if (at != null && timeMax > Times.nowNs()) {
            throw new CommandFailure(ExitCode.USAGE, "lies in the future: --at=" + at);
        }
        Beginning beginning =
                options.beginning(position -> position.sequence() <= sequenceMax && position.timestampNs() <= timeMax);
        TimeTravel.Arrived arrived;
        try (ProgressLine line = options.progress("replay")) {
            arrived = TimeTravel.go(
                    beginning, (sequence, timestampNs) -> sequence <= sequenceMax && timestampNs <= timeMax, line::at);
        }
        if (to != null && arrived.isAtEnd() && arrived.ledger().lastSequence() < to) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the journal ends at sequence " + arrived.ledger().lastSequence() + ": --to=" + to);
        }
        if (at != null && arrived.ledger().lastSequence() == 0) {
            throw new CommandFailure(ExitCode.USAGE, "there was no ledger yet: --at=" + at);
        }
        new Lookups(options, arrived).print(accounts, transfers, replies);
        return ExitCode.OK;
    }

    private int withoutIds() throws IOException {
        Set<UUID> ids = IdOptions.ids("--without", without);
        long first = firstOf(ids);
        JournalView view = options.view();
        Beginning beginning =
                Beginning.newest(options.directory(), position -> position.sequence() < first, view::read);
        beginning.findings().forEach(LookOptions::warn);
        Rows rows = options.rows(
                new Rows.Column("sequence", 12),
                new Rows.Column("command", 18),
                new Rows.Column("id", 36),
                new Rows.Column("recorded", 28),
                new Rows.Column("recorded_amount", 15),
                new Rows.Column("otherwise", 28),
                new Rows.Column("otherwise_amount", 16));
        try (ProgressLine line = options.progress("what if");
                Reader reader = beginning.reader()) {
            var whatIf = new WhatIf(
                    beginning.ledger(),
                    ids,
                    (sequence, template, id, recorded, otherwise) -> rows.row(
                            sequence,
                            CommandNames.of(template),
                            id.toString(),
                            RecordText.label(template, recorded.status()),
                            recorded.amountMinor(),
                            RecordText.label(template, otherwise.status()),
                            otherwise.amountMinor()));
            whatIf.run(reader, line::at);
        }
        rows.end();
        return ExitCode.OK;
    }

    private long firstOf(Set<UUID> ids) throws IOException {
        try (ProgressLine line = options.progress("search");
                Reader reader = options.view().read(options.firstSequence())) {
            for (long records = 0; reader.next(); records++) {
                if (WhatIf.creates(reader.record(), ids)) return reader.sequence();
                if (records % 65_536 == 0) line.at(records, reader.bytesRead(), reader.bytesTotal());
            }
        }
        throw new CommandFailure(ExitCode.FAILED, "no record creates it: --without=" + String.join(" ", without));
    }

    private int rehearse(Path build) throws IOException {
        Rows rows = options.rows(
                new Rows.Column("sequence", 12),
                new Rows.Column("command", 18),
                new Rows.Column("recorded", 60),
                new Rows.Column("decided", 60));
        var differences = new AtomicLong();
        try (ProgressLine line = options.progress("rehearsal")) {
            long records = Rehearsal.run(
                    build,
                    options.data,
                    difference -> {
                        differences.incrementAndGet();
                        rows.row(Long.parseLong(difference[0]), difference[1], difference[2], difference[3]);
                    },
                    far -> line.at(far[0], far[1], far[2]));
            rows.end();
            LookOptions.warn("rehearsed " + records + " records, differing=" + differences.get());
        } catch (Rehearsal.NotThereException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
        return differences.get() == 0 ? ExitCode.OK : ExitCode.DAMAGED;
    }
}
