package io.florin.gateway.client;

import java.util.Objects;
import java.util.UUID;

/**
 * How far an account may go beyond its limit flags from now on: an overdraft, or a credit limit.
 *
 * @param debitAllowanceMinor how far debits, holds included, may exceed credits; minor units, not negative.
 * @param creditAllowanceMinor the mirror of it.
 * @param expectedVersion the version that the account's limits have now; each change adds one.
 */
public record LimitsChange(UUID accountId, long debitAllowanceMinor, long creditAllowanceMinor, int expectedVersion) {
    public LimitsChange {
        Objects.requireNonNull(accountId, "accountId");
    }
}
