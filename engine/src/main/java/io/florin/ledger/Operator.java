package io.florin.ledger;

/**
 * Decides what only operators say: genesis, grants, capacities, feature level, epochs, days. Principal 0 is Florin
 * itself; anybody else needs the right {@code admin}, on the ledger that a command is about, or on every ledger. Takes
 * memory where it says so.
 */
final class Operator {
    /** Who speaks over an unauthenticated loopback connection. */
    static final long LOCAL = 1;

    private final Request request;
    private final LedgerTables tables;

    Operator(Request request, LedgerTables tables) {
        this.request = request;
        this.tables = tables;
    }

    /** Takes the memory. */
    AdminResult decide(long timestampNs, GenesisCommand genesis) {
        Capacities.check(genesis);
        tables.settings().set(genesis, timestampNs);
        tables.takeSettings();
        long firstSecond = Math.floorDiv(timestampNs - genesis.windowNs(), Durations.NS_PER_SECOND);
        tables.transfers().window().restore(firstSecond, firstSecond);
        tables.grants().grant(LOCAL, GrantTable.EVERY_LEDGER, GrantTable.ALL);
        return AdminResult.APPLIED;
    }

    AdminResult decide(GrantCommand grant) {
        if (!isAdministrator(grant.ledger())) return AdminResult.NOT_GRANTED;
        if (grant.principal() == 0 || (grant.rights() & ~GrantTable.ALL) != 0) return AdminResult.RESERVED_FLAG;
        boolean hasRoom = tables.grants().grant(grant.principal(), grant.ledger(), grant.rights());
        return hasRoom ? AdminResult.APPLIED : AdminResult.GRANTS_FULL;
    }

    /** Takes the memory. */
    AdminResult decide(CapacitiesCommand command) {
        Capacities capacities = tables.settings().capacities();
        if (!isAdministrator(GrantTable.EVERY_LEDGER)) return AdminResult.NOT_GRANTED;
        if (!capacities.mayRaise(command)) return AdminResult.CAPACITY_OUT_OF_RANGE;
        capacities.raise(command);
        tables.growTo(capacities);
        return AdminResult.APPLIED;
    }

    AdminResult decideFeatureLevel(int featureLevel) {
        if (!isAdministrator(GrantTable.EVERY_LEDGER)) return AdminResult.NOT_GRANTED;
        if (featureLevel < tables.settings().featureLevel()) return AdminResult.FEATURE_LEVEL_OUT_OF_RANGE;
        tables.settings().featureLevel(featureLevel);
        return AdminResult.APPLIED;
    }

    /** Slow for a ledger that has closed no day alone yet: looks for an account of it. */
    AdminResult decide(long timestampNs, CloseDayCommand day) {
        ClosedDays days = tables.closedDays();
        int ledger = day.ledger();
        if (!isAdministrator(ledger)) return AdminResult.NOT_GRANTED;
        if (!CalendarDate.isDay(day.date())) return AdminResult.DATE_OUT_OF_RANGE;
        if (day.date() > CalendarDate.latest(timestampNs)) return AdminResult.DATE_IN_FUTURE;
        if (!isLedger(ledger)) return AdminResult.LEDGER_NOT_FOUND;
        if (day.date() <= days.last(ledger)) return AdminResult.DAY_ALREADY_CLOSED;
        if (!days.hasRoom(ledger)) return AdminResult.CLOSED_DAYS_FULL;
        days.close(ledger, day.date());
        return AdminResult.APPLIED;
    }

    private boolean isLedger(int ledger) {
        if (tables.closedDays().has(ledger) || ledger == ClosedDays.EVERY_LEDGER) return true;
        AccountTable accounts = tables.accounts();
        for (int row = 0; row < accounts.count(); row++) {
            if (accounts.ledger(row) == ledger) return true;
        }
        return false;
    }

    /** What Florin says itself when somebody begins to lead. */
    void decideEpoch(int epoch) {
        Belief.require(Integer.compareUnsigned(epoch, tables.settings().epoch()) > 0, "epochs grow");
        tables.settings().epoch(epoch);
    }

    private boolean isAdministrator(int ledger) {
        return tables.grants().allows(request.principal(), ledger, GrantTable.ADMIN);
    }
}
