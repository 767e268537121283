package io.florin.ledger;

/**
 * Money that is set aside on both sides until it is posted, voided or its time is over; each change beside its inverse.
 * Ledger thread only.
 */
final class Holds {
    private static final int CLOSING = TransferFlags.CLOSING_DEBIT | TransferFlags.CLOSING_CREDIT;

    private final AccountTable accounts;
    private final TransferTable transfers;
    private final IdWindow window;
    private final ExpiryQueue expiry;

    Holds(AccountTable accounts, Transfers transfers) {
        this.accounts = accounts;
        this.transfers = transfers.table();
        this.window = transfers.window();
        this.expiry = new ExpiryQueue(this.transfers);
    }

    void growTo(int holds) {
        expiry.growTo(holds);
    }

    ExpiryQueue expiry() {
        return expiry;
    }

    /** From its own time of expiry on, whether a pulse has come by or not. */
    boolean isExpired(int hold, long timestampNs) {
        return transfers.timeoutSeconds(hold) != 0 && transfers.expiresAtNs(hold) <= timestampNs;
    }

    /** The same, of any hold that follows the first of its group. */
    boolean isFollowerExpired(int first, long timestampNs) {
        long expiresNs = transfers.followerExpiresNs(first);
        return expiresNs != 0 && expiresNs <= timestampNs;
    }

    /** Sets the row's amount aside. */
    void place(int hold) {
        long amountMinor = transfers.amountMinor(hold);
        transfers.heldMinor(hold, amountMinor);
        transfers.pendingStatus(hold, PendingStatus.PENDING);
        accounts.hold(transfers.debit(hold), transfers.credit(hold), amountMinor);
        if ((transfers.flags(hold) & CLOSING) != 0) close(hold);
        watch(hold);
    }

    void takeBack(int hold) {
        unwatch(hold);
        if ((transfers.flags(hold) & CLOSING) != 0) reopen(hold);
        accounts.release(transfers.debit(hold), transfers.credit(hold), transfers.heldMinor(hold));
    }

    /** Makes a row that a snapshot brought back wait again; its money is in the balances already. */
    void watch(int hold) {
        window.addUnresolved();
        if (transfers.timeoutSeconds(hold) != 0) expiry.add(hold);
    }

    private void unwatch(int hold) {
        window.removeUnresolved();
        if (transfers.timeoutSeconds(hold) != 0) expiry.remove(hold);
    }

    /** Posts a part; the rest stays held. */
    void postPart(int hold, long amountMinor) {
        transfers.heldMinor(hold, transfers.heldMinor(hold) - amountMinor);
        accounts.release(transfers.debit(hold), transfers.credit(hold), amountMinor);
        accounts.post(transfers.debit(hold), transfers.credit(hold), amountMinor);
    }

    void unpostPart(int hold, long amountMinor) {
        accounts.unpost(transfers.debit(hold), transfers.credit(hold), amountMinor);
        accounts.hold(transfers.debit(hold), transfers.credit(hold), amountMinor);
        transfers.heldMinor(hold, transfers.heldMinor(hold) + amountMinor);
    }

    /**
     * Ends the hold for good: releases all that is held and posts this much of it. One that is not posted opens the
     * accounts again that it had closed.
     */
    void resolve(int hold, int status, long postedMinor) {
        int debit = transfers.debit(hold);
        int credit = transfers.credit(hold);
        unwatch(hold);
        accounts.release(debit, credit, transfers.heldMinor(hold));
        accounts.post(debit, credit, postedMinor);
        if (status != PendingStatus.POSTED) reopen(hold);
        transfers.pendingStatus(hold, status);
        window.addResolved(hold);
    }

    void unresolve(int hold, long postedMinor) {
        int debit = transfers.debit(hold);
        int credit = transfers.credit(hold);
        window.removeResolved(hold);
        if (transfers.pendingStatus(hold) != PendingStatus.POSTED) close(hold);
        transfers.pendingStatus(hold, PendingStatus.PENDING);
        accounts.unpost(debit, credit, postedMinor);
        accounts.hold(debit, credit, transfers.heldMinor(hold));
        watch(hold);
    }

    private void close(int hold) {
        int flags = transfers.flags(hold);
        if ((flags & TransferFlags.CLOSING_DEBIT) != 0) accounts.close(transfers.debit(hold));
        if ((flags & TransferFlags.CLOSING_CREDIT) != 0) accounts.close(transfers.credit(hold));
    }

    private void reopen(int hold) {
        int flags = transfers.flags(hold);
        if ((flags & TransferFlags.CLOSING_DEBIT) != 0) accounts.reopen(transfers.debit(hold));
        if ((flags & TransferFlags.CLOSING_CREDIT) != 0) accounts.reopen(transfers.credit(hold));
    }
}
