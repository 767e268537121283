package io.florin.gateway.http;

import io.florin.protocol.codec.Durability;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Prefer} header asks for. Preferences that are not known are passed over, as RFC 7240 wants it.
 *
 * @param durability the SBE value that is asked for; 0 for none.
 * @param areAmountsText whether amounts are answered as strings.
 */
record Preferences(int durability, boolean areAmountsText) {
    static final Preferences NONE = new Preferences(0, false);

    private static final String[] NAMES = names();

    static Preferences of(@Nullable String header) {
        if (header == null) return NONE;
        int durability = 0;
        boolean areAmountsText = false;
        for (String preference : header.split(",", -1)) {
            String trimmed = preference.trim();
            if (trimmed.startsWith("durability=")) durability = durability(trimmed.substring("durability=".length()));
            if (trimmed.equals("amounts=string")) areAmountsText = true;
        }
        return new Preferences(durability, areAmountsText);
    }

    /** For {@code Preference-Applied}; empty if nothing was. */
    String applied() {
        String durabilityText = durability == 0 ? "" : "durability=" + name(durability);
        if (!areAmountsText) return durabilityText;
        return durability == 0 ? "amounts=string" : durabilityText + ", amounts=string";
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
