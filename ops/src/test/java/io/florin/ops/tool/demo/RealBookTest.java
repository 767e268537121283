package io.florin.ops.tool.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The real history against figures that another program computed from the file, line by line as it is published. */
final class RealBookTest {
    /** Type, operation and k_symbol as published; lines; their sum in haléř. */
    private static final String FIGURES = """
            CASH_DEPOSIT           9759  13208036850
            TRANSFER_IN            2002   3426547800
            PENSION                1770    976353400
            INTEREST               9463    125691580
            CASH_WITHDRAWAL       14128  11711281100
            CARD_WITHDRAWAL          12      2720000
            HOUSEHOLD_IN_CASH       116     83790000
            STATEMENT_FEE          5445      9345500
            INTEREST_ON_OVERDRAFT    64        46670
            TRANSFER_OUT           1973    361060400
            HOUSEHOLD              3603   1514798300
            INSURANCE               644     80616800
            LOAN_PAYMENT            123     48356580
            """;

    /** Debits and credits of the house, by adding the figures above by hand. */
    private static final Map<HouseAccount, Book.Sums> HOUSE = Map.of(
            HouseAccount.CASH, new Book.Sums(13_208_036_850L, 11_795_071_100L),
            HouseAccount.OTHER_BANKS, new Book.Sums(4_402_901_200L, 2_004_832_080L),
            HouseAccount.CARDS, new Book.Sums(0, 2_720_000),
            HouseAccount.INTEREST_PAID, new Book.Sums(125_691_580, 0),
            HouseAccount.FEES, new Book.Sums(0, 9_345_500),
            HouseAccount.OVERDRAFT_INTEREST, new Book.Sums(0, 46_670));

    @Test
    void everyKindOfBusinessHasItsPlace() {
        List<BankTransaction> transactions = BankHistory.read(RealInput.file());
        Map<Business, List<BankTransaction>> byBusiness =
                transactions.stream().collect(Collectors.groupingBy(BankTransaction::business));
        String found = Arrays.stream(Business.values())
                .map(business -> line(business, byBusiness.getOrDefault(business, List.of())))
                .collect(Collectors.joining());
        assertEquals(FIGURES.replaceAll(" +", " "), found);
    }

    private static String line(Business business, List<BankTransaction> transactions) {
        long sum = transactions.stream().mapToLong(BankTransaction::amountMinor).sum();
        return business + " " + transactions.size() + " " + sum + "\n";
    }

    @Test
    void sumsAreThoseThatThePublisherOfTheFileNames() {
        List<BankTransaction> transactions = BankHistory.read(RealInput.file());
        Book book = BankHistory.book("real", transactions);
        assertEquals(49_102, book.postings().size());
        assertEquals(
                22_994, transactions.stream().filter(BankTransaction::isCredit).count());
        assertEquals(
                26_108, transactions.stream().filter(line -> !line.isCredit()).count());
        assertEquals(1_229, book.customers());
        assertEquals(3_924_614_280L, book.customersBalanceMinor());
        assertEquals(
                3_924_614_280L,
                customers(book).stream().mapToLong(Book.Sums::balanceMinor).sum());
    }

    private static List<Book.Sums> customers(Book book) {
        return book.accounts().stream()
                .filter(BookAccount::isCustomer)
                .map(account -> book.sums().getOrDefault(account.id(), Book.Sums.NONE))
                .toList();
    }

    @Test
    void theHouseHoldsTheOtherSide() {
        Book book = BankHistory.book("real", BankHistory.read(RealInput.file()));
        Map<HouseAccount, Book.Sums> found = Arrays.stream(HouseAccount.values())
                .collect(Collectors.toMap(
                        Function.identity(), account -> book.sums().get(account.id())));
        assertEquals(new TreeMap<>(HOUSE), new TreeMap<>(found));
        Book.Sums all = book.sums().values().stream().reduce(Book.Sums.NONE, Book.Sums::plus);
        assertEquals(all.debitsMinor(), all.creditsMinor());
    }
}
