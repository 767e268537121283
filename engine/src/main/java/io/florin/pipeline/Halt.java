package io.florin.pipeline;

/**
 * Ends the process because going on would be worse: an answer might leave that the journal does not hold.
 */
@FunctionalInterface
public interface Halt {
    /** The state is broken, or the disk failed while running. */
    int BROKEN = 70;

    /** The node was deposed or asks to be started again. */
    int RESTART_ME = 75;

    /**
     * Writes the reason to the error log and ends the process at once, without closing anything. A caller must not go
     * on should this return, which it does in tests only.
     *
     * @param exitCode {@link #BROKEN} or {@link #RESTART_ME}.
     * @param where the stage or thread that gave up.
     */
    void halt(int exitCode, String where, Throwable reason);
}
