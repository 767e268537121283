package io.florin.ledger;

import static io.florin.ledger.CreateAccountResult.ACCOUNTS_FULL;
import static io.florin.ledger.CreateAccountResult.AMOUNT_OUT_OF_RANGE;
import static io.florin.ledger.CreateAccountResult.CODE_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.CREATED;
import static io.florin.ledger.CreateAccountResult.CREDITS_PENDING_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.CREDITS_POSTED_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.DEBITS_PENDING_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.DEBITS_POSTED_MUST_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.EXISTS;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_CODE;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_FLAGS;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_LEDGER;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_128;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_32;
import static io.florin.ledger.CreateAccountResult.EXISTS_WITH_DIFFERENT_USER_DATA_64;
import static io.florin.ledger.CreateAccountResult.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
import static io.florin.ledger.CreateAccountResult.ID_MUST_NOT_BE_INT_MAX;
import static io.florin.ledger.CreateAccountResult.ID_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_EXPECTED;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_NOT_EXPECTED;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
import static io.florin.ledger.CreateAccountResult.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
import static io.florin.ledger.CreateAccountResult.LEDGER_MUST_NOT_BE_ZERO;
import static io.florin.ledger.CreateAccountResult.NOT_GRANTED;
import static io.florin.ledger.CreateAccountResult.RESERVED_FIELD;
import static io.florin.ledger.CreateAccountResult.RESERVED_FLAG;
import static io.florin.ledger.CreateAccountResult.TIMESTAMP_MUST_BE_ZERO;

/**
 * Decides one event of {@code create_accounts}: the refusals of LEDGER.md, section 4, in its order, then the change. A
 * group of rungs that lets an event through answers {@code CREATED}. Ledger thread only; allocates nothing.
 */
final class AccountLadder {
    private static final int FLAGS_KNOWN = AccountFlags.LINKED
            | AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS
            | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS
            | AccountFlags.HISTORY
            | AccountFlags.IMPORTED
            | AccountFlags.CLOSED;
    private static final int LIMITS =
            AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;

    private final Request request;
    private final GrantTable grants;
    private final AccountTable accounts;
    private final Changes changes;
    private final Outcome outcome;

    AccountLadder(Request request, LedgerTables tables, Outcome outcome) {
        this.request = request;
        this.grants = tables.grants();
        this.accounts = tables.accounts();
        this.changes = tables.changes();
        this.outcome = outcome;
    }

    CreateAccountResult decide(long timestampNs, AccountCommand account) {
        CreateAccountResult result = time(timestampNs, account);
        if (result == CREATED) result = shape(account);
        if (result != CREATED) return result;

        if (!grants.allows(request.principal(), account.ledger(), GrantTable.POST)) return NOT_GRANTED;
        int existing = accounts.find(account.idHigh(), account.idLow());
        if (existing != AccountTable.MISSING) return existing(account, existing);

        result = fields(account);
        if (result != CREATED) return result;
        if (isImported(account) && account.timestampNs() <= accounts.lastTimestampNs()) {
            return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
        }
        if (accounts.isFull()) return ACCOUNTS_FULL;

        // Every refusal is above this line and every change below it: from here the account must come to be.
        long createdNs = isImported(account) ? account.timestampNs() : timestampNs;
        changes.createAccount(account, createdNs);
        outcome.created(createdNs, 0);
        return CREATED;
    }

    private CreateAccountResult time(long timestampNs, AccountCommand account) {
        if (request.isImport() && !isImported(account)) return IMPORTED_EVENT_EXPECTED;
        if (!request.isImport() && isImported(account)) return IMPORTED_EVENT_NOT_EXPECTED;
        if (!isImported(account)) return account.timestampNs() == 0 ? CREATED : TIMESTAMP_MUST_BE_ZERO;
        if (account.timestampNs() <= 0) return IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
        if (account.timestampNs() >= timestampNs) return IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
        return CREATED;
    }

    private static CreateAccountResult shape(AccountCommand account) {
        if (account.debitAllowanceMinor() > 0 || account.creditAllowanceMinor() > 0) return RESERVED_FIELD;
        if (account.limitsVersion() != 0 || account.frozen() != 0 || account.reason() != 0) return RESERVED_FIELD;
        if ((account.flags() & ~FLAGS_KNOWN) != 0) return RESERVED_FLAG;
        if (Ids.isZero(account.idHigh(), account.idLow())) return ID_MUST_NOT_BE_ZERO;
        if (Ids.isAllOnes(account.idHigh(), account.idLow())) return ID_MUST_NOT_BE_INT_MAX;
        return CREATED;
    }

    /** Whether it is closed is not compared: it may have been closed since, and a retry stays a retry. */
    private CreateAccountResult existing(AccountCommand account, int row) {
        int flags = account.flags() | AccountFlags.CLOSED;
        if (flags != (accounts.flags(row) | AccountFlags.CLOSED)) return EXISTS_WITH_DIFFERENT_FLAGS;
        boolean isData128High = account.userData128High() == accounts.userData128High(row);
        boolean isData128Low = account.userData128Low() == accounts.userData128Low(row);
        if (!isData128High || !isData128Low) return EXISTS_WITH_DIFFERENT_USER_DATA_128;
        if (account.userData64() != accounts.userData64(row)) return EXISTS_WITH_DIFFERENT_USER_DATA_64;
        if (account.userData32() != accounts.userData32(row)) return EXISTS_WITH_DIFFERENT_USER_DATA_32;
        if (account.ledger() != accounts.ledger(row)) return EXISTS_WITH_DIFFERENT_LEDGER;
        if (account.code() != accounts.code(row)) return EXISTS_WITH_DIFFERENT_CODE;
        outcome.existed(accounts.timestampNs(row));
        return EXISTS;
    }

    private static CreateAccountResult fields(AccountCommand account) {
        if ((account.flags() & LIMITS) == LIMITS) return FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        if (account.debitsPendingMinor() != 0) return DEBITS_PENDING_MUST_BE_ZERO;
        if (account.debitsPostedMinor() != 0) return DEBITS_POSTED_MUST_BE_ZERO;
        if (account.creditsPendingMinor() != 0) return CREDITS_PENDING_MUST_BE_ZERO;
        if (account.creditsPostedMinor() != 0) return CREDITS_POSTED_MUST_BE_ZERO;
        if (account.ledger() == 0) return LEDGER_MUST_NOT_BE_ZERO;
        if (account.code() == 0) return CODE_MUST_NOT_BE_ZERO;
        if (account.debitAllowanceMinor() < 0 || account.creditAllowanceMinor() < 0) return AMOUNT_OUT_OF_RANGE;
        return CREATED;
    }

    private static boolean isImported(AccountCommand account) {
        return (account.flags() & AccountFlags.IMPORTED) != 0;
    }
}
