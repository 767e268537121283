package io.florin.ops.tool.demo;

import io.florin.gateway.client.Account;
import io.florin.gateway.client.Florin;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Asks the ledger what it has, and compares that with what it had said. */
final class Lookups {
    private final Florin client;
    private final Book book;
    private final Answers answers;

    Lookups(Florin client, Book book, Answers answers) {
        this.client = client;
        this.book = book;
        this.answers = answers;
    }

    /**
     * The acknowledged transfers.
     *
     * @param found that are there exactly as they were sent and answered.
     * @param customerCredits of these, how many credit a customer.
     * @param customerDebits of these, how many debit a customer.
     * @param lost sentences about all others.
     */
    record TransfersFound(int found, int customerCredits, int customerDebits, List<String> lost) {}

    /** Looks up every acknowledged transfer by its id. */
    TransfersFound transfers() {
        List<String> lost = new ArrayList<>();
        int found = 0;
        int credits = 0;
        int debits = 0;
        for (List<Integer> some : batches(answers.posted())) {
            List<UUID> ids =
                    some.stream().map(index -> answers.sent(index).id()).toList();
            List<TransferOutcome> outcomes = client.lookupTransfers(ids).join().rows();
            for (int i = 0; i < some.size(); i++) {
                Transfer expected = answers.expected(some.get(i));
                Optional<String> difference = difference(expected, outcomes.get(i));
                difference.ifPresent(lost::add);
                if (difference.isPresent()) continue;

                found++;
                if (BookAccount.isCustomer(expected.creditAccountId())) credits++;
                if (BookAccount.isCustomer(expected.debitAccountId())) debits++;
            }
        }
        return new TransfersFound(found, credits, debits, lost);
    }

    private static Optional<String> difference(Transfer expected, TransferOutcome outcome) {
        if (outcome.transfer().filter(expected::equals).isPresent()) return Optional.empty();
        return Optional.of(expected.id() + " was acknowledged as " + expected + ", now it is "
                + outcome.transfer().map(Transfer::toString).orElse("gone: outcome=" + outcome.outcome()));
    }

    /** Debits and credits of every account that the ledger has, by id. */
    Map<UUID, Book.Sums> accounts() {
        Map<UUID, Book.Sums> sums = new HashMap<>();
        for (List<BookAccount> some : batches(book.accounts())) {
            List<UUID> ids = some.stream().map(BookAccount::id).toList();
            for (Optional<Account> account : client.lookupAccounts(ids).join().rows()) {
                account.ifPresent(there -> sums.put(
                        there.id(),
                        new Book.Sums(
                                there.balances().debitsPostedMinor(),
                                there.balances().creditsPostedMinor())));
            }
        }
        return sums;
    }

    /** In pieces that one request can hold. */
    static <T> List<List<T>> batches(List<T> all) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += Florin.EVENTS_MAX) {
            batches.add(all.subList(from, Math.min(all.size(), from + Florin.EVENTS_MAX)));
        }
        return batches;
    }
}
