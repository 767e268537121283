package io.florin.ledger.model;

import io.florin.ledger.AccountCommand;
import io.florin.ledger.AccountFlags;
import io.florin.ledger.scenario.AccountStatus;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request.Head;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.Status;

/** LEDGER.md, section 4: one event of {@code create_accounts}. */
final class AccountRules {
    private static final int FLAGS_KNOWN = 0b11_1111;

    private final ModelState state;

    AccountRules(ModelState state) {
        this.state = state;
    }

    /** Decides one event at its own time, in a request whose first event says whether all are imported. */
    Result decide(AccountCommand event, Head head, boolean importing, long atNs) {
        AccountStatus status = refusal(event, head, importing, atNs);
        if (status == AccountStatus.EXISTS) {
            return new Result(status.number(), state.account(id(event)).timestampNs, 0);
        }
        if (status != AccountStatus.CREATED) return Result.refused(status.number(), atNs);

        Account account = new Account(event, importing ? event.timestampNs() : atNs);
        state.add(account);
        return new Result(Status.CREATED, account.timestampNs, 0);
    }

    static boolean isLinked(AccountCommand event) {
        return (event.flags() & AccountFlags.LINKED) != 0;
    }

    static boolean isImported(AccountCommand event) {
        return (event.flags() & AccountFlags.IMPORTED) != 0;
    }

    private static Id id(AccountCommand event) {
        return new Id(event.idHigh(), event.idLow());
    }

    private AccountStatus refusal(AccountCommand event, Head head, boolean importing, long atNs) {
        if (importing && !isImported(event)) return AccountStatus.IMPORTED_EVENT_EXPECTED;
        if (!importing && isImported(event)) return AccountStatus.IMPORTED_EVENT_NOT_EXPECTED;
        if (!importing && event.timestampNs() != 0) return AccountStatus.TIMESTAMP_MUST_BE_ZERO;
        if (importing && event.timestampNs() < 1) return AccountStatus.IMPORTED_EVENT_TIMESTAMP_OUT_OF_RANGE;
        if (importing && event.timestampNs() >= atNs) {
            return AccountStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_ADVANCE;
        }
        if (event.debitAllowanceMinor() > 0 || event.creditAllowanceMinor() > 0) return AccountStatus.RESERVED_FIELD;
        if (event.limitsVersion() != 0 || event.frozen() != 0 || event.reason() != 0) {
            return AccountStatus.RESERVED_FIELD;
        }
        if ((event.flags() & ~FLAGS_KNOWN) != 0) return AccountStatus.RESERVED_FLAG;
        if (id(event).isZero()) return AccountStatus.ID_MUST_NOT_BE_ZERO;
        if (id(event).isMax()) return AccountStatus.ID_MUST_NOT_BE_INT_MAX;
        if (!state.isGranted(head.principal(), event.ledger(), ModelState.POST)) return AccountStatus.NOT_GRANTED;

        Account existing = state.accounts.get(id(event));
        if (existing != null) return exists(event, existing);

        int limits = AccountFlags.DEBITS_MUST_NOT_EXCEED_CREDITS | AccountFlags.CREDITS_MUST_NOT_EXCEED_DEBITS;
        if ((event.flags() & limits) == limits) return AccountStatus.FLAGS_ARE_MUTUALLY_EXCLUSIVE;
        if (event.debitsPendingMinor() != 0) return AccountStatus.DEBITS_PENDING_MUST_BE_ZERO;
        if (event.debitsPostedMinor() != 0) return AccountStatus.DEBITS_POSTED_MUST_BE_ZERO;
        if (event.creditsPendingMinor() != 0) return AccountStatus.CREDITS_PENDING_MUST_BE_ZERO;
        if (event.creditsPostedMinor() != 0) return AccountStatus.CREDITS_POSTED_MUST_BE_ZERO;
        if (event.ledger() == 0) return AccountStatus.LEDGER_MUST_NOT_BE_ZERO;
        if (event.code() == 0) return AccountStatus.CODE_MUST_NOT_BE_ZERO;
        if (event.debitAllowanceMinor() < 0 || event.creditAllowanceMinor() < 0) {
            return AccountStatus.AMOUNT_OUT_OF_RANGE;
        }
        if (importing && event.timestampNs() <= state.lastAccountNs) {
            return AccountStatus.IMPORTED_EVENT_TIMESTAMP_MUST_NOT_REGRESS;
        }
        if (state.accounts.size() >= state.accountsMax) return AccountStatus.ACCOUNTS_FULL;
        return AccountStatus.CREATED;
    }

    private static AccountStatus exists(AccountCommand event, Account existing) {
        // Whether a transfer has closed the account since is no concern of a retry.
        if (((event.flags() ^ existing.flags) & ~AccountFlags.CLOSED) != 0) {
            return AccountStatus.EXISTS_WITH_DIFFERENT_FLAGS;
        }
        if (!new Id(event.userData128High(), event.userData128Low()).equals(existing.userData128)) {
            return AccountStatus.EXISTS_WITH_DIFFERENT_USER_DATA_128;
        }
        if (event.userData64() != existing.userData64) return AccountStatus.EXISTS_WITH_DIFFERENT_USER_DATA_64;
        if (event.userData32() != existing.userData32) return AccountStatus.EXISTS_WITH_DIFFERENT_USER_DATA_32;
        if (event.ledger() != existing.ledger) return AccountStatus.EXISTS_WITH_DIFFERENT_LEDGER;
        if (event.code() != existing.code) return AccountStatus.EXISTS_WITH_DIFFERENT_CODE;
        return AccountStatus.EXISTS;
    }
}
