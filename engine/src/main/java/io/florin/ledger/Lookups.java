package io.florin.ledger;

/**
 * Fills views; changes nothing. Somebody who may not read a ledger hears what he would hear if its objects did not
 * exist. Ledger thread only; allocates nothing.
 */
final class Lookups {
    static final int UNKNOWN = 0;
    static final int CREATED = 1;
    static final int REFUSED = 2;
    static final int TOO_OLD = 3;

    private final GrantTable grants;
    private final AccountTable accounts;
    private final Transfers transfers;
    private final TransferTable table;

    Lookups(LedgerTables tables) {
        this.grants = tables.grants();
        this.accounts = tables.accounts();
        this.transfers = tables.transfers();
        this.table = transfers.table();
    }

    boolean fill(long principal, long idHigh, long idLow, AccountView view) {
        int row = accounts.find(idHigh, idLow);
        if (row == AccountTable.MISSING || !grants.allows(principal, accounts.ledger(row), GrantTable.READ)) {
            view.clear();
            return false;
        }
        view.idHigh(idHigh).idLow(idLow);
        view.debitsPendingMinor(accounts.debitsPendingMinor(row));
        view.debitsPostedMinor(accounts.debitsPostedMinor(row));
        view.creditsPendingMinor(accounts.creditsPendingMinor(row));
        view.creditsPostedMinor(accounts.creditsPostedMinor(row));
        view.userData128High(accounts.userData128High(row)).userData128Low(accounts.userData128Low(row));
        view.userData64(accounts.userData64(row)).userData32(accounts.userData32(row));
        view.timestampNs(accounts.timestampNs(row));
        view.ledger(accounts.ledger(row)).code(accounts.code(row)).flags(accounts.flags(row));
        view.debitAllowanceMinor(accounts.debitAllowanceMinor(row));
        view.creditAllowanceMinor(accounts.creditAllowanceMinor(row));
        view.limitsVersion(accounts.limitsVersion(row));
        view.frozen(accounts.frozen(row)).reason(accounts.reason(row));
        return true;
    }

    void fill(long principal, long idHigh, long idLow, TransferView view) {
        view.clear();
        view.idHigh(idHigh).idLow(idLow);
        int row = transfers.find(idHigh, idLow);
        if (row == TransferTable.NONE) {
            view.outcome(transfers.window().isTooOld(idHigh) ? TOO_OLD : UNKNOWN);
        } else if (table.isBurnt(row)) {
            if (!mayReadBurnt(principal, row)) return;
            view.outcome(REFUSED).status(table.burntBy(row)).timestampNs(table.timestampNs(row));
        } else if (grants.allows(principal, accounts.ledger(table.debit(row)), GrantTable.READ)) {
            fill(row, view.outcome(CREATED));
        }
    }

    /** The ledger is what the refused event stated, possibly none; whoever sent it may always ask. */
    private boolean mayReadBurnt(long principal, int row) {
        return principal == table.userData128High(row)
                || grants.allows(principal, table.userData32(row), GrantTable.READ);
    }

    private void fill(int row, TransferView view) {
        int debit = table.debit(row);
        int credit = table.credit(row);
        view.debitAccountIdHigh(accounts.idHigh(debit)).debitAccountIdLow(accounts.idLow(debit));
        view.creditAccountIdHigh(accounts.idHigh(credit)).creditAccountIdLow(accounts.idLow(credit));
        view.pendingIdHigh(table.pendingIdHigh(row)).pendingIdLow(table.pendingIdLow(row));
        view.userData128High(table.userData128High(row)).userData128Low(table.userData128Low(row));
        view.userData64(table.userData64(row)).userData32(table.userData32(row));
        view.amountMinor(table.amountMinor(row)).timestampNs(table.timestampNs(row));
        view.timeoutSeconds(table.timeoutSeconds(row)).ledger(accounts.ledger(debit));
        view.code(table.code(row)).flags(table.flags(row)).pendingStatus(table.pendingStatus(row));
    }
}
