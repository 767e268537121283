package io.florin.ops.tool;

import io.florin.ops.tool.conformance.ConformanceCommand;
import io.florin.ops.tool.repl.ReplCommand;
import java.util.ServiceLoader;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The root of the command line. */
@Command(
        name = "florin",
        description = "A double-entry payment ledger.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:failed, or refused by the ledger",
            " 2:usage, configuration or JVM flags",
            " 3:node not ready, not there or not primary",
            " 4:invariant broken or data damaged",
            "70:halted while running; the reason is in the error log",
            "75:asks to be started again",
        },
        versionProvider = VersionCommand.class,
        subcommands = {
            DevCommand.class,
            InitCommand.class,
            StartCommand.class,
            StatusCommand.class,
            IdCommand.class,
            AccountCommand.class,
            TransferCommand.class,
            HoldCommand.class,
            OutcomeCommand.class,
            GrantCommand.class,
            CapacityCommand.class,
            CloseDayCommand.class,
            KeyCommand.class,
            ConformanceCommand.class,
            ReplCommand.class,
            CheckpointCommand.class,
            ReceiptCommand.class,
            VersionCommand.class
        })
public final class FlorinCommand {
    private FlorinCommand() {}

    /** Runs one command to its end and returns its exit code. Called by {@code io.florin.ops.Main} by name. */
    public static int run(String[] args) {
        return commandLine().execute(args);
    }

    /** All verbs, ready to be executed. */
    public static CommandLine commandLine() {
        var commandLine = new CommandLine(new FlorinCommand());
        for (Verb verb : ServiceLoader.load(Verb.class)) commandLine.addSubcommand(verb);
        return commandLine
                .registerConverter(UUID.class, IdArgument::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failures())
                .setParameterExceptionHandler(new Failures());
    }
}
