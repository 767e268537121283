package io.florin.gateway.http;

import io.florin.protocol.codec.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Prefer} header asks for. Preferences that are not known are passed over, as RFC 7240 wants it; those
 * that are known must be of their form. {@code stale} is known and needs nothing: a primary's answers are of now.
 *
 * @param durability the SBE value that is asked for; 0 for none.
 * @param areAmountsText whether amounts are answered as strings.
 * @param isObjectWanted whether the answer should be the whole object.
 * @param waitSeconds how long a read may wait for the position it asks for.
 */
record Preferences(int durability, boolean areAmountsText, boolean isObjectWanted, int waitSeconds) {
    static final int WAIT_SECONDS_DEFAULT = 2;

    private static final int WAIT_SECONDS_MAX = 5;
    private static final int WAIT_DIGITS_MAX = 6;
    private static final String WAIT = "wait=";
    private static final String DURABILITY = "durability=";
    private static final String[] NAMES = names();

    static Preferences of(@Nullable String header) {
        int durability = 0;
        boolean areAmountsText = false;
        boolean isObjectWanted = false;
        int waitSeconds = WAIT_SECONDS_DEFAULT;
        if (header == null) return new Preferences(durability, areAmountsText, isObjectWanted, waitSeconds);
        for (String preference : header.split(",", -1)) {
            String trimmed = preference.trim();
            if (trimmed.startsWith(DURABILITY)) durability = durability(trimmed.substring(DURABILITY.length()));
            if (trimmed.startsWith(WAIT)) waitSeconds = waitSeconds(trimmed.substring(WAIT.length()));
            if (trimmed.equals("amounts=string")) areAmountsText = true;
            if (trimmed.equals("return=representation")) isObjectWanted = true;
        }
        return new Preferences(durability, areAmountsText, isObjectWanted, waitSeconds);
    }

    /** What the response will need to know. */
    void noteIn(Exchange exchange, Route route, MinimumPosition minimum) {
        exchange.areAmountsText = areAmountsText;
        exchange.isObjectWanted = isObjectWanted && route.hasRepresentation();
        exchange.preferenceApplied = applied(minimum.isAsked());
    }

    long waitNs() {
        return TimeUnit.SECONDS.toNanos(waitSeconds);
    }

    /**
     * For {@code Preference-Applied}; empty if nothing was. The whole object is added by whoever writes it.
     *
     * @param waits whether the request is one that may wait.
     */
    String applied(boolean waits) {
        if (durability == 0 && !areAmountsText && !waits) return "";
        List<String> applied = new ArrayList<>();
        if (durability != 0) applied.add(DURABILITY + name(durability));
        if (areAmountsText) applied.add("amounts=string");
        if (waits) applied.add(WAIT + waitSeconds);
        return String.join(", ", applied);
    }

    /** As clients read it. */
    static String name(int durability) {
        return NAMES[durability];
    }

    private static String[] names() {
        String[] names = new String[Durability.BOTH.value() + 1];
        for (int i = 0; i < names.length; i++) {
            names[i] = Durability.get((short) i).name().toLowerCase(Locale.ROOT);
        }
        return names;
    }

    /** Longer than may be waited is as long as may be. */
    private static int waitSeconds(String text) {
        boolean isNumber = !text.isEmpty()
                && text.length() <= WAIT_DIGITS_MAX
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!isNumber) throw RequestFault.invalid("Prefer", "wait is a number of seconds");
        return Math.min(WAIT_SECONDS_MAX, Integer.parseInt(text));
    }

    private static int durability(String name) {
        return switch (name) {
            case "memory" -> Durability.MEMORY.value();
            case "disk" -> Durability.DISK.value();
            case "standby" -> Durability.STANDBY.value();
            case "both" -> Durability.BOTH.value();
            default -> throw RequestFault.invalid("Prefer", "durability is memory, disk, standby or both");
        };
    }
}
