package io.florin.feed;

import java.util.Map;
import java.util.TreeMap;

/**
 * Who may read what, as the journal's grants have it. Never changed; another grant is another book. Grants are rare.
 *
 * @param rights bits by principal and ledger; ledger 0 stands for every ledger.
 */
record GrantBook(Map<Long, Map<Integer, Integer>> rights) {
    static final GrantBook NONE = new GrantBook(Map.of());
    static final int EVERY_LEDGER = 0;
    static final int ALL = 7;

    private static final int READ = 1;

    /** Exactly these rights on this ledger; none revokes. */
    GrantBook with(long principal, int ledger, int bits) {
        Map<Long, Map<Integer, Integer>> all = new TreeMap<>(rights);
        Map<Integer, Integer> own = new TreeMap<>(all.getOrDefault(principal, Map.of()));
        if (bits == 0) own.remove(ledger);
        else own.put(ledger, bits);
        if (own.isEmpty()) all.remove(principal);
        else all.put(principal, Map.copyOf(own));
        return new GrantBook(Map.copyOf(all));
    }

    boolean mayRead(long principal, int ledger) {
        Map<Integer, Integer> own = rights.getOrDefault(principal, Map.of());
        return ((own.getOrDefault(ledger, 0) | own.getOrDefault(EVERY_LEDGER, 0)) & READ) != 0;
    }

    boolean mayReadAnything(long principal) {
        return rights.getOrDefault(principal, Map.of()).values().stream().anyMatch(bits -> (bits & READ) != 0);
    }
}
