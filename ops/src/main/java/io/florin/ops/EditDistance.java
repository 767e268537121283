package io.florin.ops;

import java.util.Collection;

/** How many letters lie between what somebody typed and what is known. */
public final class EditDistance {
    private EditDistance() {}

    /** The known word with the fewest letters to add, drop or replace; the first of equals. */
    public static String nearest(String typed, Collection<String> known) {
        String nearest = "";
        int distance = Integer.MAX_VALUE;
        for (String word : known) {
            int candidate = between(typed, word);
            if (candidate >= distance) continue;

            distance = candidate;
            nearest = word;
        }
        return nearest;
    }

    static int between(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
