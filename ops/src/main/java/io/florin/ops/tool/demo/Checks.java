package io.florin.ops.tool.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What must hold in the end, one line each. A check that fails keeps the first sentences about why. */
final class Checks {
    private static final int FINDINGS_SHOWN = 5;

    private final List<Check> checks = new ArrayList<>();

    /**
     * One of them.
     *
     * @param name in snake_case, for programs too.
     * @param expected what is right; a number of minor units where it is money.
     * @param found what there was.
     * @param findings the first sentences about the difference.
     */
    record Check(String name, long expected, long found, List<String> findings) {
        boolean holds() {
            return expected == found;
        }
    }

    /** Must be exactly so many. */
    Checks equal(String name, long expected, long found) {
        return equal(name, expected, found, List.of());
    }

    /** Must be exactly so many; the sentences say why it is not. */
    Checks equal(String name, long expected, long found, List<String> findings) {
        List<String> shown = findings.subList(0, Math.min(FINDINGS_SHOWN, findings.size()));
        checks.add(new Check(Objects.requireNonNull(name), expected, found, List.copyOf(shown)));
        return this;
    }

    /** There must be none of these. */
    Checks none(String name, List<String> findings) {
        return equal(name, 0, findings.size(), findings);
    }

    List<Check> all() {
        return List.copyOf(checks);
    }

    List<Check> failed() {
        return checks.stream().filter(check -> !check.holds()).toList();
    }
}
