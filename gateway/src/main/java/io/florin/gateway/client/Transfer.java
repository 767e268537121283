package io.florin.gateway.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A transfer, as it is sent and as a lookup returns it.
 *
 * @param id made by the sender, see {@link Ids}.
 * @param amountMinor minor units.
 * @param pendingId the pending transfer that this one posts or voids; {@link #NO_ID} for none.
 * @param userData128 the client's own key, never interpreted; {@link #NO_ID} for none.
 * @param userData64 the same, an unsigned number.
 * @param userData32 the same, an unsigned number.
 * @param timeoutSeconds of a pending transfer; 0 for none.
 * @param code the client's kinds of transfers, 0 to 65,535.
 * @param flags bits of {@link TransferFlag}.
 * @param timestampNs set by the ledger, or by an import; ns since the epoch.
 */
public record Transfer(
        UUID id,
        UUID debitAccountId,
        UUID creditAccountId,
        long amountMinor,
        int ledger,
        int code,
        int flags,
        UUID pendingId,
        UUID userData128,
        long userData64,
        int userData32,
        int timeoutSeconds,
        long timestampNs) {
    /** All zero: no id. */
    public static final UUID NO_ID = new UUID(0, 0);

    /** "As much as there is", where the rules say so. */
    public static final long AMOUNT_MAX = Long.MAX_VALUE;

    public Transfer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(debitAccountId, "debitAccountId");
        Objects.requireNonNull(creditAccountId, "creditAccountId");
        Objects.requireNonNull(pendingId, "pendingId");
        Objects.requireNonNull(userData128, "userData128");
        UnsignedShort.require("code", code);
        UnsignedShort.require("flags", flags);
    }

    /** A plain transfer; the amount is debited from the first account and credited to the second. */
    public static Transfer of(
            UUID id, UUID debitAccountId, UUID creditAccountId, long amountMinor, int ledger, int code) {
        return new Transfer(
                id, debitAccountId, creditAccountId, amountMinor, ledger, code, 0, NO_ID, NO_ID, 0, 0, 0, 0);
    }

    /** A hold: reserves the amount until it is posted or voided; {@link #withTimeout} lets it expire. */
    public static Transfer hold(
            UUID id, UUID debitAccountId, UUID creditAccountId, long amountMinor, int ledger, int code) {
        return of(id, debitAccountId, creditAccountId, amountMinor, ledger, code)
                .and(TransferFlag.PENDING);
    }

    /** Posts a hold: moves all that it still holds. Accounts, ledger and code are those of the hold. */
    public static Transfer post(UUID id, UUID holdId) {
        return post(id, holdId, AMOUNT_MAX);
    }

    /**
     * Posts so much of a hold, minor units, and releases the rest; with {@link TransferFlag#PARTIAL} the rest stays
     * held.
     */
    public static Transfer post(UUID id, UUID holdId, long amountMinor) {
        return of(id, NO_ID, NO_ID, amountMinor, 0, 0).withPendingId(holdId).and(TransferFlag.POST_PENDING_TRANSFER);
    }

    /** Voids a hold: releases all that it still holds. */
    public static Transfer voidOf(UUID id, UUID holdId) {
        return of(id, NO_ID, NO_ID, 0, 0, 0).withPendingId(holdId).and(TransferFlag.VOID_PENDING_TRANSFER);
    }

    /** The same transfers as one chain, in this order: all of them happen or none. The last one ends it. */
    public static List<Transfer> chain(List<Transfer> transfers) {
        List<Transfer> chain = new ArrayList<>(transfers.size());
        for (int i = 0; i < transfers.size() - 1; i++) {
            chain.add(transfers.get(i).and(TransferFlag.LINKED));
        }
        if (!transfers.isEmpty()) chain.add(transfers.getLast());
        return chain;
    }

    /** With one flag more. */
    public Transfer and(TransferFlag flag) {
        return new Transfer(
                id,
                debitAccountId,
                creditAccountId,
                amountMinor,
                ledger,
                code,
                flags | flag.bit(),
                pendingId,
                userData128,
                userData64,
                userData32,
                timeoutSeconds,
                timestampNs);
    }

    /** With these flags and no other. */
    public Transfer withFlags(TransferFlag... newFlags) {
        int bits = 0;
        for (TransferFlag flag : newFlags) bits |= flag.bit();
        return new Transfer(
                id,
                debitAccountId,
                creditAccountId,
                amountMinor,
                ledger,
                code,
                bits,
                pendingId,
                userData128,
                userData64,
                userData32,
                timeoutSeconds,
                timestampNs);
    }

    /** The client's own keys: 128, 64 and 32 bits. */
    public Transfer withUserData(UUID newUserData128, long newUserData64, int newUserData32) {
        return new Transfer(
                id,
                debitAccountId,
                creditAccountId,
                amountMinor,
                ledger,
                code,
                flags,
                pendingId,
                newUserData128,
                newUserData64,
                newUserData32,
                timeoutSeconds,
                timestampNs);
    }

    /** Names the pending transfer that this one posts or voids. */
    public Transfer withPendingId(UUID newPendingId) {
        return new Transfer(
                id,
                debitAccountId,
                creditAccountId,
                amountMinor,
                ledger,
                code,
                flags,
                newPendingId,
                userData128,
                userData64,
                userData32,
                timeoutSeconds,
                timestampNs);
    }

    /** After so many seconds a pending transfer expires. */
    public Transfer withTimeout(int newTimeoutSeconds) {
        return new Transfer(
                id,
                debitAccountId,
                creditAccountId,
                amountMinor,
                ledger,
                code,
                flags,
                pendingId,
                userData128,
                userData64,
                userData32,
                newTimeoutSeconds,
                timestampNs);
    }

    public boolean has(TransferFlag flag) {
        return (flags & flag.bit()) != 0;
    }
}
