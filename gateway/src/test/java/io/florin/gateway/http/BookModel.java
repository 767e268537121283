package io.florin.gateway.http;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The books as LEDGER.md has them, as far as the calls of {@link ApiSequencesTest} go: written apart from the ledger,
 * with maps of names. Amounts are small, so nothing overflows.
 */
final class BookModel {
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();

    /** Balances and policy of an account; minor units. */
    static final class Account {
        final boolean debitsAreLimited;
        final boolean creditsAreLimited;
        boolean debitsAreFrozen;
        boolean creditsAreFrozen;
        long debitsPending;
        long debitsPosted;
        long creditsPending;
        long creditsPosted;

        Account(boolean debitsAreLimited, boolean creditsAreLimited) {
            this.debitsAreLimited = debitsAreLimited;
            this.creditsAreLimited = creditsAreLimited;
        }
    }

    /** What stands under an id. */
    private static final class Entry {
        private final String said;
        private final boolean isBurnt;
        private final boolean isHold;
        private final String debit;
        private final String credit;
        private long heldMinor;
        private String settled = "";

        private Entry(String said, boolean isBurnt, boolean isHold, String debit, String credit, long heldMinor) {
            this.said = said;
            this.isBurnt = isBurnt;
            this.isHold = isHold;
            this.debit = debit;
            this.credit = credit;
            this.heldMinor = heldMinor;
        }
    }

    void open(String id, Account account) {
        accounts.put(id, account);
    }

    Account account(String id) {
        Account account = accounts.get(id);
        if (account == null) throw new IllegalArgumentException("no account: " + id);
        return account;
    }

    /** Whether the id stands for something, or is burnt. */
    String outcome(String id) {
        Entry entry = entries.get(id);
        if (entry == null) return "unknown";
        return entry.isBurnt ? "refused" : "created";
    }

    /** What is still held under the id; -1 if it is no hold. */
    long heldMinor(String id) {
        Entry entry = entries.get(id);
        return entry == null || !entry.isHold ? -1 : entry.settled.isEmpty() ? entry.heldMinor : 0;
    }

    /** A transfer, or a hold. */
    String transfer(String id, String debitId, String creditId, long amountMinor, boolean isHold) {
        String said = debitId + " " + creditId + " " + isHold + " ";
        Entry before = entries.get(id);
        if (before != null) return existing(before, said, amountMinor);
        if (debitId.equals(creditId)) return "accounts_must_be_different";
        Account debit = accounts.get(debitId);
        Account credit = accounts.get(creditId);
        String refusal = refusal(debit, credit, amountMinor);
        if (debit == null || credit == null || !refusal.isEmpty()) return burnt(id, refusal);

        if (isHold) {
            debit.debitsPending += amountMinor;
            credit.creditsPending += amountMinor;
        } else {
            debit.debitsPosted += amountMinor;
            credit.creditsPosted += amountMinor;
        }
        entries.put(id, new Entry(said + amountMinor, false, isHold, debitId, creditId, amountMinor));
        return "created";
    }

    private static String refusal(@Nullable Account debit, @Nullable Account credit, long amountMinor) {
        if (debit == null) return "debit_account_not_found";
        if (credit == null) return "credit_account_not_found";
        if (debit.debitsAreFrozen) return "debit_account_frozen";
        if (credit.creditsAreFrozen) return "credit_account_frozen";
        boolean exceedsCredits = debit.debitsPending + debit.debitsPosted + amountMinor > debit.creditsPosted;
        boolean exceedsDebits = credit.creditsPending + credit.creditsPosted + amountMinor > credit.debitsPosted;
        if (debit.debitsAreLimited && exceedsCredits) return "exceeds_credits";
        return credit.creditsAreLimited && exceedsDebits ? "exceeds_debits" : "";
    }

    /** The amount alone differs where a call is made again. */
    private static String existing(Entry before, String said, long amountMinor) {
        if (before.isBurnt) return "id_already_failed";
        return before.said.equals(said + amountMinor) ? "exists" : "exists_with_different_amount";
    }

    private String burnt(String id, String refusal) {
        entries.put(id, new Entry("", true, false, "", "", 0));
        return refusal;
    }

    /** Posts so much of a hold, negative for all of it; with {@code isPartial} the rest stays held. */
    String post(String id, String holdId, long amountMinor, boolean isPartial) {
        String said = "post " + holdId + " " + isPartial + " ";
        Entry before = entries.get(id);
        if (before != null) return existing(before, said, amountMinor);
        Entry hold = entries.get(holdId);
        if (hold == null || hold.isBurnt) return burnt(id, "pending_transfer_not_found");
        if (!hold.isHold) return "pending_transfer_not_pending";
        long postedMinor = amountMinor < 0 ? hold.heldMinor : amountMinor;
        if (postedMinor > hold.heldMinor) return "exceeds_pending_transfer_amount";
        if (!hold.settled.isEmpty()) return hold.settled;
        Account debit = account(hold.debit);
        Account credit = account(hold.credit);
        if (debit.debitsAreFrozen) return burnt(id, "debit_account_frozen");
        if (credit.creditsAreFrozen) return burnt(id, "credit_account_frozen");

        boolean isSettled = !isPartial || postedMinor == hold.heldMinor;
        long releasedMinor = isSettled ? hold.heldMinor : postedMinor;
        debit.debitsPending -= releasedMinor;
        credit.creditsPending -= releasedMinor;
        debit.debitsPosted += postedMinor;
        credit.creditsPosted += postedMinor;
        if (!isSettled) hold.heldMinor -= releasedMinor; // what it held to the end, it is still compared with
        if (isSettled) hold.settled = "pending_transfer_already_posted";
        entries.put(id, new Entry(said + amountMinor, false, false, hold.debit, hold.credit, 0));
        return "created";
    }

    /** Releases a hold. */
    String voidOf(String id, String holdId) {
        String said = "void " + holdId + " ";
        Entry before = entries.get(id);
        if (before != null) return existing(before, said, 0);
        Entry hold = entries.get(holdId);
        if (hold == null || hold.isBurnt) return burnt(id, "pending_transfer_not_found");
        if (!hold.isHold) return "pending_transfer_not_pending";
        if (!hold.settled.isEmpty()) return hold.settled;
        account(hold.debit).debitsPending -= hold.heldMinor;
        account(hold.credit).creditsPending -= hold.heldMinor;
        hold.settled = "pending_transfer_already_voided";
        entries.put(id, new Entry(said + 0, false, false, hold.debit, hold.credit, 0));
        return "created";
    }
}
