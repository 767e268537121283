package io.florin.replay;

import io.florin.pipeline.Slot;

/**
 * A recorded command is not decided by this build as it was recorded: wrong build, damaged memory, or a bug. Names the
 * first such command. A node that meets it does not start (exit code 4).
 */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DivergenceException(String message) {
        super(message);
    }

    private DivergenceException(String message, Throwable cause) {
        super(message, cause);
    }

    static DivergenceException differs(Slot slot, String recorded, String decided) {
        return new DivergenceException(command(slot) + ": the journal holds the result " + recorded
                + " and this build decides " + decided
                + "; run the build that wrote it: sequence=" + slot.sequence());
    }

    static DivergenceException undecided(Slot slot, RuntimeException cause) {
        return new DivergenceException(
                command(slot) + ": this build cannot decide it (" + cause + "); run the build that wrote it: sequence="
                        + slot.sequence(),
                cause);
    }

    static DivergenceException malformed(String belief, long sequence, int templateId) {
        return new DivergenceException("a record with a valid checksum is not what Florin writes (" + belief
                + "), template " + templateId + ": sequence=" + sequence);
    }

    static DivergenceException incomplete(long folded, long tail) {
        return new DivergenceException("the last request of the journal is not whole, it ends at " + tail
                + " and was decided up to: sequence=" + folded);
    }

    private static String command(Slot slot) {
        return CommandNames.of(slot.templateId()) + ", event " + (slot.index() + 1) + " of " + slot.events();
    }
}
