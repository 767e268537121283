package io.florin.ledger.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.florin.ledger.AdminResult;
import io.florin.ledger.CreateAccountResult;
import io.florin.ledger.CreateTransferResult;
import io.florin.ledger.LimitsResult;
import io.florin.ledger.StatusResult;
import io.florin.ledger.scenario.AccountStatus;
import io.florin.ledger.scenario.AdminStatus;
import io.florin.ledger.scenario.Status;
import io.florin.ledger.scenario.TransferStatus;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names and wire numbers, copied from LEDGER.md twice by two people, are the same. */
final class StatusNumbersTest {
    @Test
    void namesAndNumbersAreThoseOfTheLedger() {
        Map<String, Integer> accounts = new TreeMap<>();
        for (CreateAccountResult result : CreateAccountResult.values()) accounts.put(result.label(), result.code());
        assertEquals(accounts, numbers(AccountStatus.values()));

        Map<String, Integer> transfers = new TreeMap<>();
        for (CreateTransferResult result : CreateTransferResult.values()) transfers.put(result.label(), result.code());
        assertEquals(transfers, numbers(TransferStatus.values()));

        Map<String, Integer> others = new TreeMap<>();
        for (LimitsResult result : LimitsResult.values()) others.put(result.label(), result.code());
        for (StatusResult result : StatusResult.values()) others.put(result.label(), result.code());
        for (AdminResult result : AdminResult.values()) others.put(result.label(), result.code());
        assertEquals(others, numbers(AdminStatus.values()));
    }

    private static Map<String, Integer> numbers(Status[] statuses) {
        Map<String, Integer> numbers = new TreeMap<>();
        Stream.of(statuses).forEach(status -> numbers.put(status.text(), status.number()));
        return numbers;
    }
}
