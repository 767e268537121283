package io.florin.ops.tool.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything to post, and what must come out. The sums of the accounts follow from the postings; the balances of
 * customers were computed by the source without them, so that a mistake in the bookkeeping shows.
 *
 * @param title of the source.
 * @param accounts of the house, then of customers by number.
 * @param sums what every account must show in the end.
 * @param customerBalances credits less debits by customer number, from the source.
 */
record Book(
        String title,
        Currency currency,
        List<BookAccount> accounts,
        List<Posting> postings,
        Map<UUID, Sums> sums,
        Map<Long, Long> customerBalances) {

    /** One ledger each, with the number that ISO 4217 gave it. */
    enum Currency {
        CZK(203, "haléř"),
        EUR(978, "cent");

        private final int ledger;
        private final String minorUnit;

        Currency(int ledger, String minorUnit) {
            this.ledger = ledger;
            this.minorUnit = minorUnit;
        }

        int ledger() {
            return ledger;
        }

        String minorUnit() {
            return minorUnit;
        }
    }

    /** Of one account, minor units. */
    record Sums(long debitsMinor, long creditsMinor) {
        static final Sums NONE = new Sums(0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    Math.addExact(debitsMinor, other.debitsMinor), Math.addExact(creditsMinor, other.creditsMinor));
        }

        /** What the bank owes the customer; below zero, what the customer owes. */
        long balanceMinor() {
            return Math.subtractExact(creditsMinor, debitsMinor);
        }
    }

    /** A book on the whole chart of house accounts. */
    static Book of(
            String title,
            Currency currency,
            List<BookAccount> customers,
            List<Posting> postings,
            Map<Long, Long> customerBalances) {
        List<BookAccount> accounts = new ArrayList<>(
                Arrays.stream(HouseAccount.values()).map(HouseAccount::account).toList());
        customers.stream().sorted(Comparator.comparingLong(BookAccount::number)).forEach(accounts::add);

        Map<UUID, Sums> sums = new HashMap<>();
        for (BookAccount account : accounts) sums.put(account.id(), Sums.NONE);
        for (Posting posting : postings) {
            sums.merge(posting.debitAccountId(), new Sums(posting.amountMinor(), 0), Sums::plus);
            sums.merge(posting.creditAccountId(), new Sums(0, posting.amountMinor()), Sums::plus);
        }
        return new Book(title, currency, accounts, postings, sums, customerBalances);
    }

    long customers() {
        return customerBalances.size();
    }

    /** Sum of all customers' balances by the source. */
    long customersBalanceMinor() {
        return customerBalances.values().stream().reduce(0L, Math::addExact);
    }
}
