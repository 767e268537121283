package io.florin.gateway;

import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The catalogue of ledgers: what people call them. It decides nothing; a ledger that is not in it works as well, and
 * is then the currency whose ISO 4217 number it has. Never changed; any thread.
 *
 * @param entries by number.
 */
public record LedgerNames(List<Entry> entries) {
    /** Nobody gave names. */
    public static final LedgerNames NONE = new LedgerNames(List.of());

    public static final String PROPERTY = "florin.ledgers";
    public static final long NUMBER_MAX = 0xFFFF_FFFFL;

    private static final Map<String, Integer> ISO_NUMBERS = Currency.getAvailableCurrencies().stream()
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Currency::getNumericCode));

    private static final int EXPONENT_MAX = 18;
    private static final int NAME_LENGTH_MAX = 64;

    public LedgerNames {
        entries = List.copyOf(entries);
    }

    /**
     * A ledger.
     *
     * @param number 1 to 4,294,967,295.
     * @param currency ISO 4217 code; empty if it holds none.
     * @param exponent decimals of an amount in minor units.
     * @param name for people.
     */
    public record Entry(long number, String currency, int exponent, String name) {
        public Entry {
            if (number < 1 || number > NUMBER_MAX) {
                throw new IllegalArgumentException(
                        "must be a number from 1 to " + NUMBER_MAX + ": " + PROPERTY + "=" + number);
            }
            if (!currency.isEmpty() && isoNumber(currency) == 0) {
                throw new IllegalArgumentException(
                        "must be an ISO 4217 code such as EUR: " + PROPERTY + "." + number + ".currency=" + currency);
            }
            if (exponent < 0 || exponent > EXPONENT_MAX) {
                throw new IllegalArgumentException(
                        "must be from 0 to " + EXPONENT_MAX + ": " + PROPERTY + "." + number + ".exponent=" + exponent);
            }
            boolean isPrintable = name.chars().allMatch(c -> c >= ' ' && c <= '~');
            if (name.isEmpty() || name.length() > NAME_LENGTH_MAX || !isPrintable) {
                throw new IllegalArgumentException("must be 1 to " + NAME_LENGTH_MAX + " visible ASCII characters: "
                        + PROPERTY + "." + number + ".name=" + name);
            }
        }

        /** Of a currency, with that currency's own exponent and name, unless others are given. */
        public static Entry ofCurrency(long number, String code) {
            if (isoNumber(code) == 0) return new Entry(number, code, 0, code);
            Currency currency = Currency.getInstance(code);
            return new Entry(number, code, Math.max(0, currency.getDefaultFractionDigits()), code);
        }
    }

    /** The one ledger that has this currency; empty if there is none, or more than one. */
    public OptionalLong ledgerOf(String currency) {
        List<Entry> found = entries.stream()
                .filter(entry -> entry.currency().equals(currency))
                .toList();
        if (found.size() == 1) return OptionalLong.of(found.getFirst().number());
        int number = isoNumber(currency);
        boolean isTaken = entries.stream().anyMatch(entry -> entry.number() == number);
        return found.isEmpty() && number != 0 && !isTaken ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Whether several ledgers have this currency, so that it names none of them. */
    public boolean isShared(String currency) {
        return entries.stream()
                        .filter(entry -> entry.currency().equals(currency))
                        .count()
                > 1;
    }

    private static int isoNumber(String code) {
        return ISO_NUMBERS.getOrDefault(code, 0);
    }
}
