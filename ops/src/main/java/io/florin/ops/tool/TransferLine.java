package io.florin.ops.tool;

import io.florin.gateway.client.Ids;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One transfer of a file, by HTTP's names of its fields.
 *
 * @param number of the line in the file, from 1.
 */
record TransferLine(int number, Map<String, String> fields) {
    static final List<String> NAMES = List.of(
            "id",
            "debit_account_id",
            "credit_account_id",
            "amount",
            "ledger",
            "code",
            "flags",
            "pending_id",
            "timeout",
            "user_data_128",
            "user_data_64",
            "user_data_32");

    private static final long BITS_16 = 0xFFFFL;
    private static final long BITS_32 = 0xFFFF_FFFFL;

    /**
     * The transfer.
     *
     * @param makesIds whether it gets an id here and now; else the line must have one.
     * @throws IllegalArgumentException that says which field is wrong, and what would be right.
     */
    Transfer transfer(boolean makesIds) {
        if (makesIds && fields.containsKey("id")) {
            throw new IllegalArgumentException("has an id, so leave out --new-ids");
        }
        if (!makesIds && !fields.containsKey("id")) {
            throw new IllegalArgumentException(
                    "has no id, without which a file cannot be sent again; --new-ids makes them");
        }
        Transfer transfer = Transfer.of(
                makesIds ? Ids.next() : id("id"),
                id("debit_account_id"),
                id("credit_account_id"),
                amountMinor(),
                (int) number("ledger", BITS_32),
                (int) number("code", BITS_16));
        for (TransferFlag flag : flags()) transfer = transfer.and(flag);
        return transfer.withPendingId(id("pending_id"))
                .withTimeout((int) number("timeout", BITS_32))
                .withUserData(id("user_data_128"), unsignedLong("user_data_64"), (int) number("user_data_32", BITS_32));
    }

    private UUID id(String name) {
        String text = fields.get(name);
        if (text == null) return Transfer.NO_ID;
        return IdArgument.of(text)
                .orElseThrow(() -> new IllegalArgumentException(name + " must be a UUID or ULID, not '" + text + "'"));
    }

    private long amountMinor() {
        String text = fields.get("amount");
        if (text == null) throw new IllegalArgumentException("has no amount");
        if (text.equals("max")) return Transfer.AMOUNT_MAX;
        if (text.matches("[0-9]{1,19}")) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException tooLarge) {
                // said below
            }
        }
        throw new IllegalArgumentException("amount must be whole minor units or max, not '" + text + "'");
    }

    private long number(String name, long max) {
        String text = fields.get(name);
        if (text == null) return 0;
        if (text.matches("[0-9]{1,10}") && Long.parseLong(text) <= max) return Long.parseLong(text);
        throw new IllegalArgumentException(name + " must be 0 to " + max + ", not '" + text + "'");
    }

    private long unsignedLong(String name) {
        String text = fields.get(name);
        if (text == null) return 0;
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(name + " must be 0 to 18446744073709551615, not '" + text + "'");
        }
    }

    private List<TransferFlag> flags() {
        String text = fields.getOrDefault("flags", "");
        if (text.isEmpty()) return List.of();
        return Arrays.stream(text.split("\\|", -1)).map(TransferLine::flag).toList();
    }

    private static TransferFlag flag(String name) {
        return Arrays.stream(TransferFlag.values())
                .filter(flag -> flag.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no flag: '" + name + "'; there are "
                        + Arrays.stream(TransferFlag.values())
                                .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
