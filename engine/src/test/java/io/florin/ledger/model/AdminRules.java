package io.florin.ledger.model;

import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.GrantCommand;
import io.florin.ledger.LimitsCommand;
import io.florin.ledger.StatusCommand;
import io.florin.ledger.model.ModelState.Grant;
import io.florin.ledger.scenario.AdminStatus;
import io.florin.ledger.scenario.Id;
import io.florin.ledger.scenario.Request.Head;
import io.florin.ledger.scenario.Result;
import io.florin.ledger.scenario.Status;
import java.math.BigInteger;

/** LEDGER.md, section 7: limits, freeze, grants, capacities, feature level. */
final class AdminRules {
    private final ModelState state;

    AdminRules(ModelState state) {
        this.state = state;
    }

    Result limits(LimitsCommand event, Head head, long atNs) {
        AdminStatus status = refusal(event, head);
        if (status != AdminStatus.CREATED) return Result.refused(status.number(), atNs);
        state.change(new Id(event.accountIdHigh(), event.accountIdLow()), account -> {
            account.debitAllowance = BigInteger.valueOf(event.debitAllowanceMinor());
            account.creditAllowance = BigInteger.valueOf(event.creditAllowanceMinor());
            account.limitsVersion++;
        });
        return new Result(Status.CREATED, atNs, 0);
    }

    private AdminStatus refusal(LimitsCommand event, Head head) {
        Account account = state.accounts.get(new Id(event.accountIdHigh(), event.accountIdLow()));
        if (account == null) return AdminStatus.ACCOUNT_NOT_FOUND;
        if (!state.isGranted(head.principal(), account.ledger, ModelState.ADMIN)) return AdminStatus.NOT_GRANTED;
        if (event.debitAllowanceMinor() < 0 || event.creditAllowanceMinor() < 0) {
            return AdminStatus.AMOUNT_OUT_OF_RANGE;
        }
        if (event.expectedVersion() != account.limitsVersion) return AdminStatus.VERSION_MISMATCH;
        return AdminStatus.CREATED;
    }

    Result status(StatusCommand event, Head head, long atNs) {
        AdminStatus status = refusal(event, head);
        if (status != AdminStatus.CREATED) return Result.refused(status.number(), atNs);
        state.change(new Id(event.accountIdHigh(), event.accountIdLow()), account -> {
            account.frozen = event.frozen();
            account.reason = event.reason();
        });
        return new Result(Status.CREATED, atNs, 0);
    }

    private AdminStatus refusal(StatusCommand event, Head head) {
        Account account = state.accounts.get(new Id(event.accountIdHigh(), event.accountIdLow()));
        if (account == null) return AdminStatus.ACCOUNT_NOT_FOUND;
        if (!state.isGranted(head.principal(), account.ledger, ModelState.ADMIN)) return AdminStatus.NOT_GRANTED;
        if ((event.frozen() & ~(Account.DEBITS_FROZEN | Account.CREDITS_FROZEN)) != 0) {
            return AdminStatus.RESERVED_FLAG;
        }
        return AdminStatus.CREATED;
    }

    Result grant(GrantCommand event, long atNs) {
        Grant grant = new Grant(event.principal(), event.ledger());
        if (event.rights() == 0) {
            state.grants.remove(grant);
        } else {
            state.grants.put(grant, event.rights());
        }
        return new Result(Status.CREATED, atNs, 0);
    }

    Result capacities(CapacitiesCommand event, long atNs) {
        if (event.accountsMax() != 0) state.accountsMax = event.accountsMax();
        if (event.transfersMax() != 0) state.transfersMax = event.transfersMax();
        if (event.windowNs() != 0) state.windowNs = event.windowNs();
        if (event.repliesMax() != 0) state.repliesMax = event.repliesMax();
        if (event.replyRowsMax() != 0) state.replyRowsMax = event.replyRowsMax();
        if (event.grantsMax() != 0) state.grantsMax = event.grantsMax();
        return new Result(Status.CREATED, atNs, 0);
    }

    Result featureLevel(int level, long atNs) {
        state.featureLevel = Math.max(state.featureLevel, level);
        return new Result(Status.CREATED, atNs, 0);
    }
}
