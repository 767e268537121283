package io.florin.replay;

import io.florin.ledger.Ledger;
import io.florin.ledger.StateTable;
import io.florin.ledger.StateWriter;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Every account of a ledger with its balances, read from the words of its state, and their sums by ledger. Cold.
 *
 * <pre>
 *   accounts   count, then for each: id (2 words), time stamp, debits pending, debits posted, credits pending,
 *              credits posted, two allowances, ledger u32 | code u16 | flags u16, version, user data (4 words)
 * </pre>
 */
final class BalanceSheet implements StateWriter {
    private static final int WORDS = 15;
    private static final int DEBITS_PENDING_WORD = 3;
    private static final int DEBITS_POSTED_WORD = 4;
    private static final int CREDITS_PENDING_WORD = 5;
    private static final int CREDITS_POSTED_WORD = 6;
    private static final int LEDGER_WORD = 9;
    private static final int CODE_SHIFT = 16;
    private static final int CODE_MASK = 0xFFFF;

    private final Consumer<Balances> accounts;
    private final TreeMap<Integer, Sums> byLedger = new TreeMap<>();
    private final long[] words = new long[WORDS];
    private boolean isAccounts;
    private boolean isCount;
    private int at;
    private long count;

    private BalanceSheet(Consumer<Balances> accounts) {
        this.accounts = accounts;
    }

    /** One account. */
    record Balances(
            UUID id,
            int ledger,
            int code,
            long debitsPendingMinor,
            long debitsPostedMinor,
            long creditsPendingMinor,
            long creditsPostedMinor) {
        @Override
        public String toString() {
            return "account=" + id + " ledger=" + Integer.toUnsignedString(ledger) + " debits_pending="
                    + debitsPendingMinor + " debits_posted=" + debitsPostedMinor + " credits_pending="
                    + creditsPendingMinor + " credits_posted=" + creditsPostedMinor;
        }
    }

    /** Over all accounts of one ledger; wider than a balance, so that nothing wraps. */
    static final class Sums {
        BigInteger debitsPosted = BigInteger.ZERO;
        BigInteger creditsPosted = BigInteger.ZERO;
        BigInteger debitsPending = BigInteger.ZERO;
        BigInteger creditsPending = BigInteger.ZERO;

        boolean areEqual() {
            return debitsPosted.equals(creditsPosted) && debitsPending.equals(creditsPending);
        }

        @Override
        public String toString() {
            return "debits_posted=" + debitsPosted + " credits_posted=" + creditsPosted + " debits_pending="
                    + debitsPending + " credits_pending=" + creditsPending;
        }
    }

    /** Reads all accounts, and tells of each. */
    static BalanceSheet of(Ledger ledger, Consumer<Balances> accounts) {
        var sheet = new BalanceSheet(accounts);
        ledger.write(sheet);
        return sheet;
    }

    @Override
    public void begin(StateTable table) {
        isAccounts = table == StateTable.ACCOUNTS;
        isCount = true;
    }

    @Override
    public void write(long word) {
        if (!isAccounts) return;
        if (isCount) {
            isCount = false;
            return;
        }
        words[at++] = word;
        if (at == WORDS) account();
    }

    private void account() {
        at = 0;
        count++;
        var balances = new Balances(
                new UUID(words[0], words[1]),
                (int) (words[LEDGER_WORD] >>> Integer.SIZE),
                (int) (words[LEDGER_WORD] >>> CODE_SHIFT) & CODE_MASK,
                words[DEBITS_PENDING_WORD],
                words[DEBITS_POSTED_WORD],
                words[CREDITS_PENDING_WORD],
                words[CREDITS_POSTED_WORD]);
        Sums sums = byLedger.computeIfAbsent(balances.ledger(), unseen -> new Sums());
        sums.debitsPosted = sums.debitsPosted.add(BigInteger.valueOf(balances.debitsPostedMinor()));
        sums.creditsPosted = sums.creditsPosted.add(BigInteger.valueOf(balances.creditsPostedMinor()));
        sums.debitsPending = sums.debitsPending.add(BigInteger.valueOf(balances.debitsPendingMinor()));
        sums.creditsPending = sums.creditsPending.add(BigInteger.valueOf(balances.creditsPendingMinor()));
        accounts.accept(balances);
    }

    @Override
    public void end(StateTable table) {
        isAccounts = false;
    }

    long count() {
        return count;
    }

    /** By the number of the ledger. */
    Map<Integer, Sums> byLedger() {
        return byLedger;
    }
}
