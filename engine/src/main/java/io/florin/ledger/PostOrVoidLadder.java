package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.AMOUNT_OUT_OF_RANGE;
import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_PENDING_TRANSFER_AMOUNT;
import static io.florin.ledger.CreateTransferResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
import static io.florin.ledger.CreateTransferResult.NOT_GRANTED;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_BE_DIFFERENT;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_ALREADY_POSTED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_ALREADY_VOIDED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_EXPIRED;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CODE;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_HAS_DIFFERENT_LEDGER;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.PENDING_TRANSFER_NOT_PENDING;
import static io.florin.ledger.CreateTransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
import static io.florin.ledger.CreateTransferResult.TOO_MANY_LEGS;
import static io.florin.ledger.CreateTransferResult.TRANSFERS_FULL;

/**
 * Decides a post or void whose id is new: the refusals of LEDGER.md, section 5, in its order, then the change. With the
 * flag {@code group} every hold of the group has to pass, one after the other in the order of their chain, as if each
 * were posted or voided by an event of its own; what the post or void says (accounts, ledger, code, amount) is about
 * the first. Ledger thread only; allocates nothing.
 */
final class PostOrVoidLadder {
    static final int RESOLUTION = TransferFlags.POST_PENDING_TRANSFER | TransferFlags.VOID_PENDING_TRANSFER;

    private static final int NOT_WITH_RESOLUTION = TransferFlags.PENDING
            | TransferFlags.BALANCING_DEBIT
            | TransferFlags.BALANCING_CREDIT
            | TransferFlags.CLOSING_DEBIT
            | TransferFlags.CLOSING_CREDIT;
    private static final int NOT_WITH_PARTIAL = TransferFlags.VOID_PENDING_TRANSFER | TransferFlags.GROUP;

    private final Request request;
    private final LedgerTables tables;
    private final AccountTable accounts;
    private final Transfers transfers;
    private final TransferTable table;
    private final IdWindow window;
    private final Outcome outcome;

    PostOrVoidLadder(Request request, LedgerTables tables, Outcome outcome) {
        this.request = request;
        this.tables = tables;
        this.accounts = tables.accounts();
        this.transfers = tables.transfers();
        this.table = transfers.table();
        this.window = transfers.window();
        this.outcome = outcome;
    }

    CreateTransferResult decide(long timestampNs, TransferCommand transfer) {
        CreateTransferResult result = fields(transfer);
        if (result != CREATED) return result;

        int hold = transfers.find(transfer.pendingIdHigh(), transfer.pendingIdLow());
        if (hold == TransferTable.NONE || table.isBurnt(hold)) return PENDING_TRANSFER_NOT_FOUND;
        result = hold(transfer, hold);
        if (result != CREATED) return result;

        long amountMinor = amountMinor(transfer, hold);
        if (amountMinor > table.heldMinor(hold)) return EXCEEDS_PENDING_TRANSFER_AMOUNT;
        if (mustTakeAll(transfer) && amountMinor < table.heldMinor(hold)) return PENDING_TRANSFER_HAS_DIFFERENT_AMOUNT;

        result = isGroup(transfer) ? group(timestampNs, transfer, hold) : state(timestampNs, transfer, hold);
        if (result != CREATED) return result;
        long second = window.second(transfer.idHigh(), timestampNs);
        boolean leavesRest = Changes.leavesRest(table, transfer.flags(), hold, amountMinor);
        boolean hasRoom = leavesRest ? window.hasRoom(second) : window.hasRoomResolving(hold, second);
        if (!hasRoom) return TRANSFERS_FULL;

        // Every refusal is above this line and every change below it: from here the post or void must succeed.
        long createdNs = has(transfer, TransferFlags.IMPORTED) ? transfer.timestampNs() : timestampNs;
        tables.changes().resolve(transfer, hold, amountMinor, timestampNs, createdNs, second);
        outcome.created(createdNs, amountMinor);
        return CREATED;
    }

    private static CreateTransferResult fields(TransferCommand transfer) {
        if ((transfer.flags() & RESOLUTION) == RESOLUTION) return FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        if (has(transfer, NOT_WITH_RESOLUTION)) return FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        boolean isPartial = has(transfer, TransferFlags.PARTIAL);
        if (isPartial && has(transfer, NOT_WITH_PARTIAL)) return FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        long pendingHigh = transfer.pendingIdHigh();
        long pendingLow = transfer.pendingIdLow();
        if (Ids.isZero(pendingHigh, pendingLow)) return PENDING_ID_MUST_NOT_BE_ZERO;
        if (Ids.isAllOnes(pendingHigh, pendingLow)) return PENDING_ID_MUST_NOT_BE_INT_MAX;
        if (pendingHigh == transfer.idHigh() && pendingLow == transfer.idLow()) return PENDING_ID_MUST_BE_DIFFERENT;
        if (transfer.timeoutSeconds() != 0) return TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
        if (transfer.amountMinor() < 0) return AMOUNT_OUT_OF_RANGE;
        return CREATED;
    }

    /** What the post or void states must be the hold's; what it leaves at zero is. */
    private CreateTransferResult hold(TransferCommand transfer, int hold) {
        int ledger = accounts.ledger(table.debit(hold));
        boolean statesLedger = transfer.ledger() != 0;
        if (!statesLedger && !tables.grants().allows(request.principal(), ledger, GrantTable.POST)) return NOT_GRANTED;
        if (!has(table.flags(hold), TransferFlags.PENDING)) return PENDING_TRANSFER_NOT_PENDING;
        if (isGroup(transfer) && table.isFollower(hold)) return PENDING_TRANSFER_NOT_PENDING;

        long debitHigh = transfer.debitAccountIdHigh();
        long debitLow = transfer.debitAccountIdLow();
        long creditHigh = transfer.creditAccountIdHigh();
        long creditLow = transfer.creditAccountIdLow();
        boolean isDebit = Ids.isZero(debitHigh, debitLow) || accounts.isId(table.debit(hold), debitHigh, debitLow);
        boolean isCredit =
                Ids.isZero(creditHigh, creditLow) || accounts.isId(table.credit(hold), creditHigh, creditLow);
        if (!isDebit) return PENDING_TRANSFER_HAS_DIFFERENT_DEBIT_ACCOUNT_ID;
        if (!isCredit) return PENDING_TRANSFER_HAS_DIFFERENT_CREDIT_ACCOUNT_ID;
        if (statesLedger && transfer.ledger() != ledger) return PENDING_TRANSFER_HAS_DIFFERENT_LEDGER;
        if (transfer.code() != 0 && transfer.code() != table.code(hold)) return PENDING_TRANSFER_HAS_DIFFERENT_CODE;
        return CREATED;
    }

    /** A void of 0 and a post of AMOUNT_MAX mean all that is held. */
    private long amountMinor(TransferCommand transfer, int hold) {
        long all = has(transfer, TransferFlags.VOID_PENDING_TRANSFER) ? 0 : Long.MAX_VALUE;
        return transfer.amountMinor() == all ? table.heldMinor(hold) : transfer.amountMinor();
    }

    private static boolean mustTakeAll(TransferCommand transfer) {
        return has(transfer, TransferFlags.VOID_PENDING_TRANSFER | TransferFlags.GROUP);
    }

    /** First what time decides, for the answer must not depend on whether a pulse has come by; then leg by leg. */
    private CreateTransferResult group(long timestampNs, TransferCommand transfer, int first) {
        if (!table.isUnresolved(first)) return resolved(table.pendingStatus(first));
        if (tables.holds().isExpired(first, timestampNs)) return PENDING_TRANSFER_EXPIRED;
        int brokenBy = table.groupBrokenBy(first);
        if (brokenBy != PendingStatus.NONE) return resolved(brokenBy);
        if (tables.holds().isFollowerExpired(first, timestampNs)) return PENDING_TRANSFER_EXPIRED;
        if (!request.mayTouch(table.legs(first))) return TOO_MANY_LEGS;

        for (int hold = first; hold != TransferTable.NONE; hold = table.nextOfGroup(hold)) {
            CreateTransferResult result = state(timestampNs, transfer, hold);
            if (result != CREATED) return result;
        }
        return CREATED;
    }

    private CreateTransferResult state(long timestampNs, TransferCommand transfer, int hold) {
        if (!table.isUnresolved(hold)) return resolved(table.pendingStatus(hold));
        if (tables.holds().isExpired(hold, timestampNs)) return PENDING_TRANSFER_EXPIRED;
        if (has(transfer, TransferFlags.IMPORTED) && transfer.timestampNs() <= transfers.lastTimestampNs()) {
            return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
        }
        if (has(transfer, TransferFlags.VOID_PENDING_TRANSFER)) return CREATED; // closed or frozen accounts take it

        int debit = table.debit(hold);
        int credit = table.credit(hold);
        if (accounts.isClosed(debit)) return DEBIT_ACCOUNT_ALREADY_CLOSED;
        if (accounts.isClosed(credit)) return CREDIT_ACCOUNT_ALREADY_CLOSED;
        if (accounts.isFrozen(debit, AccountTable.FROZEN_DEBITS)) return DEBIT_ACCOUNT_FROZEN;
        if (accounts.isFrozen(credit, AccountTable.FROZEN_CREDITS)) return CREDIT_ACCOUNT_FROZEN;
        return CREATED;
    }

    private static CreateTransferResult resolved(int pendingStatus) {
        return switch (pendingStatus) {
            case PendingStatus.POSTED -> PENDING_TRANSFER_ALREADY_POSTED;
            case PendingStatus.VOIDED -> PENDING_TRANSFER_ALREADY_VOIDED;
            case PendingStatus.EXPIRED -> PENDING_TRANSFER_EXPIRED;
            default -> throw new IllegalStateException("not so: a resolved hold is posted, voided or expired");
        };
    }

    private static boolean isGroup(TransferCommand transfer) {
        return has(transfer, TransferFlags.GROUP);
    }

    private static boolean has(TransferCommand transfer, int flags) {
        return has(transfer.flags(), flags);
    }

    private static boolean has(int flags, int asked) {
        return (flags & asked) != 0;
    }
}
