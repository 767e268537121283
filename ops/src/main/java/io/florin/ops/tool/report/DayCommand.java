package io.florin.ops.tool.report;

import io.florin.feed.KeyFiles;
import io.florin.feed.SigningKey;
import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.ops.NodeConfig;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.ProgressLine;
import io.florin.ops.tool.SettingsOptions;
import io.florin.replay.Beginning;
import io.florin.replay.DayClosings;
import io.florin.replay.DayFold;
import io.florin.replay.DayNotClosedException;
import io.florin.replay.DayReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "day",
        description = {
            "Report on a closed day: opening, movements by code, closing, holds, refusals, seals, ledger by ledger.",
            "It follows from the journal up to the record that closed the day, and is the same bytes on every run, of a"
                    + " node that runs, one that does not, or a copy.",
            "With --out all forms are written, and signed if there is a key: that of the settings (checkpoint.key), or"
                    + " --key."
        })
final class DayCommand implements Callable<Integer> {
    @Mixin
    SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "DATE", description = "The day, such as 2026-11-20.")
    String date = "";

    @Option(
            names = "--ledger",
            paramLabel = "N",
            arity = "1..*",
            split = ",",
            description = "These ledgers alone; by default every one that closed the day.")
    List<String> ledgers = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "CSV",
            description = "csv, json or html, to stdout; default ${DEFAULT-VALUE}.")
    Format format = Format.CSV;

    @Option(names = "--out", paramLabel = "DIR", description = "Write all forms to this directory instead.")
    @Nullable
    Path out;

    @Option(names = "--key", paramLabel = "FILE", description = "Sign with this key; short for --set checkpoint.key=.")
    @Nullable
    Path key;

    @Option(names = "--progress", description = "Say how far it has come also where stderr is a file.")
    boolean isProgressAsked;

    /** How stdout looks. */
    enum Format {
        CSV,
        JSON,
        HTML
    }

    @Override
    public Integer call() throws IOException {
        NodeConfig config = key == null ? settings.bind() : settings.bind("checkpoint.key=" + key);
        if (key != null && out == null) {
            throw new CommandFailure(ExitCode.USAGE, "only files are signed, so name --out too: --key=" + key);
        }
        DayReport report = report(config.data().path());
        if (out != null) {
            DayFiles.write(out, report, signingKey(config));
        } else {
            System.out.print(
                    switch (format) {
                        case CSV -> DayCsv.of(report);
                        case JSON -> DayJson.of(report);
                        case HTML -> DayHtml.of(report);
                    });
            System.out.flush();
        }
        return ExitCode.OK;
    }

    private @Nullable SigningKey signingKey(NodeConfig config) {
        return config.upkeep()
                .checkpoint()
                .map(checkpoint ->
                        KeyFiles.signing(checkpoint.key(), config.data().path()))
                .orElse(null);
    }

    private DayReport report(Path data) throws IOException {
        JournalView view = JournalView.of(Disk.real(), data);
        var ledgerId = new UUID(view.ledgerIdHigh(), view.ledgerIdLow());
        try (DataDirectory directory = DataDirectory.read(Disk.real(), data)) {
            DayClosings closings = closings(view);
            long opensAt = closings.opensAt();
            Beginning beginning = Beginning.newest(directory, position -> position.sequence() <= opensAt, view::read);
            beginning.findings().forEach(finding -> System.err.println("florin: " + finding));
            try (ProgressLine line = progress("day")) {
                return DayFold.run(ledgerId, closings, beginning, line::at);
            }
        }
    }

    private DayClosings closings(JournalView view) throws IOException {
        try (ProgressLine line = progress("search")) {
            return DayClosings.find(view, number(), numbers(), line::at);
        } catch (DayNotClosedException notThere) {
            throw new CommandFailure(ExitCode.FAILED, String.valueOf(notThere.getMessage()));
        }
    }

    private ProgressLine progress(String what) {
        return ProgressLine.start(what, "records", ProgressLine.Mode.of(isProgressAsked));
    }

    private int number() {
        try {
            LocalDate day = LocalDate.parse(date);
            return (day.getYear() * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth();
        } catch (DateTimeParseException noDay) {
            throw new CommandFailure(ExitCode.USAGE, "must be a day such as 2026-11-20: DATE=" + date);
        }
    }

    private Set<Integer> numbers() {
        Set<Integer> numbers = new TreeSet<>(Integer::compareUnsigned);
        for (String ledger : ledgers) {
            try {
                int number = Integer.parseUnsignedInt(ledger);
                if (number == 0) throw new NumberFormatException("0");
                numbers.add(number);
            } catch (NumberFormatException notOne) {
                throw new CommandFailure(ExitCode.USAGE, "must be 1 to 4294967295: --ledger=" + ledger);
            }
        }
        return numbers;
    }
}
