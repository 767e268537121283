package io.florin.ledger;

/**
 * What an event can change, behind the point of no return; while a chain is open, each change leaves what is needed to
 * take it back. Inverses run in reverse order, so each finds the state that its change left.
 *
 * <p>Also the holds of an open chain as a group: they can be resolved together by naming the first. Ledger thread only;
 * allocates nothing.
 */
final class Changes {
    private static final int RESOLUTION = TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

    private final AccountTable accounts;
    private final Transfers transfers;
    private final TransferTable table;
    private final IdWindow window;
    private final Holds holds;
    private final UndoLog log = new UndoLog();

    private boolean isChainOpen;
    private int groupFirst = TransferTable.NONE;
    private int groupLast = TransferTable.NONE;

    Changes(AccountTable accounts, Transfers transfers, Holds holds) {
        this.accounts = accounts;
        this.transfers = transfers;
        this.table = transfers.table();
        this.window = transfers.window();
        this.holds = holds;
    }

    // A chain.

    void openChain() {
        isChainOpen = true;
    }

    /** What was changed since the chain was opened stays. */
    void closeChain() {
        isChainOpen = false;
        groupFirst = TransferTable.NONE;
        groupLast = TransferTable.NONE;
        log.clear();
    }

    /** Takes back everything that was changed since the chain was opened. */
    void undo() {
        while (!log.isEmpty()) {
            log.removeLast();
            undo(log.change(), log.row(), log.other());
        }
    }

    private void undo(Change change, int row, long other) {
        switch (change) {
            case ACCOUNT_CREATED -> accounts.removeLast(other);
            case BUCKET_LEFT -> window.bringBack(other);
            case TRANSFER_CREATED -> removeTransfer(row, other);
            case GROUP_GREW -> shrinkGroup(row, other);
            case PART_POSTED -> holds.unpostPart(row, other);
            case GROUP_BROKEN -> table.groupBrokenBy(row, PendingStatus.NONE);
            case HOLD_RESOLVED -> holds.unresolve(row, other);
            case GROUP_RESOLVED -> unresolveGroup(row);
        }
    }

    private void log(Change change, int row, long other) {
        if (isChainOpen) log.add(change, row, other);
    }

    /** What the open chain has changed so far. */
    UndoLog undoLog() {
        return log;
    }

    // Accounts.

    void createAccount(AccountCommand account, long timestampNs) {
        long lastBefore = accounts.lastTimestampNs();
        log(Change.ACCOUNT_CREATED, accounts.add(account, timestampNs), lastBefore);
    }

    // Transfers and holds.

    void createTransfer(
            TransferCommand transfer, int debit, int credit, long amountMinor, long timestampNs, long second) {
        int row = addTransfer(transfer.idHigh(), transfer.idLow(), timestampNs, second);
        table.sides(row, debit, credit, amountMinor);
        table.userData(
                row,
                transfer.userData128High(),
                transfer.userData128Low(),
                transfer.userData64(),
                transfer.userData32(),
                transfer.timeoutSeconds());
        table.kind(row, transfer.code(), transfer.flags(), 0);
        if ((transfer.flags() & TransferFlags.PENDING) == 0) {
            accounts.post(debit, credit, amountMinor);
            window.addResolved(row);
        } else {
            holds.place(row);
            if (isChainOpen) growGroup(row);
        }
    }

    private int addTransfer(long idHigh, long idLow, long timestampNs, long second) {
        makeRoom();
        long lastBefore = transfers.lastTimestampNs();
        int row = transfers.add(idHigh, idLow, timestampNs, second);
        transfers.lastTimestampNs(timestampNs);
        log(Change.TRANSFER_CREATED, row, lastBefore);
        return row;
    }

    private void removeTransfer(int row, long lastBefore) {
        int flags = table.flags(row);
        if ((flags & TransferFlags.PENDING) != 0) {
            holds.takeBack(row);
        } else {
            window.removeResolved(row);
            if ((flags & RESOLUTION) == 0) accounts.unpost(table.debit(row), table.credit(row), table.amountMinor(row));
        }
        transfers.removeLast(row);
        transfers.lastTimestampNs(lastBefore);
    }

    private void makeRoom() {
        long evictedBefore = window.evictedSecond();
        if (window.makeRoom()) log(Change.BUCKET_LEFT, TransferTable.NONE, evictedBefore);
    }

    private void growGroup(int hold) {
        if (groupFirst == TransferTable.NONE) {
            groupFirst = hold;
        } else {
            log(Change.GROUP_GREW, groupLast, table.followerExpiresNs(groupFirst));
            table.follow(hold, groupFirst);
            table.addFollower(groupFirst, hold);
            table.nextOfGroup(groupLast, hold);
        }
        groupLast = hold;
    }

    private void shrinkGroup(int lastBefore, long followerExpiresNsBefore) {
        table.nextOfGroup(lastBefore, TransferTable.NONE);
        table.removeFollower(groupFirst, followerExpiresNsBefore);
        groupLast = lastBefore;
    }

    // Posts and voids.

    /** Ends or reduces the hold, then remembers the post or void, which may take the room that this made. */
    void resolve(TransferCommand transfer, int hold, long amountMinor, long decidedNs, long timestampNs, long second) {
        int state = TransferTable.IS_ALL_OF_HOLD;
        if (amountMinor != table.heldMinor(hold)) state = 0;
        if ((transfer.flags() & TransferFlags.GROUP) != 0) {
            resolveGroup(hold, statusAfter(transfer));
        } else if (leavesRest(table, transfer.flags(), hold, amountMinor)) {
            postPart(hold, amountMinor);
        } else {
            resolveHold(hold, statusAfter(transfer), postedMinor(transfer, amountMinor), decidedNs);
        }

        int row = addTransfer(transfer.idHigh(), transfer.idLow(), timestampNs, second);
        table.sides(row, table.debit(hold), table.credit(hold), amountMinor);
        inheritUserData(row, transfer, hold, state);
        table.pendingId(row, transfer.pendingIdHigh(), transfer.pendingIdLow());
        window.addResolved(row);
    }

    /** Whether the post leaves some of the hold pending. */
    static boolean leavesRest(TransferTable table, int flags, int hold, long amountMinor) {
        return (flags & TransferFlags.PARTIAL) != 0 && amountMinor < table.heldMinor(hold);
    }

    private static int statusAfter(TransferCommand transfer) {
        return isPost(transfer) ? PendingStatus.POSTED : PendingStatus.VOIDED;
    }

    private static long postedMinor(TransferCommand transfer, long amountMinor) {
        return isPost(transfer) ? amountMinor : 0;
    }

    private static boolean isPost(TransferCommand transfer) {
        return (transfer.flags() & TransferFlags.POST_PENDING_TRANSFER) != 0;
    }

    /** What the post or void does not say, it takes from the hold, and remembers that the two are equal. */
    private void inheritUserData(int row, TransferCommand transfer, int hold, int stateSoFar) {
        long high = transfer.userData128High();
        long low = transfer.userData128Low();
        boolean inherits128 = high == 0 && low == 0;
        if (inherits128) {
            high = table.userData128High(hold);
            low = table.userData128Low(hold);
        }
        long data64 = transfer.userData64() == 0 ? table.userData64(hold) : transfer.userData64();
        int data32 = transfer.userData32() == 0 ? table.userData32(hold) : transfer.userData32();

        int state = stateSoFar;
        if (high == table.userData128High(hold) && low == table.userData128Low(hold)) {
            state |= TransferTable.HAS_HOLDS_USER_DATA_128;
        }
        if (data64 == table.userData64(hold)) state |= TransferTable.HAS_HOLDS_USER_DATA_64;
        if (data32 == table.userData32(hold)) state |= TransferTable.HAS_HOLDS_USER_DATA_32;
        table.userData(row, high, low, data64, data32, 0);
        table.kind(row, table.code(hold), transfer.flags(), state);
    }

    private void postPart(int hold, long amountMinor) {
        holds.postPart(hold, amountMinor);
        log(Change.PART_POSTED, hold, amountMinor);
    }

    /** A hold of a group that is resolved alone breaks the group. */
    private void resolveHold(int hold, int status, long postedMinor, long decidedNs) {
        breakGroup(hold, status, decidedNs);
        holds.resolve(hold, status, postedMinor);
        log(Change.HOLD_RESOLVED, hold, postedMinor);
    }

    /** One that was due before broke it first, whether a pulse has come by or not. */
    private void breakGroup(int hold, int status, long decidedNs) {
        if (!table.isFollower(hold)) return;
        int first = table.unresolvedFirst(hold);
        if (first == TransferTable.NONE || table.groupBrokenBy(first) != PendingStatus.NONE) return;
        table.groupBrokenBy(first, holds.isFollowerExpired(first, decidedNs) ? PendingStatus.EXPIRED : status);
        log(Change.GROUP_BROKEN, first, 0);
    }

    private void resolveGroup(int first, int status) {
        for (int hold = first; hold != TransferTable.NONE; hold = table.nextOfGroup(hold)) {
            holds.resolve(hold, status, status == PendingStatus.POSTED ? table.heldMinor(hold) : 0);
        }
        log(Change.GROUP_RESOLVED, first, 0);
    }

    private void unresolveGroup(int first) {
        boolean wasPosted = table.pendingStatus(first) == PendingStatus.POSTED;
        for (int hold = first; hold != TransferTable.NONE; hold = table.nextOfGroup(hold)) {
            holds.unresolve(hold, wasPosted ? table.heldMinor(hold) : 0);
        }
    }

    // Outside of chains.

    /** The hold's time is over. */
    void expire(int hold, long timestampNs) {
        breakGroup(hold, PendingStatus.EXPIRED, timestampNs);
        holds.resolve(hold, PendingStatus.EXPIRED, 0);
    }

    /**
     * Remembers a refusal that may pass, so that the id cannot succeed later; once the chain it broke is undone. An id
     * that this brought back (its chain had pushed it out) stays what it was: that cannot succeed again either.
     *
     * @return false if nothing may be forgotten for it.
     */
    boolean burn(TransferCommand transfer, long principal, int status, long timestampNs) {
        if (transfers.find(transfer.idHigh(), transfer.idLow()) != TransferTable.NONE) return true;
        long second = window.second(transfer.idHigh(), timestampNs);
        if (!window.hasRoom(second)) return false;
        window.makeRoom();
        int row = transfers.add(transfer.idHigh(), transfer.idLow(), timestampNs, second);
        table.sides(row, 0, 0, 0);
        table.userData(row, principal, 0, 0, transfer.ledger(), 0);
        table.burnt(row, status);
        window.addResolved(row);
        return true;
    }
}
