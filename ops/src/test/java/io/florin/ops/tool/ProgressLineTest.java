package io.florin.ops.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Says how much, how fast, how far and how long still; and says nothing about short work. */
final class ProgressLineTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long nowNs = TimeUnit.HOURS.toNanos(1);

    @Test
    void twoSecondsPassInSilence() {
        ProgressLine line = line(ProgressLine.Mode.LINES);
        at(line, 0, 10, 10, 100);
        at(line, 1_999, 20, 20, 100);
        assertEquals("", text());
    }

    @Test
    void aLineNamesRatePercentAndTimeLeft() {
        ProgressLine line = line(ProgressLine.Mode.LINES);
        at(line, 4_000, 2_000_000, 25, 100);
        assertEquals("recovery         2,000,000 records 500,000/s   25 %  0:12 left\n", text());
    }

    @Test
    void aLineOfUnknownWholeNamesTheRateAlone() {
        ProgressLine line = line(ProgressLine.Mode.LINES);
        at(line, 2_000, 3_000, 5, 0);
        assertEquals("recovery             3,000 records 1,500/s\n", text());
    }

    @Test
    void aFileGetsALineEveryTwoSecondsAndATerminalOneLineOverAndOver() {
        ProgressLine lines = line(ProgressLine.Mode.LINES);
        at(lines, 2_000, 1, 1, 2);
        at(lines, 2_500, 1, 1, 2);
        at(lines, 1_500, 1, 1, 2);
        assertEquals(2, text().lines().count());

        written.reset();
        ProgressLine terminal = line(ProgressLine.Mode.TERMINAL);
        at(terminal, 2_000, 1, 1, 2);
        at(terminal, 200, 1, 1, 2);
        assertEquals(2, text().chars().filter(c -> c == '\r').count());
        assertEquals(0, text().chars().filter(c -> c == '\n').count());
        terminal.close();
        assertEquals(1, text().chars().filter(c -> c == '\n').count());
    }

    @Test
    void nobodyIsToldWhatNobodyReads() {
        ProgressLine line = line(ProgressLine.Mode.OFF);
        at(line, 60_000, 1, 1, 2);
        line.close();
        assertEquals("", text());
    }

    private ProgressLine line(ProgressLine.Mode mode) {
        var out = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new ProgressLine("recovery", "records", out, mode, () -> nowNs);
    }

    private void at(ProgressLine line, long laterMs, long count, long part, long whole) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(laterMs);
        line.at(count, part, whole);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
