package io.florin.ledger;

import static io.florin.ledger.CreateTransferResult.EXISTS;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_AMOUNT;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_CODE;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_FLAGS;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_LEDGER;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_PENDING_ID;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_TIMEOUT;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
import static io.florin.ledger.CreateTransferResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
import static io.florin.ledger.CreateTransferResult.ID_ALREADY_FAILED;

/**
 * Compares an event with what its id stands for already: a retry is told by every field being the same, where "the
 * same" is what the client can know (LEDGER.md, section 6, rules 4 and 5). What a post or void took from its hold was
 * noted when it was created, because the hold may be forgotten before it. Ledger thread only; allocates nothing.
 */
final class ExistingTransfer {
    private static final int BALANCING = TransferFlags.BALANCING_DEBIT | TransferFlags.BALANCING_CREDIT;

    private final AccountTable accounts;
    private final TransferTable transfers;
    private final Outcome outcome;

    ExistingTransfer(LedgerTables tables, Outcome outcome) {
        this.accounts = tables.accounts();
        this.transfers = tables.transfers().table();
        this.outcome = outcome;
    }

    CreateTransferResult compare(TransferCommand transfer, int row) {
        if (transfers.isBurnt(row)) return ID_ALREADY_FAILED;
        if (transfer.flags() != transfers.flags(row)) return EXISTS_WITH_DIFFERENT_FLAGS;
        boolean isPendingIdHigh = transfer.pendingIdHigh() == transfers.pendingIdHigh(row);
        boolean isPendingIdLow = transfer.pendingIdLow() == transfers.pendingIdLow(row);
        if (!isPendingIdHigh || !isPendingIdLow) return EXISTS_WITH_DIFFERENT_PENDING_ID;
        if (transfer.timeoutSeconds() != transfers.timeoutSeconds(row)) return EXISTS_WITH_DIFFERENT_TIMEOUT;

        boolean inherits = (transfer.flags() & PostOrVoidLadder.RESOLUTION) != 0;
        long debitHigh = transfer.debitAccountIdHigh();
        long debitLow = transfer.debitAccountIdLow();
        if (!(inherits && Ids.isZero(debitHigh, debitLow))
                && !accounts.isId(transfers.debit(row), debitHigh, debitLow)) {
            return EXISTS_WITH_DIFFERENT_DEBIT_ACCOUNT_ID;
        }
        long creditHigh = transfer.creditAccountIdHigh();
        long creditLow = transfer.creditAccountIdLow();
        if (!(inherits && Ids.isZero(creditHigh, creditLow))
                && !accounts.isId(transfers.credit(row), creditHigh, creditLow)) {
            return EXISTS_WITH_DIFFERENT_CREDIT_ACCOUNT_ID;
        }
        if (!isAmount(transfer, row)) return EXISTS_WITH_DIFFERENT_AMOUNT;

        CreateTransferResult result = userData(transfer, row, inherits);
        if (result != EXISTS) return result;
        int ledger = accounts.ledger(transfers.debit(row));
        if (!(inherits && transfer.ledger() == 0) && transfer.ledger() != ledger) return EXISTS_WITH_DIFFERENT_LEDGER;
        int code = transfers.code(row);
        if (!(inherits && transfer.code() == 0) && transfer.code() != code) return EXISTS_WITH_DIFFERENT_CODE;
        outcome.existed(transfers.timestampNs(row));
        return EXISTS;
    }

    private boolean isAmount(TransferCommand transfer, int row) {
        long askedMinor = transfer.amountMinor();
        long recordedMinor = transfers.amountMinor(row);
        int flags = transfer.flags();
        if ((flags & TransferFlags.VOID_PENDING_TRANSFER) != 0) return askedMinor == 0 || askedMinor == recordedMinor;
        if ((flags & TransferFlags.POST_PENDING_TRANSFER) != 0 && askedMinor == Long.MAX_VALUE) {
            return (transfers.state(row) & TransferTable.IS_ALL_OF_HOLD) != 0;
        }
        if ((flags & BALANCING) != 0) return askedMinor >= recordedMinor;
        return askedMinor == recordedMinor;
    }

    private CreateTransferResult userData(TransferCommand transfer, int row, boolean inherits) {
        int state = transfers.state(row);
        long high = transfer.userData128High();
        long low = transfer.userData128Low();
        boolean isData128 = high == transfers.userData128High(row) && low == transfers.userData128Low(row);
        boolean isData64 = transfer.userData64() == transfers.userData64(row);
        boolean isData32 = transfer.userData32() == transfers.userData32(row);
        if (inherits && Ids.isZero(high, low)) isData128 = (state & TransferTable.HAS_HOLDS_USER_DATA_128) != 0;
        if (inherits && transfer.userData64() == 0) isData64 = (state & TransferTable.HAS_HOLDS_USER_DATA_64) != 0;
        if (inherits && transfer.userData32() == 0) isData32 = (state & TransferTable.HAS_HOLDS_USER_DATA_32) != 0;
        if (!isData128) return EXISTS_WITH_DIFFERENT_USER_DATA_128;
        if (!isData64) return EXISTS_WITH_DIFFERENT_USER_DATA_64;
        if (!isData32) return EXISTS_WITH_DIFFERENT_USER_DATA_32;
        return EXISTS;
    }
}
