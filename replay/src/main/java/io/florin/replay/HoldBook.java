package io.florin.replay;

import io.florin.ledger.StateTable;
import io.florin.ledger.StateWriter;
import io.florin.ledger.TransferFlags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The holds that are open, with what a post, a void or an expiry leaves out: ledger, code, and what is still held.
 * Begins with a state, and goes on with what records say. One thread; cold.
 */
final class HoldBook implements StateWriter {
    private static final int ACCOUNT_WORDS = 15;
    private static final int ACCOUNT_LEDGER_WORD = 9;
    private static final int TRANSFER_WORDS = 13;
    private static final int KIND_WORD = 2;
    private static final int ROWS_WORD = 3;
    private static final int HELD_WORD = 10;
    private static final int GROUP_WORD = 11;
    private static final int CODE_SHIFT = 48;
    private static final int PENDING_STATUS_MASK = 0b111;
    private static final int PENDING = 1;

    private final Map<UUID, Hold> holds = new HashMap<>();
    private final List<Hold> chain = new ArrayList<>();

    private final long[] words = new long[ACCOUNT_WORDS];
    private final Map<Integer, List<Hold>> groups = new TreeMap<>();
    private StateTable table = StateTable.POSITION;
    private int[] ledgers = new int[0];
    private boolean isCount;
    private int at;
    private int rows;

    /** Money that is held. */
    static final class Hold {
        final int ledger;
        final int code;
        long leftMinor;
        List<Hold> group = List.of();
        private final UUID id;

        private Hold(UUID id, int ledger, int code, long leftMinor) {
            this.id = id;
            this.ledger = ledger;
            this.code = code;
            this.leftMinor = leftMinor;
        }
    }

    // What was there before.

    @Override
    public void begin(StateTable begun) {
        table = begun;
        isCount = true;
        at = 0;
        rows = 0;
    }

    @Override
    public void write(long word) {
        if (table != StateTable.ACCOUNTS && table != StateTable.TRANSFERS) return;
        if (isCount) {
            isCount = false;
            if (table == StateTable.ACCOUNTS) ledgers = new int[(int) word];
            return;
        }
        words[at++] = word;
        if (table == StateTable.ACCOUNTS && at == ACCOUNT_WORDS) account();
        if (table == StateTable.TRANSFERS && at == TRANSFER_WORDS) transfer();
    }

    private void account() {
        at = 0;
        ledgers[rows++] = (int) (words[ACCOUNT_LEDGER_WORD] >>> Integer.SIZE);
    }

    private void transfer() {
        at = 0;
        rows++;
        if ((words[KIND_WORD] & PENDING_STATUS_MASK) != PENDING) return;
        int ledger = ledgers[(int) (words[ROWS_WORD] >>> Integer.SIZE)];
        Hold hold = new Hold(
                new UUID(words[0], words[1]), ledger, (int) (words[KIND_WORD] >>> CODE_SHIFT), words[HELD_WORD]);
        holds.put(hold.id, hold);
        int next = (int) (words[GROUP_WORD] >>> Integer.SIZE);
        int first = (int) words[GROUP_WORD];
        if (next == 0 && first == 0) return; // alone
        groups.computeIfAbsent(first == 0 ? rows : first, unseen -> new ArrayList<>())
                .add(hold);
    }

    @Override
    public void end(StateTable ended) {
        if (ended != StateTable.TRANSFERS) return;
        for (List<Hold> group : groups.values()) {
            List<Hold> members = List.copyOf(group);
            members.forEach(member -> member.group = members);
        }
        groups.clear();
        ledgers = new int[0];
    }

    // What records say.

    void add(UUID id, int ledger, int code, long amountMinor) {
        var hold = new Hold(id, ledger, code, amountMinor);
        holds.put(id, hold);
        chain.add(hold);
        if (chain.size() == 1) return;
        List<Hold> group = List.copyOf(chain);
        group.forEach(member -> member.group = group);
    }

    /** A record that is not linked to the next ends its chain. */
    void endOfChain() {
        chain.clear();
    }

    /** Null if there is none with this id that is open. */
    @Nullable
    Hold find(UUID id) {
        return holds.get(id);
    }

    /** The hold that a post or void names, and with it, if that says so, all of its group that are open. */
    List<Hold> members(Hold named, int flags) {
        if ((flags & TransferFlags.GROUP) == 0 || named.group.isEmpty()) return List.of(named);
        return named.group.stream().filter(hold -> holds.get(hold.id) == hold).toList();
    }

    void close(Hold hold) {
        holds.remove(hold.id);
    }

    Iterable<Hold> open() {
        return holds.values();
    }
}
