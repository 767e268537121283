package io.florin.ops.tool;

import io.florin.feed.ProofBrokenException;
import io.florin.feed.ProofRefusedException;
import io.florin.journal.DataDirectoryException;
import io.florin.journal.JournalDamagedException;
import io.florin.ops.ConfigurationException;
import io.florin.replay.DivergenceException;
import io.florin.snapshot.SnapshotDamagedException;
import io.florin.snapshot.SnapshotRefusedException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Every failure is one sentence on stderr and an exit code; what nobody foresaw is also logged with its trace. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed) {
        commandLine.getErr().println("florin: " + sentence(failure));
        return exitCode(failure);
    }

    private static String sentence(Exception failure) {
        if (isForeseen(failure)) return String.valueOf(failure.getMessage());
        LoggerFactory.getLogger(Failures.class).error("not foreseen", failure);
        return "unexpected: " + failure;
    }

    private static boolean isForeseen(Exception failure) {
        return failure instanceof CommandFailure || exitCode(failure) != ExitCode.FAILED;
    }

    private static int exitCode(Exception failure) {
        return switch (failure) {
            case CommandFailure failed -> failed.exitCode();
            case ConfigurationException wrong -> ExitCode.USAGE;
            case DataDirectoryException refused -> ExitCode.USAGE;
            case ProofRefusedException refused -> ExitCode.USAGE;
            case ProofBrokenException broken -> ExitCode.DAMAGED;
            case DivergenceException differs -> ExitCode.DAMAGED;
            case JournalDamagedException damaged -> ExitCode.DAMAGED;
            case SnapshotDamagedException damaged -> ExitCode.DAMAGED;
            case SnapshotRefusedException refused -> ExitCode.USAGE;
            default -> ExitCode.FAILED;
        };
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine commandLine = wrong.getCommandLine();
        PrintWriter err = commandLine.getErr();
        err.println("florin: " + wrong.getMessage());
        UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("\"" + commandLine.getCommandSpec().qualifiedName() + " --help\" says what there is.");
        return ExitCode.USAGE;
    }
}
