package io.florin.ops.tool.journal;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Nanoseconds since the epoch, as people write them: RFC 3339, UTC. */
final class Times {
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private Times() {}

    static String text(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_SECOND), Math.floorMod(ns, NS_PER_SECOND))
                .toString();
    }

    /** What a person wrote behind this option. */
    static long parse(String option, String text) {
        try {
            Instant instant = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano());
        } catch (DateTimeException | ArithmeticException notOne) {
            throw new CommandFailure(
                    ExitCode.USAGE, "must be a time such as 2026-01-31T12:00:00Z: " + option + "=" + text);
        }
    }

    /** Of the wall clock. */
    static long nowNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NS_PER_SECOND + now.getNano();
    }
}
