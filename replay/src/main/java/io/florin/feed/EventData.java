package io.florin.feed;

import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.util.UUID;

/** What an event tells, by what it is about. The read model keeps holds in the same words. */
public sealed interface EventData {
    UUID NO_ID = new UUID(0, 0);

    /** An id as the JDK has it. */
    static UUID uuid(IdDecoder id) {
        return new UUID(id.high(), id.low());
    }

    /** The ledger it happened in; 0 if a refused request named none. */
    int ledger();

    /** Whether it is about this account. */
    boolean touches(UUID account);

    /**
     * What users note beside an object.
     *
     * @param of64 unsigned.
     * @param of32 unsigned.
     */
    record UserData(UUID of128, long of64, int of32) {
        /** Where nothing is noted, what another has. */
        UserData or(UserData other) {
            return new UserData(
                    of128.equals(NO_ID) ? other.of128 : of128,
                    of64 == 0 ? other.of64 : of64,
                    of32 == 0 ? other.of32 : of32);
        }
    }

    /** From whom to whom. */
    record Parties(UUID debitAccountId, UUID creditAccountId) {}

    /**
     * What kind of transfer.
     *
     * @param flags as the protocol numbers them.
     * @param timeout seconds; 0 for none.
     */
    record Kind(int code, int flags, int timeout) {}

    /**
     * A transfer or hold, or the post or void of one.
     *
     * @param pendingId of the hold that it posts or voids; zero if it does neither.
     * @param amountMinor what moved, is held, or was let go.
     */
    record Transfer(
            UUID id, Parties parties, UUID pendingId, long amountMinor, int ledger, Kind kind, UserData userData)
            implements EventData {
        /** As a request has it. */
        public static Transfer of(TransferRowDecoder row) {
            return new Transfer(
                    uuid(row.id()),
                    new Parties(uuid(row.debitAccountId()), uuid(row.creditAccountId())),
                    uuid(row.pendingId()),
                    row.amount(),
                    (int) row.ledger(),
                    new Kind(row.code(), row.flags(), (int) row.timeout()),
                    new UserData(uuid(row.userData128()), row.userData64(), (int) row.userData32()));
        }

        @Override
        public boolean touches(UUID account) {
            return parties.debitAccountId().equals(account)
                    || parties.creditAccountId().equals(account);
        }

        public Transfer withAmount(long otherMinor) {
            return new Transfer(id, parties, pendingId, otherMinor, ledger, kind, userData);
        }

        /** As a post or void that leaves fields to the hold. */
        public Transfer inheriting(Transfer hold) {
            return new Transfer(
                    id,
                    hold.parties,
                    hold.id,
                    amountMinor,
                    hold.ledger,
                    new Kind(hold.kind.code(), kind.flags(), kind.timeout()),
                    userData.or(hold.userData));
        }
    }

    /**
     * A transfer that did not happen.
     *
     * @param code why, as the list of problems has it.
     */
    record Refused(Transfer transfer, String code) implements EventData {
        @Override
        public int ledger() {
            return transfer.ledger();
        }

        @Override
        public boolean touches(UUID account) {
            return transfer.touches(account);
        }
    }

    /** An account that was opened. */
    record Account(UUID id, int ledger, int code, int flags, UserData userData) implements EventData {
        @Override
        public boolean touches(UUID account) {
            return id.equals(account);
        }
    }

    /** By how much an account may exceed, from now on. */
    record Limits(UUID accountId, int ledger, long debitAllowance, long creditAllowance, long version)
            implements EventData {
        @Override
        public boolean touches(UUID account) {
            return accountId.equals(account);
        }
    }

    /** Which sides of an account are frozen, from now on. */
    record Status(UUID accountId, int ledger, int frozen, int reason) implements EventData {
        @Override
        public boolean touches(UUID account) {
            return accountId.equals(account);
        }
    }
}
