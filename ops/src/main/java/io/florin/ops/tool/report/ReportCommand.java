package io.florin.ops.tool.report;

import io.florin.ops.tool.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code florin report}: the verbs about reports. */
@Command(
        name = "report",
        description = {
            "What the books say: a closed day, and whether its report is what was signed;",
            "the read model in PostgreSQL: make it anew, write it out, compare it with the ledger."
        },
        subcommands = {
            DayCommand.class,
            VerifyDayCommand.class,
            RebuildCommand.class,
            ExportCommand.class,
            CheckCommand.class
        })
public final class ReportCommand implements Verb {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
