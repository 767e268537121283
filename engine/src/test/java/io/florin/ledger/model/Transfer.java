package io.florin.ledger.model;

import io.florin.ledger.TransferCommand;
import io.florin.ledger.TransferFlags;
import io.florin.ledger.TransferView;
import io.florin.ledger.scenario.Id;
import java.math.BigInteger;

/**
 * A remembered transfer of the model: changed only as a copy.
 *
 * @param rest of a hold: what no partial post has taken; stays as it was when the hold was resolved.
 * @param all of a post or void: whether it took all there was.
 * @param same of a post or void: which of the pending transfer's own values it has: what a retry with zeros must find.
 * @param group of a hold: those that were created in its chain, itself included.
 */
record Transfer(
        Id id,
        Id debitAccountId,
        Id creditAccountId,
        Id pendingId,
        Id userData128,
        long userData64,
        int userData32,
        BigInteger amount,
        long timestampNs,
        int timeoutSeconds,
        int ledger,
        int code,
        int flags,
        long storedNs,
        PendingStatus status,
        BigInteger rest,
        boolean all,
        Same same,
        Group group) {

    /** Where a pending transfer stands; by wire number. */
    enum PendingStatus {
        NONE(0),
        PENDING(1),
        POSTED(2),
        VOIDED(3),
        EXPIRED(4);

        private final int number;

        PendingStatus(int number) {
            this.number = number;
        }
    }

    /** Which user data a post or void shares with its pending transfer. */
    record Same(boolean userData128, boolean userData64, boolean userData32) {
        static final Same NOTHING = new Same(false, false, false);
    }

    static final long NEVER = Long.MAX_VALUE;

    /** A single-phase transfer or a hold. */
    static Transfer of(TransferCommand command, BigInteger amount, long timestampNs, long storedNs, Group group) {
        Id id = new Id(command.idHigh(), command.idLow());
        boolean isPending = (command.flags() & TransferFlags.PENDING) != 0;
        return new Transfer(
                id,
                new Id(command.debitAccountIdHigh(), command.debitAccountIdLow()),
                new Id(command.creditAccountIdHigh(), command.creditAccountIdLow()),
                Id.ZERO,
                new Id(command.userData128High(), command.userData128Low()),
                command.userData64(),
                command.userData32(),
                amount,
                timestampNs,
                command.timeoutSeconds(),
                command.ledger(),
                command.code(),
                command.flags(),
                storedNs,
                isPending ? PendingStatus.PENDING : PendingStatus.NONE,
                isPending ? amount : BigInteger.ZERO,
                false,
                Same.NOTHING,
                group);
    }

    /** A post or void of this hold: zeros are inherited. */
    Transfer resolvedBy(TransferCommand command, BigInteger taken, long timestampNs, long storedNs) {
        Id own128 = new Id(command.userData128High(), command.userData128Low());
        Id new128 = own128.isZero() ? userData128 : own128;
        long new64 = command.userData64() == 0 ? userData64 : command.userData64();
        int new32 = command.userData32() == 0 ? userData32 : command.userData32();
        return new Transfer(
                new Id(command.idHigh(), command.idLow()),
                debitAccountId,
                creditAccountId,
                id,
                new128,
                new64,
                new32,
                taken,
                timestampNs,
                0,
                ledger,
                code,
                command.flags(),
                storedNs,
                PendingStatus.NONE,
                BigInteger.ZERO,
                taken.equals(rest),
                new Same(new128.equals(userData128), new64 == userData64, new32 == userData32),
                new Group());
    }

    Transfer with(PendingStatus newStatus, BigInteger newRest) {
        return new Transfer(
                id,
                debitAccountId,
                creditAccountId,
                pendingId,
                userData128,
                userData64,
                userData32,
                amount,
                timestampNs,
                timeoutSeconds,
                ledger,
                code,
                flags,
                storedNs,
                newStatus,
                newRest,
                all,
                same,
                group);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    boolean isPending() {
        return status == PendingStatus.PENDING;
    }

    /** From this time on it can only be voided by expiry. */
    long expiresAtNs() {
        return timeoutSeconds == 0 ? NEVER : timestampNs + Integer.toUnsignedLong(timeoutSeconds) * 1_000_000_000;
    }

    boolean isDue(long atNs) {
        return timeoutSeconds != 0 && expiresAtNs() <= atNs;
    }

    void show(TransferView view) {
        view.idHigh(id.high()).idLow(id.low());
        view.debitAccountIdHigh(debitAccountId.high()).debitAccountIdLow(debitAccountId.low());
        view.creditAccountIdHigh(creditAccountId.high()).creditAccountIdLow(creditAccountId.low());
        view.pendingIdHigh(pendingId.high()).pendingIdLow(pendingId.low());
        view.userData128High(userData128.high()).userData128Low(userData128.low());
        view.userData64(userData64).userData32(userData32);
        view.amountMinor(amount.longValueExact()).timestampNs(timestampNs).timeoutSeconds(timeoutSeconds);
        view.ledger(ledger).code(code).flags(flags);
        view.outcome(1).pendingStatus(status.number);
    }
}
