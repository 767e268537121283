package io.florin.gateway.client;

import java.util.Objects;
import java.util.UUID;

/**
 * An account, as it is created and as a lookup returns it. Balances are minor units and 0 when it is created.
 *
 * @param id made by the sender.
 * @param ledger transfers stay within one ledger: one currency and scale.
 * @param code the client's chart of accounts, 0 to 65,535.
 * @param flags bits of {@link AccountFlag}.
 * @param userData128 the client's own key, never interpreted; {@link Transfer#NO_ID} for none.
 * @param userData64 the same, an unsigned number.
 * @param userData32 the same, an unsigned number.
 * @param balances as of the lookup; {@link Balances#NONE} when it is created.
 * @param limits as of the lookup; {@link Limits#NONE} when it is created.
 * @param timestampNs set by the ledger, or by an import; ns since the epoch.
 */
public record Account(
        UUID id,
        int ledger,
        int code,
        int flags,
        UUID userData128,
        long userData64,
        int userData32,
        Balances balances,
        Limits limits,
        long timestampNs) {

    public Account {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(userData128, "userData128");
        Objects.requireNonNull(balances, "balances");
        Objects.requireNonNull(limits, "limits");
        UnsignedShort.require("code", code);
        UnsignedShort.require("flags", flags);
    }

    /** The four sums of an account, minor units. */
    public record Balances(
            long debitsPendingMinor, long debitsPostedMinor, long creditsPendingMinor, long creditsPostedMinor) {
        public static final Balances NONE = new Balances(0, 0, 0, 0);
    }

    /**
     * What was set after creation.
     *
     * @param version counts changes of the allowances.
     * @param reason given with the freeze.
     */
    public record Limits(
            long debitAllowanceMinor,
            long creditAllowanceMinor,
            int version,
            boolean debitsFrozen,
            boolean creditsFrozen,
            int reason) {
        public static final Limits NONE = new Limits(0, 0, 0, false, false, 0);
    }

    /** A new account. */
    public static Account of(UUID id, int ledger, int code) {
        return new Account(id, ledger, code, 0, Transfer.NO_ID, 0, 0, Balances.NONE, Limits.NONE, 0);
    }

    public Account withFlags(AccountFlag... newFlags) {
        int bits = 0;
        for (AccountFlag flag : newFlags) bits |= flag.bit();
        return new Account(id, ledger, code, bits, userData128, userData64, userData32, balances, limits, timestampNs);
    }

    /** The client's own keys: 128, 64 and 32 bits. */
    public Account withUserData(UUID newUserData128, long newUserData64, int newUserData32) {
        return new Account(
                id, ledger, code, flags, newUserData128, newUserData64, newUserData32, balances, limits, timestampNs);
    }

    public boolean has(AccountFlag flag) {
        return (flags & flag.bit()) != 0;
    }
}
