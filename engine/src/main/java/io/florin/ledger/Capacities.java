package io.florin.ledger;

/** How much the ledger holds: journaled, because it decides results. Ledger thread only. */
final class Capacities {
    private long accountsMax;
    private long transfersMax;
    private long windowNs;
    private long repliesMax;
    private long replyRowsMax;
    private long grantsMax;

    /** Takes over all that Genesis says. */
    void set(GenesisCommand genesis) {
        accountsMax = genesis.accountsMax();
        transfersMax = genesis.transfersMax();
        windowNs = genesis.windowNs();
        repliesMax = genesis.repliesMax();
        replyRowsMax = genesis.replyRowsMax();
        grantsMax = genesis.grantsMax();
    }

    /** Takes over what is not 0. */
    void raise(CapacitiesCommand command) {
        if (command.accountsMax() != 0) accountsMax = command.accountsMax();
        if (command.transfersMax() != 0) transfersMax = command.transfersMax();
        if (command.windowNs() != 0) windowNs = command.windowNs();
        if (command.repliesMax() != 0) repliesMax = command.repliesMax();
        if (command.replyRowsMax() != 0) replyRowsMax = command.replyRowsMax();
        if (command.grantsMax() != 0) grantsMax = command.grantsMax();
    }

    void write(StateWriter writer) {
        writer.write(accountsMax);
        writer.write(transfersMax);
        writer.write(windowNs);
        writer.write(repliesMax);
        writer.write(replyRowsMax);
        writer.write(grantsMax);
    }

    void read(StateReader reader) {
        accountsMax = reader.read();
        transfersMax = reader.read();
        windowNs = reader.read();
        repliesMax = reader.read();
        replyRowsMax = reader.read();
        grantsMax = reader.read();
    }

    /** Whether every capacity stays or grows, within what this build can hold. */
    boolean mayRaise(CapacitiesCommand command) {
        return mayBecome(command.accountsMax(), accountsMax, AccountTable.ROWS_MAX)
                && mayBecome(command.transfersMax(), transfersMax, TransferTable.ROWS_MAX)
                && mayBecome(command.windowNs(), windowNs, IdWindow.WINDOW_NS_MAX)
                && mayBecome(command.repliesMax(), repliesMax, ReplyTable.REPLIES_MAX)
                && mayBecome(command.replyRowsMax(), replyRowsMax, ReplyTable.ROWS_MAX)
                && mayBecome(command.grantsMax(), grantsMax, GrantTable.GRANTS_MAX);
    }

    private static boolean mayBecome(long next, long now, long most) {
        return next == 0 || (next >= now && next <= most);
    }

    /** Genesis comes from an operator, before anything runs. */
    static void check(GenesisCommand genesis) {
        check("accountsMax", genesis.accountsMax(), 1, AccountTable.ROWS_MAX);
        check("transfersMax", genesis.transfersMax(), 1, TransferTable.ROWS_MAX);
        check("windowNs", genesis.windowNs(), IdWindow.WINDOW_NS_MIN, IdWindow.WINDOW_NS_MAX);
        check("repliesMax", genesis.repliesMax(), 0, ReplyTable.REPLIES_MAX);
        check("replyRowsMax", genesis.replyRowsMax(), 0, ReplyTable.ROWS_MAX);
        check("grantsMax", genesis.grantsMax(), 1, GrantTable.GRANTS_MAX);
        check("idPolicy", genesis.idPolicy(), Settings.TIME_ORDERED, Settings.ANY);
    }

    private static void check(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("must be from " + least + " to " + most + ": " + name + "=" + value);
        }
    }

    long accountsMax() {
        return accountsMax;
    }

    long transfersMax() {
        return transfersMax;
    }

    long windowNs() {
        return windowNs;
    }

    long repliesMax() {
        return repliesMax;
    }

    long replyRowsMax() {
        return replyRowsMax;
    }

    long grantsMax() {
        return grantsMax;
    }
}
