package io.florin.ops.tool.journal;

import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: which records. */
final class RangeOptions {
    @Option(names = "--from", paramLabel = "SEQ", description = "First sequence; default is the first there is.")
    @Nullable
    Long from;

    @Option(names = "--to", paramLabel = "SEQ", description = "Last sequence; default is the last there is.")
    @Nullable
    Long to;

    /** A reader for {@link #next}. */
    Reader open(LookOptions options) throws IOException {
        requirePositive("--from", from);
        requirePositive("--to", to);
        if (from != null && to != null && from > to) {
            throw new CommandFailure(ExitCode.USAGE, "must not be behind --to=" + to + ": --from=" + from);
        }
        JournalView view = options.view();
        long first = view.firstSequence();
        if (from != null && from < first) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the journal begins at sequence " + first + ", what was before is in the archive: --from=" + from);
        }
        return view.read(from == null ? first : from);
    }

    static void requirePositive(String option, @Nullable Long sequence) {
        if (sequence != null && sequence < 1) {
            throw new CommandFailure(ExitCode.USAGE, "sequences begin at 1: " + option + "=" + sequence);
        }
    }

    /** Goes to the next record that is asked for. */
    boolean next(Reader reader) throws IOException {
        if (reader.next()) return to == null || reader.sequence() <= to;
        long last = reader.tail().sequence();
        if (from != null && from > last) {
            throw new CommandFailure(ExitCode.USAGE, "the journal ends at sequence " + last + ": --from=" + from);
        }
        return false;
    }
}
