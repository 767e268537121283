package io.florin.bench.run;

import io.florin.ops.tool.ExitCode;
import io.florin.ops.tool.Verb;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code florin bench}: found by the command line through {@link java.util.ServiceLoader}. */
@Command(
        name = "bench",
        description = "Measure Florin on this machine, beside the limits of this machine.",
        subcommands = {ListCommand.class, RunCommand.class, CompareCommand.class, LimitsCommand.class, SlaCommand.class
        })
public final class BenchVerb implements Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandLine.usage(spec.commandLine(), System.err);
        return ExitCode.USAGE;
    }
}
