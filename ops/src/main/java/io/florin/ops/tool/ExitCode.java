package io.florin.ops.tool;

/** What a command says to the shell; the same list is in every {@code --help} and in the README. */
public final class ExitCode {
    public static final int OK = 0;

    /** It was tried and did not succeed. */
    public static final int FAILED = 1;

    /** Usage, configuration or JVM flags: somebody must change what was asked. */
    public static final int USAGE = 2;

    /** The node is not ready, not there or not primary. */
    public static final int NOT_READY = 3;

    /** An invariant is broken or data is damaged. */
    public static final int DAMAGED = 4;

    private ExitCode() {}
}
