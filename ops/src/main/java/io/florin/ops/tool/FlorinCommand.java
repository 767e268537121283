package io.florin.ops.tool;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(
        name = "florin",
        description = "A double-entry payment ledger.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        subcommands = {VersionCommand.class})
public final class FlorinCommand {
    private FlorinCommand() {}

    /** Runs one command to its end and returns its exit code. Called by {@code io.florin.ops.Main} by name. */
    public static int run(String[] args) {
        return new CommandLine(new FlorinCommand()).execute(args);
    }
}
