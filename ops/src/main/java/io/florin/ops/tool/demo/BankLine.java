package io.florin.ops.tool.demo;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of the bank's file, strictly: every field has one form, and everything else is refused by the field's name.
 * No number passes through floating point.
 *
 * <pre>trans_id;account_id;date;type;operation;amount;balance;k_symbol;bank;account</pre>
 */
final class BankLine {
    static final List<String> COLUMNS = List.of(
            "trans_id", "account_id", "date", "type", "operation", "amount", "balance", "k_symbol", "bank", "account");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern WHOLE_SHORT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DATE = Pattern.compile("[0-9]{6}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,13}\\.[0-9]{2}");
    private static final Pattern BALANCE = Pattern.compile("-?[0-9]{1,13}\\.[0-9]{2}");
    private static final Pattern BANK = Pattern.compile("[A-Z]{2}");
    private static final Set<String> OPERATIONS =
            Set.of("", "VKLAD", "VYBER", "VYBER KARTOU", "PREVOD Z UCTU", "PREVOD NA UCET");
    private static final Set<String> SYMBOLS =
            Set.of("", " ", "SIPO", "UROK", "SLUZBY", "SANKC. UROK", "POJISTNE", "DUCHOD", "UVER");
    private static final int CENTURY = 1900;
    private static final int SHOWN_MAX = 40;

    private final String place;
    private final List<String> fields;

    private BankLine(String place, List<String> fields) {
        this.place = place;
        this.fields = fields;
    }

    /**
     * Reads a line.
     *
     * @param place stands before every message: file and line.
     * @throws InputException if any field is not as it must be.
     */
    static BankTransaction parse(String place, String line) {
        List<String> fields = split(line);
        if (fields.size() != COLUMNS.size()) {
            throw new InputException(
                    place + ": must have " + COLUMNS.size() + " fields with ';' between: fields=" + fields.size());
        }
        return new BankLine(place, fields).transaction();
    }

    /** Cuts at every separator that does not stand between quotes; quotes stay. */
    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        boolean isQuoted = false;
        int from = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') isQuoted = !isQuoted;
            if (c == ';' && !isQuoted) {
                fields.add(line.substring(from, i));
                from = i + 1;
            }
        }
        fields.add(line.substring(from));
        return fields;
    }

    private BankTransaction transaction() {
        long transactionId = aboveZero(0, WHOLE);
        int accountId = Math.toIntExact(aboveZero(1, WHOLE_SHORT));
        int date = date(2);
        boolean isCredit = isCredit(3);
        String operation = word(4, OPERATIONS);
        long amountMinor = amountMinor(5);
        require(BALANCE.matcher(fields.get(6)).matches(), "must be a number with two decimals", 6);
        String symbol = word(7, SYMBOLS);
        String bank = text(8);
        require(bank.isEmpty() || BANK.matcher(bank).matches(), "must be two capital letters or nothing", 8);
        String account = text(9);
        require(account.isEmpty() || WHOLE.matcher(account).matches(), "must be digits or nothing", 9);
        Business business = Business.of(isCredit, operation, symbol)
                .orElseThrow(() -> new InputException(place + ": the chart of accounts has no place for type=" + text(3)
                        + " operation=" + operation + " k_symbol=" + symbol));
        return new BankTransaction(transactionId, accountId, date, isCredit, business, amountMinor);
    }

    private long aboveZero(int column, Pattern form) {
        String field = fields.get(column);
        boolean isNumber = form.matcher(field).matches();
        require(isNumber && Long.parseLong(field) > 0, "must be a whole number above zero", column);
        return Long.parseLong(field);
    }

    private int date(int column) {
        String field = fields.get(column);
        require(DATE.matcher(field).matches(), "must be a date as YYMMDD", column);
        int number = Integer.parseInt(field);
        try {
            LocalDate date = LocalDate.of(CENTURY + number / 10_000, number / 100 % 100, number % 100);
            return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
        } catch (DateTimeException noSuchDay) {
            throw refused("must be a day that there was", column);
        }
    }

    private boolean isCredit(int column) {
        return switch (text(column)) {
            case "PRIJEM" -> true;
            case "VYDAJ", "VYBER" -> false;
            default -> throw refused("must be \"PRIJEM\", \"VYDAJ\" or \"VYBER\"", column);
        };
    }

    private long amountMinor(int column) {
        String field = fields.get(column);
        require(AMOUNT.matcher(field).matches(), "must be a number with two decimals", column);
        int point = field.length() - 3;
        long amountMinor = Long.parseLong(field.substring(0, point) + field.substring(point + 1));
        require(amountMinor > 0, "must be above zero", column);
        return amountMinor;
    }

    private String word(int column, Set<String> words) {
        String word = text(column);
        require(words.contains(word), "is no word of this column", column);
        return word;
    }

    /** Text stands in quotes; nothing at all is the empty text. */
    private String text(int column) {
        String field = fields.get(column);
        if (field.isEmpty()) return field;

        boolean isQuoted = field.length() >= 2 && field.startsWith("\"") && field.indexOf('"', 1) == field.length() - 1;
        require(isQuoted, "must be text in quotes", column);
        return field.substring(1, field.length() - 1);
    }

    private void require(boolean holds, String rule, int column) {
        if (!holds) throw refused(rule, column);
    }

    private InputException refused(String rule, int column) {
        String field = fields.get(column);
        String shown = field.length() > SHOWN_MAX ? field.substring(0, SHOWN_MAX) + "…" : field;
        return new InputException(place + ": " + rule + ": " + COLUMNS.get(column) + "=" + shown);
    }
}
