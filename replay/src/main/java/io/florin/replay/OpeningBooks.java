package io.florin.replay;

import io.florin.ledger.StateTable;
import io.florin.ledger.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Opens a second set of books with what a state says: every balance, and every hold that is still open with its group.
 * For journals whose first segments are gone. Cold.
 *
 * <pre>
 *   accounts    count, then for each 15 words: id (2), time stamp, debits pending, debits posted, credits pending,
 *               credits posted, ...
 *   transfers   count, then for each 13 words: id (2), code | flags | state u32, debit row u32 | credit row u32, ...
 *               and behind its own ten words, of a hold: what is held, next of its group u32 | first of it u32; second
 * </pre>
 */
final class OpeningBooks implements StateWriter {
    private static final int ACCOUNT_WORDS = 15;
    private static final int BALANCES_FROM = 3;

    private static final int TRANSFER_WORDS = 13;
    private static final int STATE_WORD = 2;
    private static final int ROWS_WORD = 3;
    private static final int HELD_WORD = 10;
    private static final int GROUP_WORD = 11;
    private static final int PENDING_STATUS_MASK = 0b111;
    private static final int PENDING = 1;

    private final Bookkeeping books;
    private final List<UUID> accounts = new ArrayList<>();
    private final Map<Integer, List<UUID>> groups = new TreeMap<>();
    private final long[] words = new long[ACCOUNT_WORDS];
    private StateTable table = StateTable.POSITION;
    private boolean isCount;
    private int at;
    private int place;

    OpeningBooks(Bookkeeping books) {
        this.books = books;
    }

    @Override
    public void begin(StateTable begun) {
        table = begun;
        isCount = true;
        at = 0;
        place = 0;
    }

    @Override
    public void write(long word) {
        if (table != StateTable.ACCOUNTS && table != StateTable.TRANSFERS) return;
        if (isCount) {
            isCount = false;
            return;
        }
        words[at++] = word;
        if (table == StateTable.ACCOUNTS && at == ACCOUNT_WORDS) account();
        if (table == StateTable.TRANSFERS && at == TRANSFER_WORDS) transfer();
    }

    private void account() {
        at = 0;
        var id = new UUID(words[0], words[1]);
        accounts.add(id);
        books.open(
                id, words[BALANCES_FROM], words[BALANCES_FROM + 1], words[BALANCES_FROM + 2], words[BALANCES_FROM + 3]);
    }

    private void transfer() {
        at = 0;
        place++;
        if ((words[STATE_WORD] & PENDING_STATUS_MASK) != PENDING) return;
        var id = new UUID(words[0], words[1]);
        UUID debit = accounts.get((int) (words[ROWS_WORD] >>> Integer.SIZE));
        UUID credit = accounts.get((int) words[ROWS_WORD]);
        books.openHold(id, debit, credit, words[HELD_WORD]);
        int next = (int) (words[GROUP_WORD] >>> Integer.SIZE);
        int first = (int) words[GROUP_WORD];
        if (next == 0 && first == 0) return; // alone
        groups.computeIfAbsent(first == 0 ? place : first, unseen -> new ArrayList<>())
                .add(id);
    }

    @Override
    public void end(StateTable ended) {
        if (ended == StateTable.TRANSFERS) groups.values().forEach(books::openGroup);
    }
}
