package io.florin.ops.tool;

import io.florin.gateway.client.Results;
import io.florin.gateway.client.Transfer;
import io.florin.gateway.client.TransferFlag;
import io.florin.gateway.client.TransferOutcome;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the node answered, in the words of the command line. */
final class Answers {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT);
    private static final long NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private Answers() {}

    /** The answer to a request of one event. */
    static Fields fields(UUID id, Results results) {
        return new Fields()
                .text("id", id.toString())
                .text("result", results.code(0))
                .number("sequence", results.position().sequence())
                .number("epoch", results.position().epoch())
                .text("durability", results.durability().name().toLowerCase(Locale.ROOT))
                .text("timestamp", time(results.timestampNs()));
    }

    /** What became of an id. */
    static Fields outcome(TransferOutcome outcome) {
        Fields fields = new Fields().text("id", outcome.id().toString()).text("outcome", lower(outcome.outcome()));
        return fields.text("result", outcome.refusal().orElse(""));
    }

    /** A transfer with all that is known of it; amounts as a person or a program wants them. */
    static Fields transfer(TransferOutcome outcome, boolean isForPeople) {
        Fields fields = outcome(outcome);
        outcome.transfer().ifPresent(transfer -> {
            fields.text("debit_account_id", transfer.debitAccountId().toString())
                    .text("credit_account_id", transfer.creditAccountId().toString());
            if (isForPeople) fields.text("amount", Amount.print(transfer.amountMinor(), transfer.ledger()));
            else fields.number("amount", transfer.amountMinor());
            fields.number("ledger", Integer.toUnsignedLong(transfer.ledger()))
                    .number("code", transfer.code())
                    .text("flags", names(TransferFlag.values(), transfer::has))
                    .text("pending_status", lower(outcome.pending()))
                    .text(
                            "pending_id",
                            transfer.pendingId().equals(Transfer.NO_ID)
                                    ? ""
                                    : transfer.pendingId().toString())
                    .number("timeout", Integer.toUnsignedLong(transfer.timeoutSeconds()))
                    .text("timestamp", time(transfer.timestampNs()));
        });
        return fields;
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /** RFC 3339, UTC, nine decimals. */
    static String time(long ns) {
        return Instant.ofEpochSecond(Math.floorDiv(ns, NS_PER_SECOND), Math.floorMod(ns, NS_PER_SECOND))
                .atOffset(ZoneOffset.UTC)
                .format(TIME);
    }

    /** Names of flags that are set, as everywhere: lower case, with commas. */
    static <F extends Enum<F>> String names(F[] flags, Predicate<F> isSet) {
        return Arrays.stream(flags)
                .filter(isSet)
                .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }
}
