package io.florin.ops.tool;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One line about long work, on stderr: how much, how fast, how far, how long still. Silent for the first two seconds,
 * and altogether unless a person looks at a terminal or asked for it. One thread.
 *
 * <pre>recovery    12,345,678 records   1,234,567/s   61 %   0:07 left</pre>
 */
public final class ProgressLine implements AutoCloseable {
    private static final long SILENT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long TERMINAL_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FILE_EVERY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final String ERASE_REST = "\u001b[K";

    private final String what;
    private final String unit;
    private final PrintStream out;
    private final Mode mode;
    private final LongSupplier monotonicNs;
    private final long startNs;
    private long nextNs;
    private boolean isPrinted;

    /** Who reads it. */
    public enum Mode {
        /** Nobody: nothing is printed. */
        OFF,
        /** A person: one line that is written again and again. */
        TERMINAL,
        /** A file, on request: a line every two seconds. */
        LINES;

        /** By what stands at the other end, and by whether {@code --progress} was given. */
        public static Mode of(boolean isAsked) {
            if (Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isPresent()) return TERMINAL;
            return isAsked ? LINES : OFF;
        }
    }

    ProgressLine(String what, String unit, PrintStream out, Mode mode, LongSupplier monotonicNs) {
        this.what = what;
        this.unit = unit;
        this.out = out;
        this.mode = mode;
        this.monotonicNs = monotonicNs;
        this.startNs = monotonicNs.getAsLong();
        this.nextNs = startNs + SILENT_NS;
    }

    /** Begins now. {@code unit} is what is counted, in plural: {@code "records"}. */
    public static ProgressLine start(String what, String unit, Mode mode) {
        return new ProgressLine(what, unit, System.err, mode, System::nanoTime);
    }

    /**
     * So much is done. Cheap enough to be called every few thousand items.
     *
     * @param count of units done so far: gives the rate.
     * @param part of the whole that is done, in any measure: gives percent and time left.
     * @param whole 0 if nobody knows.
     */
    public void at(long count, long part, long whole) {
        if (mode == Mode.OFF) return;
        long nowNs = monotonicNs.getAsLong();
        if (nowNs - nextNs < 0) return;

        nextNs = nowNs + (mode == Mode.TERMINAL ? TERMINAL_EVERY_NS : FILE_EVERY_NS);
        String line = line(count, part, whole, nowNs - startNs);
        if (mode == Mode.TERMINAL) out.print("\r" + line + ERASE_REST);
        else out.println(line);
        out.flush();
        isPrinted = true;
    }

    private String line(long count, long part, long whole, long elapsedNs) {
        long perSecond = count * 1_000 / Math.max(1, TimeUnit.NANOSECONDS.toMillis(elapsedNs));
        String line = String.format(Locale.ROOT, "%-12s %,13d %s %,d/s", what, count, unit, perSecond);
        if (whole <= 0 || part <= 0) return line;

        long done = Math.min(part, whole);
        long leftSeconds = TimeUnit.NANOSECONDS.toSeconds(Math.round((double) elapsedNs * (whole - done) / done));
        return line
                + String.format(
                        Locale.ROOT, "  %3d %%  %d:%02d left", done * 100 / whole, leftSeconds / 60, leftSeconds % 60);
    }

    /** Ends the line, if there is one. */
    @Override
    public void close() {
        if (isPrinted && mode == Mode.TERMINAL) out.println();
    }
}
