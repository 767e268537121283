package io.florin.ledger;

/**
 * Decides {@code set_account_limits} and {@code set_account_status}, both for administrators of the account's ledger.
 * Ledger thread only; allocates nothing.
 */
final class AccountControls {
    private static final int FROZEN_KNOWN = AccountTable.FROZEN_DEBITS | AccountTable.FROZEN_CREDITS;

    private final Request request;
    private final GrantTable grants;
    private final AccountTable accounts;

    AccountControls(Request request, LedgerTables tables) {
        this.request = request;
        this.grants = tables.grants();
        this.accounts = tables.accounts();
    }

    LimitsResult decide(LimitsCommand limits) {
        int row = accounts.find(limits.accountIdHigh(), limits.accountIdLow());
        if (row == AccountTable.MISSING) return LimitsResult.ACCOUNT_NOT_FOUND;
        if (!isAdministrator(row)) return LimitsResult.NOT_GRANTED;
        if (limits.debitAllowanceMinor() < 0) return LimitsResult.AMOUNT_OUT_OF_RANGE;
        if (limits.creditAllowanceMinor() < 0) return LimitsResult.AMOUNT_OUT_OF_RANGE;
        if (limits.expectedVersion() != accounts.limitsVersion(row)) return LimitsResult.VERSION_MISMATCH;

        accounts.limits(
                row, limits.debitAllowanceMinor(), limits.creditAllowanceMinor(), accounts.limitsVersion(row) + 1);
        return LimitsResult.APPLIED;
    }

    StatusResult decide(StatusCommand status) {
        int row = accounts.find(status.accountIdHigh(), status.accountIdLow());
        if (row == AccountTable.MISSING) return StatusResult.ACCOUNT_NOT_FOUND;
        if (!isAdministrator(row)) return StatusResult.NOT_GRANTED;
        if ((status.frozen() & ~FROZEN_KNOWN) != 0) return StatusResult.RESERVED_FLAG;

        accounts.status(row, status.frozen(), status.reason());
        return StatusResult.APPLIED;
    }

    private boolean isAdministrator(int row) {
        return grants.allows(request.principal(), accounts.ledger(row), GrantTable.ADMIN);
    }
}
