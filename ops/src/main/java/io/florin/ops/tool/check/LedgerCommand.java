package io.florin.ops.tool.check;

import io.florin.ops.tool.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code florin ledger}: what is about the rules themselves. */
@Command(name = "ledger", description = "Try the rules of money.", subcommands = CheckCommand.class)
public final class LedgerCommand implements Verb {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
