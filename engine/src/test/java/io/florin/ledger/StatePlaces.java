package io.florin.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A state by its rows, so that what an event changed can be named by places: a row that came or left, a word of one.
 */
final class StatePlaces implements StateWriter {
    private static final int ACCOUNT_WORDS = 3 + AccountTable.HOT_LONGS + 4;
    private static final int TRANSFER_WORDS = TransferTable.OWN_WORDS + 3;
    private static final int TRANSFER_KIND = 2;
    private static final int FLAGS_SHIFT = Integer.SIZE;
    private static final int FLAG_BITS = 16;

    /** Of a hold's state: where it stands, and what broke its group. */
    private static final int STATUS_MASK = 0xE07;

    private final Map<String, long[]> rows = new HashMap<>();
    private final List<Long> words = new ArrayList<>();

    /** Also between the events of a request. */
    static StatePlaces of(Ledger ledger) {
        var places = new StatePlaces();
        new LedgerState(ledger.tables(), new RowsHash(ledger.tables().accounts())).write(places);
        return places;
    }

    @Override
    public void begin(StateTable table) {
        words.clear();
    }

    @Override
    public void write(long word) {
        words.add(word);
    }

    @Override
    public void end(StateTable table) {
        long[] all = words.stream().mapToLong(Long::longValue).toArray();
        switch (table) {
            case ACCOUNTS -> split(table, all, ACCOUNT_WORDS);
            case TRANSFERS -> split(table, all, TRANSFER_WORDS);
            default -> rows.put(table + " ", all);
        }
    }

    /** Both begin with their id. */
    private void split(StateTable table, long[] all, int length) {
        for (int at = 1; at < all.length; at += length) {
            rows.put(table + " " + all[at] + " " + all[at + 1], Arrays.copyOfRange(all, at, at + length));
        }
    }

    /** Where the other, later state differs. */
    Set<String> changedIn(StatePlaces after) {
        Set<String> places = new TreeSet<>();
        after.rows.forEach((row, words) -> {
            String table = row.substring(0, row.indexOf(' '));
            long[] before = rows.get(row);
            if (before == null) {
                cameTo(table, words, places);
            } else if (before.length == words.length) {
                differences(table, before, words, places);
            } else {
                places.add(table + ": longer or shorter");
            }
        });
        for (String row : rows.keySet()) {
            if (!after.rows.containsKey(row)) places.add(row.substring(0, row.indexOf(' ')) + ": a row left");
        }
        return places;
    }

    private static void cameTo(String table, long[] words, Set<String> places) {
        places.add(table + ": a row came");
        if (words.length != TRANSFER_WORDS) return;
        for (int bit = 1; bit < FLAG_BITS; bit++) { // whether it was linked makes no difference
            if ((words[TRANSFER_KIND] >>> (FLAGS_SHIFT + bit) & 1) != 0) {
                places.add(table + ": came with flag bit " + bit);
            }
        }
    }

    private static void differences(String table, long[] before, long[] after, Set<String> places) {
        for (int i = 0; i < after.length; i++) {
            if (before[i] == after[i]) continue;
            boolean isKind = after.length == TRANSFER_WORDS && i == TRANSFER_KIND;
            places.add(table + ": word " + i + (isKind ? " " + status(before[i]) + " to " + status(after[i]) : ""));
        }
    }

    private static String status(long kind) {
        return "status " + Long.toHexString(kind & STATUS_MASK);
    }
}
