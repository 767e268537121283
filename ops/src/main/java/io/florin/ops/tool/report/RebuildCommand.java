package io.florin.ops.tool.report;

import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.ops.NodeConfig;
import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.Fields;
import io.florin.ops.tool.OutputOption;
import io.florin.ops.tool.ProgressLine;
import io.florin.projection.ReadModel;
import io.florin.projection.Rebuild;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rebuild",
        description = {
            "Drop the read model and make it again from the journal, of a node that runs or of one that does not.",
            "A node that runs goes on by itself behind it. Interrupted, it is begun again by the same command, or goes"
                    + " on by itself under a node."
        })
final class RebuildCommand implements Callable<Integer> {
    @Mixin
    ModelOptions options = new ModelOptions();

    @Mixin
    OutputOption output = new OutputOption();

    @Override
    public Integer call() throws Exception {
        NodeConfig config = options.config();
        JournalView view = JournalView.of(Disk.real(), config.data().path());
        long beganNs = System.nanoTime();
        try (ReadModel model = ReadModel.of(ModelOptions.model(config));
                ProgressLine line = options.progress("rebuild")) {
            Rebuild.Done done =
                    Rebuild.run(model, new UUID(view.ledgerIdHigh(), view.ledgerIdLow()), view::read, line::at);
            long milliseconds = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs));
            output.print(new Fields()
                    .number("sequence", done.sequence())
                    .number("records", done.records())
                    .number("movements", done.movements())
                    .number("milliseconds", milliseconds)
                    .number("records_per_second", done.records() * 1_000 / milliseconds));
        }
        return ExitCode.OK;
    }
}
