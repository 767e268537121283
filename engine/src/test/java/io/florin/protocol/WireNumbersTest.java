package io.florin.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.ledger.AccountFlags;
import io.florin.ledger.TransferFlags;
import io.florin.protocol.codec.Durability;
import io.florin.protocol.codec.Outcome;
import io.florin.protocol.codec.PendingStatus;
import io.florin.protocol.codec.Reason;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Numbers and bits that clients and journals hold; the ledger's results are in {@code ResultCodesTest}. */
class WireNumbersTest {
    @Test
    void reasons() {
        assertEquals(
                "UNSPECIFIED 0, BUSY 1, WINDOW_EXCEEDED 2, RATE_LIMITED 3, JOURNAL_FULL 4, NOT_PRIMARY 5, DRAINING 6,"
                        + " DURABILITY_UNAVAILABLE 7, MESSAGE_INVALID 8, BATCH_TOO_LARGE 9, NOT_GRANTED 10,"
                        + " REFUSED_BY_OPERATOR 11, UNSUPPORTED 12, AUTHENTICATION_FAILED 13, UNNEGOTIATED 14,"
                        + " SCHEMA_UNSUPPORTED 15, SESSION_IN_USE 16, FRAME_INVALID 17, KEEP_ALIVE_LAPSED 18,"
                        + " SLOW_CONSUMER 19, LIMIT_REACHED 20, FINISHED 21",
                Arrays.stream(Reason.values())
                        .filter(reason -> reason != Reason.NULL_VAL)
                        .map(reason -> reason + " " + reason.value())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void outcomesAndStates() {
        assertEquals(
                "UNKNOWN 0, CREATED 1, REFUSED 2, TOO_OLD 3",
                Arrays.stream(Outcome.values())
                        .filter(outcome -> outcome != Outcome.NULL_VAL)
                        .map(outcome -> outcome + " " + outcome.value())
                        .collect(Collectors.joining(", ")));
        assertEquals(
                "NONE 0, PENDING 1, POSTED 2, VOIDED 3, EXPIRED 4",
                Arrays.stream(PendingStatus.values())
                        .filter(status -> status != PendingStatus.NULL_VAL)
                        .map(status -> status + " " + status.value())
                        .collect(Collectors.joining(", ")));
        assertEquals(
                "UNSPECIFIED 0, MEMORY 1, DISK 2, STANDBY 3, BOTH 4",
                Arrays.stream(Durability.values())
                        .filter(durability -> durability != Durability.NULL_VAL)
                        .map(durability -> durability + " " + durability.value())
                        .collect(Collectors.joining(", ")));
    }

    @Test
    void flags() throws IllegalAccessException {
        assertEquals(
                "LINKED 0, DEBITS_MUST_NOT_EXCEED_CREDITS 1, CREDITS_MUST_NOT_EXCEED_DEBITS 2, HISTORY 3, IMPORTED 4,"
                        + " CLOSED 5",
                bits(AccountFlags.class));
        assertEquals(
                "LINKED 0, PENDING 1, POST_PENDING_TRANSFER 2, VOID_PENDING_TRANSFER 3, BALANCING_DEBIT 4,"
                        + " BALANCING_CREDIT 5, CLOSING_DEBIT 6, CLOSING_CREDIT 7, IMPORTED 8, PARTIAL 11, GROUP 12",
                bits(TransferFlags.class));
    }

    private static String bits(Class<?> flags) throws IllegalAccessException {
        List<String> bits = new ArrayList<>();
        for (Field field : flags.getFields()) {
            bits.add(field.getName() + " " + Integer.numberOfTrailingZeros(field.getInt(null)));
        }
        return String.join(", ", bits);
    }
}
