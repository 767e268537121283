package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.ACCOUNTS_MUST_BE_DIFFERENT;
import static io.florin.ledger.CreateTransferResult.ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER;
import static io.florin.ledger.CreateTransferResult.AMOUNT_OUT_OF_RANGE;
import static io.florin.ledger.CreateTransferResult.CLOSING_TRANSFER_MUST_BE_PENDING;
import static io.florin.ledger.CreateTransferResult.CODE_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.CREATED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.CREDIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ALREADY_CLOSED;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_FROZEN;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.DEBIT_ACCOUNT_NOT_FOUND;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_CREDITS;
import static io.florin.ledger.CreateTransferResult.EXCEEDS_DEBITS;
import static io.florin.ledger.CreateTransferResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
import static io.florin.ledger.CreateTransferResult.ID_IN_FUTURE;
import static io.florin.ledger.CreateTransferResult.ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateTransferResult.ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.ID_TOO_OLD;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_EXPECTED;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_NOT_EXPECTED;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT;
import static io.florin.ledger.CreateTransferResult.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
import static io.florin.ledger.CreateTransferResult.LEDGER_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.NOT_GRANTED;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_CREDITS;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_CREDITS_PENDING;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_CREDITS_POSTED;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_DEBITS;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_DEBITS_PENDING;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_DEBITS_POSTED;
import static io.florin.ledger.CreateTransferResult.OVERFLOWS_TIMEOUT;
import static io.florin.ledger.CreateTransferResult.PENDING_ID_MUST_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.RESERVED_FLAG;
import static io.florin.ledger.CreateTransferResult.TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
import static io.florin.ledger.CreateTransferResult.TIMESTAMP_MUST_BE_ZERO;
import static io.florin.ledger.CreateTransferResult.TRANSFERS_FULL;
import static io.florin.ledger.CreateTransferResult.TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS;

/**
 * Decides one event of {@code create_transfers}: the refusals of LEDGER.md, section 5, in its order, then the change.
 * Posts and voids go their own way once their id is known to be new. A group of rungs that lets an event through
 * answers {@code CREATED}. Ledger thread only; allocates nothing.
 */
final class TransferLadder {
    private static final int FLAGS_KNOWN = TransferFlags.LINKED
            | TransferFlags.PENDING
            | TransferFlags.POST_PENDING_TRANSFER
            | TransferFlags.VOID_PENDING_TRANSFER
            | TransferFlags.BALANCING_DEBIT
            | TransferFlags.BALANCING_CREDIT
            | TransferFlags.CLOSING_DEBIT
            | TransferFlags.CLOSING_CREDIT
            | TransferFlags.IMPORTED
            | TransferFlags.PARTIAL
            | TransferFlags.GROUP;
    private static final int CLOSING = TransferFlags.CLOSING_DEBIT | TransferFlags.CLOSING_CREDIT;

    private final Request request;
    private final LedgerTables tables;
    private final AccountTable accounts;
    private final Transfers transfers;
    private final IdWindow window;
    private final ExistingTransfer existing;
    private final PostOrVoidLadder postsAndVoids;
    private final Outcome outcome;

    TransferLadder(Request request, LedgerTables tables, Outcome outcome) {
        this.request = request;
        this.tables = tables;
        this.accounts = tables.accounts();
        this.transfers = tables.transfers();
        this.window = transfers.window();
        this.existing = new ExistingTransfer(tables, outcome);
        this.postsAndVoids = new PostOrVoidLadder(request, tables, outcome);
        this.outcome = outcome;
    }

    CreateTransferResult decide(long timestampNs, TransferCommand transfer) {
        CreateTransferResult result = time(timestampNs, transfer);
        if (result == CREATED) result = identity(timestampNs, transfer);
        if (result != CREATED) return result;

        boolean resolves = has(transfer, PostOrVoidLadder.RESOLUTION);
        if (!(resolves && transfer.ledger() == 0) && !isGranted(transfer)) return NOT_GRANTED;
        int row = transfers.find(transfer.idHigh(), transfer.idLow());
        if (row != TransferTable.NONE) return existing.compare(transfer, row);

        return resolves ? postsAndVoids.decide(timestampNs, transfer) : create(timestampNs, transfer);
    }

    private CreateTransferResult time(long timestampNs, TransferCommand transfer) {
        boolean isImported = has(transfer, TransferFlags.IMPORTED);
        if (request.isImport() && !isImported) return IMPORTED_EVENT_EXPECTED;
        if (!request.isImport() && isImported) return IMPORTED_EVENT_NOT_EXPECTED;
        if (!isImported) return transfer.timestampNs() == 0 ? CREATED : TIMESTAMP_MUST_BE_ZERO;
        if (transfer.timestampNs() <= 0) return IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
        if (transfer.timestampNs() >= timestampNs) return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
        return CREATED;
    }

    private CreateTransferResult identity(long timestampNs, TransferCommand transfer) {
        if ((transfer.flags() & ~FLAGS_KNOWN) != 0) return RESERVED_FLAG;
        if (Ids.isZero(transfer.idHigh(), transfer.idLow())) return ID_MUST_NOT_BE_ZERO;
        if (Ids.isAllOnes(transfer.idHigh(), transfer.idLow())) return ID_MUST_NOT_BE_INT_MAX;
        if (window.isTooOld(transfer.idHigh())) return ID_TOO_OLD;
        if (window.isInFuture(transfer.idHigh(), timestampNs)) return ID_IN_FUTURE;
        return CREATED;
    }

    private boolean isGranted(TransferCommand transfer) {
        return tables.grants().allows(request.principal(), transfer.ledger(), GrantTable.POST);
    }

    private CreateTransferResult create(long timestampNs, TransferCommand transfer) {
        CreateTransferResult result = fields(transfer);
        if (result != CREATED) return result;

        int debit = accounts.find(transfer.debitAccountIdHigh(), transfer.debitAccountIdLow());
        int credit = accounts.find(transfer.creditAccountIdHigh(), transfer.creditAccountIdLow());
        if (debit == AccountTable.MISSING) return DEBIT_ACCOUNT_NOT_FOUND;
        if (credit == AccountTable.MISSING) return CREDIT_ACCOUNT_NOT_FOUND;

        result = accounts(transfer, debit, credit);
        if (result != CREATED) return result;

        long amountMinor = amountMinor(transfer, debit, credit);
        result = sums(timestampNs, transfer, debit, credit, amountMinor);
        if (result != CREATED) return result;
        if (accounts.exceedsCredits(debit, amountMinor)) return EXCEEDS_CREDITS;
        if (accounts.exceedsDebits(credit, amountMinor)) return EXCEEDS_DEBITS;
        long second = window.second(transfer.idHigh(), timestampNs);
        if (!window.hasRoom(second)) return TRANSFERS_FULL;

        // Every refusal is above this line and every change below it: from here the transfer must succeed.
        long createdNs = has(transfer, TransferFlags.IMPORTED) ? transfer.timestampNs() : timestampNs;
        tables.changes().createTransfer(transfer, debit, credit, amountMinor, createdNs, second);
        outcome.created(createdNs, amountMinor);
        return CREATED;
    }

    private static CreateTransferResult fields(TransferCommand transfer) {
        if (has(transfer, TransferFlags.PARTIAL | TransferFlags.GROUP)) return FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        long debitHigh = transfer.debitAccountIdHigh();
        long debitLow = transfer.debitAccountIdLow();
        long creditHigh = transfer.creditAccountIdHigh();
        long creditLow = transfer.creditAccountIdLow();
        if (Ids.isZero(debitHigh, debitLow)) return DEBIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
        if (Ids.isAllOnes(debitHigh, debitLow)) return DEBIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
        if (Ids.isZero(creditHigh, creditLow)) return CREDIT_ACCOUNT_ID_MUST_NOT_BE_ZERO;
        if (Ids.isAllOnes(creditHigh, creditLow)) return CREDIT_ACCOUNT_ID_MUST_NOT_BE_INT_MAX;
        if (debitHigh == creditHigh && debitLow == creditLow) return ACCOUNTS_MUST_BE_DIFFERENT;
        if (!Ids.isZero(transfer.pendingIdHigh(), transfer.pendingIdLow())) return PENDING_ID_MUST_BE_ZERO;
        boolean isPending = has(transfer, TransferFlags.PENDING);
        if (!isPending && transfer.timeoutSeconds() != 0) return TIMEOUT_RESERVED_FOR_PENDING_TRANSFER;
        if (!isPending && has(transfer, CLOSING)) return CLOSING_TRANSFER_MUST_BE_PENDING;
        if (transfer.ledger() == 0) return LEDGER_MUST_NOT_BE_ZERO;
        if (transfer.code() == 0) return CODE_MUST_NOT_BE_ZERO;
        if (transfer.amountMinor() < 0) return AMOUNT_OUT_OF_RANGE;
        return CREATED;
    }

    private CreateTransferResult accounts(TransferCommand transfer, int debit, int credit) {
        if (accounts.ledger(debit) != accounts.ledger(credit)) return ACCOUNTS_MUST_HAVE_THE_SAME_LEDGER;
        if (transfer.ledger() != accounts.ledger(debit)) return TRANSFER_MUST_HAVE_THE_SAME_LEDGER_AS_ACCOUNTS;
        if (has(transfer, TransferFlags.IMPORTED)) {
            long importedNs = transfer.timestampNs();
            if (importedNs <= transfers.lastTimestampNs()) return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
            long debitNs = accounts.timestampNs(debit);
            long creditNs = accounts.timestampNs(credit);
            if (importedNs <= debitNs) return IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_DEBIT_ACCOUNT;
            if (importedNs <= creditNs) return IMPORTED_EVENT_TIMESTAMP_MUST_POSTDATE_CREDIT_ACCOUNT;
            if (transfer.timeoutSeconds() != 0) return IMPORTED_EVENT_TIMEOUT_MUST_BE_ZERO;
        }
        if (accounts.isClosed(debit)) return DEBIT_ACCOUNT_ALREADY_CLOSED;
        if (accounts.isClosed(credit)) return CREDIT_ACCOUNT_ALREADY_CLOSED;
        if (accounts.isFrozen(debit, AccountTable.FROZEN_DEBITS)) return DEBIT_ACCOUNT_FROZEN;
        if (accounts.isFrozen(credit, AccountTable.FROZEN_CREDITS)) return CREDIT_ACCOUNT_FROZEN;
        return CREATED;
    }

    /** A balancing transfer takes what the other side leaves, at most what it asks for, possibly nothing. */
    private long amountMinor(TransferCommand transfer, int debit, int credit) {
        long amountMinor = transfer.amountMinor();
        if (has(transfer, TransferFlags.BALANCING_DEBIT)) {
            amountMinor = Math.min(amountMinor, accounts.creditsLeftMinor(debit));
        }
        if (has(transfer, TransferFlags.BALANCING_CREDIT)) {
            amountMinor = Math.min(amountMinor, accounts.debitsLeftMinor(credit));
        }
        return amountMinor;
    }

    /** First make sure that a sum fits, then it may be compared with a limit. */
    private CreateTransferResult sums(
            long timestampNs, TransferCommand transfer, int debit, int credit, long amountMinor) {
        long room = Long.MAX_VALUE - amountMinor;
        long debitsPending = accounts.debitsPendingMinor(debit);
        long creditsPending = accounts.creditsPendingMinor(credit);
        long debitsPosted = accounts.debitsPostedMinor(debit);
        long creditsPosted = accounts.creditsPostedMinor(credit);
        if (has(transfer, TransferFlags.PENDING)) {
            if (debitsPending > room) return OVERFLOWS_DEBITS_PENDING;
            if (creditsPending > room) return OVERFLOWS_CREDITS_PENDING;
        }
        if (debitsPosted > room) return OVERFLOWS_DEBITS_POSTED;
        if (creditsPosted > room) return OVERFLOWS_CREDITS_POSTED;
        if (debitsPending + debitsPosted > room) return OVERFLOWS_DEBITS;
        if (creditsPending + creditsPosted > room) return OVERFLOWS_CREDITS;
        if (timestampNs > Long.MAX_VALUE - Durations.secondsAsNs(transfer.timeoutSeconds())) return OVERFLOWS_TIMEOUT;
        return CREATED;
    }

    private static boolean has(TransferCommand transfer, int flags) {
        return (transfer.flags() & flags) != 0;
    }
}
