package io.florin.ledger.model;

import io.florin.ledger.CapacitiesCommand;
import io.florin.ledger.CloseDayCommand;
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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** LEDGER.md, section 7: limits, freeze, grants, capacities, feature level, days. */
final class AdminRules {
    private static final int RIGHTS = ModelState.READ | ModelState.POST | ModelState.ADMIN;

    private static final long WINDOW_MAX_NS = 31 * 86_400 * ModelState.NS_PER_S;

    private final ModelState state;

    AdminRules(ModelState state) {
        this.state = state;
    }

    Result limits(LimitsCommand event, Head head, long atNs) {
        AdminStatus status = refusal(event, head);
        if (status != AdminStatus.APPLIED) return Result.refused(status.number(), atNs);
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
        return AdminStatus.APPLIED;
    }

    Result status(StatusCommand event, Head head, long atNs) {
        AdminStatus status = refusal(event, head);
        if (status != AdminStatus.APPLIED) return Result.refused(status.number(), atNs);
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
        return AdminStatus.APPLIED;
    }

    Result grant(GrantCommand event, Head head, long atNs) {
        AdminStatus status = refusal(event, head);
        if (status != AdminStatus.APPLIED) return Result.refused(status.number(), atNs);
        Grant grant = new Grant(event.principal(), event.ledger());
        if (event.rights() == 0) {
            state.grants.remove(grant);
        } else {
            state.grants.put(grant, event.rights());
        }
        return new Result(Status.CREATED, atNs, 0);
    }

    private AdminStatus refusal(GrantCommand event, Head head) {
        if (!state.isGranted(head.principal(), event.ledger(), ModelState.ADMIN)) return AdminStatus.NOT_GRANTED;
        if ((event.rights() & ~RIGHTS) != 0 || event.principal() == 0) return AdminStatus.RESERVED_FLAG;
        boolean isNew = !state.grants.containsKey(new Grant(event.principal(), event.ledger()));
        if (isNew && event.rights() != 0 && state.grants.size() >= state.grantsMax) return AdminStatus.GRANTS_FULL;
        return AdminStatus.APPLIED;
    }

    /** Capacities only grow, and the window with them. */
    Result capacities(CapacitiesCommand event, Head head, long atNs) {
        if (!isAdministrator(head)) return Result.refused(AdminStatus.NOT_GRANTED.number(), atNs);
        boolean shrinks = isLess(event.accountsMax(), state.accountsMax)
                || isLess(event.transfersMax(), state.transfersMax)
                || isLess(event.windowNs(), state.windowNs)
                || isLess(event.repliesMax(), state.repliesMax)
                || isLess(event.replyRowsMax(), state.replyRowsMax)
                || isLess(event.grantsMax(), state.grantsMax);
        if (shrinks || event.windowNs() > WINDOW_MAX_NS) {
            return Result.refused(AdminStatus.CAPACITY_OUT_OF_RANGE.number(), atNs);
        }
        if (event.accountsMax() != 0) state.accountsMax = event.accountsMax();
        if (event.transfersMax() != 0) state.transfersMax = event.transfersMax();
        if (event.windowNs() != 0) state.windowNs = event.windowNs();
        if (event.repliesMax() != 0) state.repliesMax = event.repliesMax();
        if (event.replyRowsMax() != 0) state.replyRowsMax = event.replyRowsMax();
        if (event.grantsMax() != 0) state.grantsMax = event.grantsMax();
        return new Result(Status.CREATED, atNs, 0);
    }

    /** Once, in order, and not before anybody's calendar shows the day. */
    Result closeDay(CloseDayCommand event, Head head, long atNs) {
        LocalDate day = day(event.date());
        AdminStatus status = refusal(event, day, head, atNs);
        if (status != AdminStatus.APPLIED || day == null) return Result.refused(status.number(), atNs);
        state.days.put(event.ledger(), day);
        return new Result(Status.CREATED, atNs, 0);
    }

    private AdminStatus refusal(CloseDayCommand event, @Nullable LocalDate day, Head head, long atNs) {
        int ledger = event.ledger();
        if (!state.isGranted(head.principal(), ledger, ModelState.ADMIN)) return AdminStatus.NOT_GRANTED;
        if (day == null) return AdminStatus.DATE_OUT_OF_RANGE;
        Instant at = Instant.ofEpochSecond(0, atNs);
        if (day.isAfter(at.atOffset(ZoneOffset.ofHours(14)).toLocalDate())) return AdminStatus.DATE_IN_FUTURE;
        boolean isKnown = ledger == 0 || state.accounts.values().stream().anyMatch(a -> a.ledger == ledger);
        if (!isKnown) return AdminStatus.LEDGER_NOT_FOUND;
        boolean isClosed = state.days.entrySet().stream()
                .filter(closed -> ledger == 0 || closed.getKey() == 0 || closed.getKey() == ledger)
                .anyMatch(closed -> !day.isAfter(closed.getValue()));
        return isClosed ? AdminStatus.DAY_ALREADY_CLOSED : AdminStatus.APPLIED;
    }

    private static @Nullable LocalDate day(int date) {
        try {
            LocalDate day = LocalDate.parse(Integer.toString(date), DateTimeFormatter.BASIC_ISO_DATE);
            return day.getYear() < 1970 ? null : day;
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    /** Of the ledger as a whole. */
    private boolean isAdministrator(Head head) {
        return state.isGranted(head.principal(), 0, ModelState.ADMIN);
    }

    private static boolean isLess(long wanted, long now) {
        return wanted != 0 && wanted < now;
    }

    Result featureLevel(int level, Head head, long atNs) {
        if (!isAdministrator(head)) return Result.refused(AdminStatus.NOT_GRANTED.number(), atNs);
        if (level < state.featureLevel) {
            return Result.refused(AdminStatus.FEATURE_LEVEL_OUT_OF_RANGE.number(), atNs);
        }
        state.featureLevel = level;
        return new Result(Status.CREATED, atNs, 0);
    }
}
