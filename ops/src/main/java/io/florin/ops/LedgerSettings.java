package io.florin.ops;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.florin.gateway.LedgerNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The object {@code florin.ledgers}: what people call their ledgers, by number, such as {@code "978" { currency = EUR
 * }}. Its names are the operator's, so it is read as a whole and not setting by setting.
 */
final class LedgerSettings {
    static final String PATH = LedgerNames.PROPERTY;

    private static final String CURRENCY = "currency";
    private static final String EXPONENT = "exponent";
    private static final String NAME = "name";
    private static final List<String> FIELDS = List.of(CURRENCY, EXPONENT, NAME);

    private LedgerSettings() {}

    /** What is written; the first mistake is the operator's answer. */
    static LedgerNames of(Config config) {
        if (!config.hasPath(PATH)) return LedgerNames.NONE;
        List<LedgerNames.Entry> entries = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> ledger :
                object(PATH, config.getValue(PATH)).entrySet()) {
            entries.add(entry(ledger.getKey(), ledger.getValue()));
        }
        entries.sort(Comparator.comparingLong(LedgerNames.Entry::number));
        return new LedgerNames(entries);
    }

    private static LedgerNames.Entry entry(String key, ConfigValue value) {
        String path = PATH + "." + key;
        ConfigObject fields = object(path, value);
        fields.forEach((field, given) -> requireKnown(path, field, given));
        try {
            return entry(number(key), fields);
        } catch (IllegalArgumentException wrong) {
            String sentence = String.valueOf(wrong.getMessage());
            throw new ConfigurationException(Settings.where(culprit(value, fields, sentence)) + sentence, wrong);
        }
    }

    /** Where the field was written that the sentence names; or the ledger, which may be written in several places. */
    private static ConfigOrigin culprit(ConfigValue ledger, ConfigObject fields, String sentence) {
        ConfigOrigin origin = ledger.origin();
        for (Map.Entry<String, ConfigValue> field : fields.entrySet()) {
            origin = field.getValue().origin();
            if (sentence.contains("." + field.getKey() + "=")) return origin;
        }
        return origin;
    }

    private static LedgerNames.Entry entry(long number, ConfigObject fields) {
        Optional<String> currency = text(fields, CURRENCY);
        Optional<String> exponent = text(fields, EXPONENT);
        Optional<String> name = text(fields, NAME);
        if (currency.isEmpty() && name.isEmpty()) {
            throw new IllegalArgumentException(
                    "must be given where there is no currency: " + PATH + "." + number + "." + NAME + "=");
        }
        if (currency.isPresent() && currency.get().isEmpty()) {
            throw new IllegalArgumentException(
                    "must be an ISO 4217 code such as EUR: " + PATH + "." + number + "." + CURRENCY + "=");
        }
        LedgerNames.Entry usual = currency.isPresent()
                ? LedgerNames.Entry.ofCurrency(number, currency.get())
                : new LedgerNames.Entry(number, "", 0, name.get());
        int decimals = exponent.isPresent() ? exponent(number, exponent.get()) : usual.exponent();
        return new LedgerNames.Entry(number, usual.currency(), decimals, name.orElse(usual.name()));
    }

    /** Only as a number is answered: no blanks, signs, or zeros before it. */
    private static long number(String key) {
        boolean isNumber = key.matches("[1-9][0-9]{0,9}");
        long number = isNumber ? Long.parseLong(key) : 0;
        if (number == 0 || number > LedgerNames.NUMBER_MAX) {
            throw new IllegalArgumentException(
                    "must be a number from 1 to " + LedgerNames.NUMBER_MAX + ": " + PATH + "=" + key);
        }
        return number;
    }

    private static int exponent(long number, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(
                    "must be a whole number: " + PATH + "." + number + "." + EXPONENT + "=" + text, notOne);
        }
    }

    private static Optional<String> text(ConfigObject fields, String field) {
        ConfigValue value = fields.get(field);
        return value == null ? Optional.empty() : Optional.of(value.unwrapped().toString());
    }

    private static ConfigObject object(String path, ConfigValue value) {
        if (value instanceof ConfigObject object) return object;
        String example = path.equals(PATH) ? "{ \"978\" { currency = EUR } }" : "{ currency = EUR }";
        throw new ConfigurationException(Settings.where(value.origin()) + "must be an object such as " + example + ": "
                + path + "=" + value.unwrapped());
    }

    private static void requireKnown(String path, String field, ConfigValue value) {
        String name = path + "." + field;
        if (!FIELDS.contains(field)) {
            throw new ConfigurationException(
                    Settings.where(value.origin()) + "no setting has this name, the nearest is " + path + "."
                            + EditDistance.nearest(field, FIELDS) + ": " + name + "=" + value.unwrapped());
        }
        ConfigValueType type = value.valueType();
        if (type == ConfigValueType.OBJECT || type == ConfigValueType.LIST || type == ConfigValueType.NULL) {
            throw new ConfigurationException(
                    Settings.where(value.origin()) + "must be one value: " + name + "=" + value.unwrapped());
        }
    }
}
