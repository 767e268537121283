package io.florin.gateway.client;

import java.util.Objects;
import java.util.UUID;

/**
 * Which sides of an account take nothing from now on; holds that are there can still be voided, and do expire.
 *
 * @param reason a number of the client's own, 0 to 65,535.
 */
public record StatusChange(UUID accountId, boolean areDebitsFrozen, boolean areCreditsFrozen, int reason) {
    private static final int DEBITS = 1;
    private static final int CREDITS = 2;

    public StatusChange {
        Objects.requireNonNull(accountId, "accountId");
        UnsignedShort.require("reason", reason);
    }

    /** Both sides. */
    public static StatusChange freeze(UUID accountId, int reason) {
        return new StatusChange(accountId, true, true, reason);
    }

    /** Neither side. */
    public static StatusChange unfreeze(UUID accountId) {
        return new StatusChange(accountId, false, false, 0);
    }

    /** As on the wire. */
    int frozenBits() {
        return (areDebitsFrozen ? DEBITS : 0) | (areCreditsFrozen ? CREDITS : 0);
    }
}
