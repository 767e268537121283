package io.florin.ops;

import io.florin.counters.ErrorLog;
import io.florin.pipeline.Halt;
import java.util.function.Consumer;

/** Ends the process at once: reason to the error log and in one line to whoever watches, then no code runs any more. */
final class ProcessHalt implements Halt {
    private final ErrorLog errorLog;
    private final Consumer<String> lastWords;
    private final ProcessEnd end = ProcessEnd.prepare();

    ProcessHalt(ErrorLog errorLog, Consumer<String> lastWords) {
        this.errorLog = errorLog;
        this.lastWords = lastWords;
    }

    @Override
    public void halt(int exitCode, String where, Throwable reason) {
        try {
            errorLog.record(new IllegalStateException("halted with " + exitCode + " in " + where, reason));
            lastWords.accept("florin halts with " + exitCode + ": " + where + ": " + reason);
        } finally {
            end.now(exitCode);
        }
    }
}
