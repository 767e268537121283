package io.florin.ops.tool;

import java.util.Currency;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount as a person types it: {@code 1099} are minor units of any ledger, {@code 10.99 EUR} are euros and cents of
 * ledger 978. Never a floating-point number on the way.
 *
 * @param minor minor units.
 * @param currency if one was named.
 */
public record Amount(long minor, Optional<Currency> currency) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,19})(?:\\.(\\d+))?\\s*([A-Z]{3})?");
    private static final String ADVICE = "an amount is minor units, as 1099, or names its currency, as \"10.99 EUR\": ";

    /**
     * Reads what a person typed.
     *
     * @throws CommandFailure if the text is no amount, or finer than its currency.
     */
    public static Amount parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) throw new CommandFailure(ExitCode.USAGE, ADVICE + text);
        String whole = matcher.group(1);
        String fraction = Optional.ofNullable(matcher.group(2)).orElse("");
        String code = matcher.group(3);
        if (code == null && !fraction.isEmpty()) throw new CommandFailure(ExitCode.USAGE, ADVICE + text);
        if (code == null) return new Amount(number(whole, text), Optional.empty());

        Currency currency = currency(code);
        int digits = digits(currency);
        if (fraction.length() > digits) {
            throw new CommandFailure(ExitCode.USAGE, code + " has " + digits + " decimals: " + text);
        }
        return new Amount(
                number(whole + fraction + "0".repeat(digits - fraction.length()), text), Optional.of(currency));
    }

    /** Minor units as people of this ledger write them; the bare number if the ledger is no currency. */
    public static String print(long minor, int ledger) {
        Optional<Currency> currency = Currency.availableCurrencies()
                .filter(candidate -> candidate.getNumericCode() == ledger)
                .findFirst();
        if (currency.isEmpty()) return Long.toString(minor);

        int digits = digits(currency.get());
        String text = Long.toString(minor);
        if (digits > 0) {
            String padded = "0".repeat(Math.max(0, digits + 1 - text.length())) + text;
            int point = padded.length() - digits;
            text = padded.substring(0, point) + "." + padded.substring(point);
        }
        return text + " " + currency.get().getCurrencyCode();
    }

    /** The ledger that was asked for, or the one of the currency. */
    public int ledger(Optional<Integer> asked) {
        if (asked.isPresent()
                && currency.isPresent()
                && asked.get() != currency.get().getNumericCode()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    currency.get() + " is ledger " + currency.get().getNumericCode() + ": --ledger=" + asked.get());
        }
        return asked.or(() -> currency.map(Currency::getNumericCode))
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE, "name the ledger with --ledger, or the currency in --amount"));
    }

    /** A currency that was named must be that of the ledger. */
    public void requireLedger(int ledger, String whose) {
        if (currency.isEmpty() || currency.get().getNumericCode() == ledger) return;
        throw new CommandFailure(
                ExitCode.USAGE,
                currency.get() + " is ledger " + currency.get().getNumericCode() + ", and " + whose + " is in ledger "
                        + Integer.toUnsignedString(ledger));
    }

    private static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure(ExitCode.USAGE, "no such currency in ISO 4217: " + code);
        }
    }

    private static long number(String digits, String text) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException tooLarge) {
            throw new CommandFailure(ExitCode.USAGE, "at most " + Long.MAX_VALUE + " minor units: " + text);
        }
    }
}
