package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PaydayTest {
    @Test
    void theSameSeedGivesTheSameBook() {
        assertEquals(Payday.book(7), Payday.book(7));
        assertNotEquals(Payday.book(7).postings(), Payday.book(8).postings());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, -1, Long.MIN_VALUE})
    void nobodySpendsWhatIsNotThere(long seed) {
        Book book = Payday.book(seed);
        book.customerBalances().forEach((number, balance) -> assertTrue(balance >= 0, () -> number + ": " + balance));
        book.postings().forEach(posting -> {
            assertTrue(posting.amountMinor() > 0, posting::toString);
            assertNotEquals(posting.debitAccountId(), posting.creditAccountId());
        });
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void sumsAgreeWithTheBalancesKeptOnTheWay(long seed) {
        Book book = Payday.book(seed);
        for (BookAccount account : book.accounts()) {
            if (!account.isCustomer()) continue;
            Book.Sums sums = book.sums().getOrDefault(account.id(), Book.Sums.NONE);
            assertEquals(book.customerBalances().get(account.number()), sums.balanceMinor(), account::toString);
        }
        Book.Sums fundedByOtherBanks = book.sums().getOrDefault(HouseAccount.OTHER_BANKS.id(), Book.Sums.NONE);
        assertEquals(fundedByOtherBanks.debitsMinor(), book.customersBalanceMinor());
    }

    @Test
    void everythingThatATownDoesHappens() {
        Map<Integer, Long> counts =
                Payday.book(1).postings().stream().collect(Collectors.groupingBy(Posting::code, Collectors.counting()));
        assertEquals(40, counts.get(Payday.FUNDING));
        assertEquals(2_000, counts.get(Payday.SALARY));
        assertEquals(2_000, counts.get(Payday.RENT));
        assertTrue(counts.getOrDefault(Payday.PURCHASE, 0L) > 20_000, counts::toString);
        assertTrue(counts.getOrDefault(Payday.PEER_TO_PEER, 0L) > 10_000, counts::toString);
        List<Integer> dates =
                Payday.book(1).postings().stream().map(Posting::date).toList();
        assertEquals(dates.stream().sorted().toList(), dates);
        assertEquals(20261030, dates.getFirst());
    }
}
