package io.florin.ops.tool.report;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.ops.LedgerStates;
import io.florin.ops.NodeConfig;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.Fields;
import io.florin.ops.tool.OutputOption;
import io.florin.ops.tool.ProgressLine;
import io.florin.projection.ReadModel;
import io.florin.projection.ReadModelCheck;
import io.florin.replay.Beginning;
import io.florin.replay.TimeTravel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        description = {
            "Compare the read model with the ledger at one sequence: every account's state, all counts, all sums.",
            "The ledger is made again from snapshot and journal for it. Exit code 4 names the first difference."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    ModelOptions options = new ModelOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        NodeConfig config = options.config();
        try (ReadModel model = ReadModel.of(ModelOptions.model(config));
                ReadModelCheck check = ReadModelCheck.begin(model)) {
            LedgerStates ledger = ledger(config.data().path(), check.sequence());
            ReadModelCheck.Outcome outcome = check.compare(ledger);
            output.print(new Fields()
                    .number("sequence", outcome.sequence())
                    .number("accounts", outcome.accounts())
                    .number("open_holds", outcome.openHolds())
                    .text("difference", outcome.difference().orElse("none")));
            return outcome.difference().isEmpty() ? ExitCode.OK : ExitCode.DAMAGED;
        }
    }

    private LedgerStates ledger(Path data, long sequence) throws IOException {
        JournalView view = JournalView.of(Disk.real(), data);
        Beginning beginning = Beginning.newest(
                DataDirectory.read(Disk.real(), data), position -> position.sequence() <= sequence, view::read);
        TimeTravel.Arrived arrived;
        try (ProgressLine line = options.progress("check")) {
            arrived = TimeTravel.go(beginning, (last, timestampNs) -> last <= sequence, line::at);
        }
        long reached = arrived.ledger().lastSequence();
        if (reached == sequence) return new LedgerStates(arrived.ledger());
        throw new CommandFailure(
                ExitCode.DAMAGED,
                "the read model stands at sequence " + sequence + ", where no request of this journal ends; the last"
                        + " before it: sequence=" + reached);
    }
}
