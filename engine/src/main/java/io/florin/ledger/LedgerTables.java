package io.florin.ledger;

/** All state of a ledger, table by table; without memory until Genesis sets the capacities. Ledger thread only. */
final class LedgerTables {
    private final IdHash hash = new IdHash();
    private final AccountTable accounts = new AccountTable(hash);
    private final Transfers transfers = new Transfers(hash);
    private final Holds holds = new Holds(accounts, transfers);
    private final Changes changes = new Changes(accounts, transfers, holds);
    private final GrantTable grants = new GrantTable();
    private final ClosedDays closedDays = new ClosedDays();
    private final ReplyTable replies = new ReplyTable(hash);
    private final Settings settings = new Settings();
    private final TouchAhead ahead = new TouchAhead(hash, accounts, transfers);

    /** What the settings say, once, before anything is added: hashing, policy, memory. */
    void takeSettings() {
        hash.key(settings.ledgerIdHigh(), settings.ledgerIdLow(), settings.genesisNs());
        transfers.window().isTimeOrdered(settings.idPolicy() == Settings.TIME_ORDERED);
        growTo(settings.capacities());
    }

    /** Takes the memory that these capacities need beyond what was taken before. */
    void growTo(Capacities capacities) {
        accounts.growTo((int) capacities.accountsMax());
        transfers.growTo((int) capacities.transfersMax());
        holds.growTo((int) capacities.transfersMax());
        transfers.window().windowNs(capacities.windowNs());
        replies.growTo((int) capacities.repliesMax(), (int) capacities.replyRowsMax());
        grants.growTo((int) capacities.grantsMax());
    }

    AccountTable accounts() {
        return accounts;
    }

    Transfers transfers() {
        return transfers;
    }

    Holds holds() {
        return holds;
    }

    Changes changes() {
        return changes;
    }

    GrantTable grants() {
        return grants;
    }

    ClosedDays closedDays() {
        return closedDays;
    }

    ReplyTable replies() {
        return replies;
    }

    TouchAhead ahead() {
        return ahead;
    }

    Settings settings() {
        return settings;
    }
}
