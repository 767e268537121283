package io.florin.ops.tool.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A month of a small town, from a seed: employers are funded, everybody is paid, pays the rent, shops, and sends
 * money to friends. Nobody spends what is not there, and no number passes through floating point. The same seed gives
 * the same book.
 */
final class Payday {
    /** Codes of the transfers. */
    static final int FUNDING = 70;

    static final int SALARY = 71;
    static final int RENT = 72;
    static final int PURCHASE = 73;
    static final int PEER_TO_PEER = 74;

    private static final int PEOPLE = 2_000;
    private static final int EMPLOYERS = 40;
    private static final int LANDLORDS = 60;
    private static final int SHOPS = 100;
    private static final int SPENDINGS_PER_PERSON = 23;
    private static final int PURCHASES_PERCENT = 65;

    private static final LocalDate DAY = LocalDate.of(2026, 10, 30);
    private static final int DAYS = 28;
    private static final int EUR = 100;

    private final SplittableRandom random;
    private final List<Posting> postings = new ArrayList<>();
    private final Map<Long, Long> balances = new HashMap<>();
    private final List<BookAccount> people;
    private final List<BookAccount> employers;
    private final List<BookAccount> landlords;
    private final List<BookAccount> shops;

    private Payday(long seed) {
        random = new SplittableRandom(seed);
        people = customers(1_000_000, PEOPLE);
        employers = customers(2_000_000, EMPLOYERS);
        landlords = customers(3_000_000, LANDLORDS);
        shops = customers(4_000_000, SHOPS);
    }

    private List<BookAccount> customers(long base, int count) {
        List<BookAccount> customers = IntStream.rangeClosed(1, count)
                .mapToObj(i -> BookAccount.customer(base + i))
                .toList();
        customers.forEach(customer -> balances.put(customer.number(), 0L));
        return customers;
    }

    /** One line for each code, for {@code --help}. */
    static List<String> codes() {
        return List.of(
                "  " + FUNDING + "  other banks -> employer",
                "  " + SALARY + "  employer -> person",
                "  " + RENT + "  person -> landlord",
                "  " + PURCHASE + "  person -> shop",
                "  " + PEER_TO_PEER + "  person -> person");
    }

    /** The book of this seed. */
    static Book book(long seed) {
        var payday = new Payday(seed);
        payday.salariesAndRents();
        payday.spending();
        List<BookAccount> customers = new ArrayList<>(payday.people);
        customers.addAll(payday.employers);
        customers.addAll(payday.landlords);
        customers.addAll(payday.shops);
        return Book.of("payday, seed " + seed, Book.Currency.EUR, customers, payday.postings, payday.balances);
    }

    private void salariesAndRents() {
        long[] salaries = random.longs(PEOPLE, 1_800 * EUR, 6_500 * EUR).toArray();
        long[] payroll = new long[EMPLOYERS];
        for (int i = 0; i < PEOPLE; i++) payroll[i % EMPLOYERS] += salaries[i];
        for (int i = 0; i < EMPLOYERS; i++) fund(employers.get(i), payroll[i] + random.nextLong(100_000 * EUR));

        for (int i = 0; i < PEOPLE; i++) {
            pay(employers.get(i % EMPLOYERS), people.get(i), salaries[i], SALARY, DAY);
        }
        for (int i = 0; i < PEOPLE; i++) {
            long percent = random.nextLong(20, 36);
            pay(people.get(i), any(landlords), salaries[i] * percent / 100, RENT, DAY.plusDays(1));
        }
    }

    private void spending() {
        int spendings = PEOPLE * SPENDINGS_PER_PERSON;
        for (int i = 0; i < spendings; i++) {
            LocalDate day = DAY.plusDays(1 + (long) i * DAYS / spendings);
            BookAccount payer = any(people);
            boolean isPurchase = random.nextInt(100) < PURCHASES_PERCENT;
            long amountMinor = isPurchase ? random.nextLong(2 * EUR, 120 * EUR) : random.nextLong(1, 21) * 5 * EUR;
            BookAccount payee = isPurchase ? any(shops) : any(people);
            boolean isPossible = !payee.equals(payer) && balances.getOrDefault(payer.number(), 0L) >= amountMinor;
            if (isPossible) pay(payer, payee, amountMinor, isPurchase ? PURCHASE : PEER_TO_PEER, day);
        }
    }

    private BookAccount any(List<BookAccount> some) {
        return some.get(random.nextInt(some.size()));
    }

    private void fund(BookAccount employer, long amountMinor) {
        add(HouseAccount.OTHER_BANKS.account(), employer, amountMinor, FUNDING, DAY);
        balances.merge(employer.number(), amountMinor, Math::addExact);
    }

    private void pay(BookAccount payer, BookAccount payee, long amountMinor, int code, LocalDate day) {
        add(payer, payee, amountMinor, code, day);
        balances.merge(payer.number(), -amountMinor, Math::addExact);
        balances.merge(payee.number(), amountMinor, Math::addExact);
    }

    private void add(BookAccount debited, BookAccount credited, long amountMinor, int code, LocalDate day) {
        int date = day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
        postings.add(new Posting(debited.id(), credited.id(), amountMinor, code, date, postings.size() + 1L));
    }
}
