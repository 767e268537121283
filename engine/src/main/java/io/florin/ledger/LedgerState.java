package io.florin.ledger;

/**
 * The complete state as words, written and read in one fixed order: everything that a decision reads, and nothing that
 * depends on how memory happens to lie. Between requests only. Allocates; not for the thread that serves clients.
 */
final class LedgerState {
    private final LedgerTables tables;
    private final AccountTable accounts;
    private final Transfers transfers;
    private final TransferTable table;
    private final IdWindow window;
    private final RowsHash rowsHash;

    LedgerState(LedgerTables tables, RowsHash rowsHash) {
        this.tables = tables;
        this.accounts = tables.accounts();
        this.transfers = tables.transfers();
        this.table = transfers.table();
        this.window = transfers.window();
        this.rowsHash = rowsHash;
    }

    void write(StateWriter writer) {
        writeSettings(writer);
        writeAccounts(writer);
        writeTransfers(writer);
        writeReplies(writer);
        writeGrants(writer);
        if (tables.closedDays().count() > 0) writeClosedDays(writer);
    }

    void read(StateReader reader) {
        readSettings(reader);
        readAccounts(reader);
        readTransfers(reader);
        readReplies(reader);
        readGrants(reader);
        if (reader.has(StateTable.CLOSED_DAYS)) readClosedDays(reader);
    }

    private void writeSettings(StateWriter writer) {
        writer.begin(StateTable.SETTINGS);
        writer.write(1);
        tables.settings().write(writer);
        writer.write(window.markSecond());
        writer.write(window.agedSecond());
        writer.write(transfers.lastTimestampNs());
        writer.write(rowsHash.nextRow());
        writer.end(StateTable.SETTINGS);
    }

    private void readSettings(StateReader reader) {
        reader.begin(StateTable.SETTINGS);
        Belief.require(reader.read() == 1, "settings are one row");
        tables.settings().read(reader);
        tables.takeSettings();
        long mark = reader.read();
        long aged = reader.read();
        window.restore(mark, aged);
        transfers.lastTimestampNs(reader.read());
        rowsHash.nextRow((int) reader.read());
        reader.end(StateTable.SETTINGS);
    }

    private void writeAccounts(StateWriter writer) {
        writer.begin(StateTable.ACCOUNTS);
        writer.write(accounts.count());
        for (int row = 0; row < accounts.count(); row++) {
            writer.write(accounts.idHigh(row));
            writer.write(accounts.idLow(row));
            writer.write(accounts.timestampNs(row));
            for (int word = 0; word < AccountTable.HOT_LONGS; word++) writer.write(accounts.hotWord(row, word));
            writer.write(accounts.userData128High(row));
            writer.write(accounts.userData128Low(row));
            writer.write(accounts.userData64(row));
            writer.write(accounts.userData32(row));
        }
        writer.end(StateTable.ACCOUNTS);
    }

    private void readAccounts(StateReader reader) {
        reader.begin(StateTable.ACCOUNTS);
        long count = reader.read();
        for (long i = 0; i < count; i++) {
            int row = accounts.add(reader.read(), reader.read(), reader.read());
            for (int word = 0; word < AccountTable.HOT_LONGS; word++) accounts.hotWord(row, word, reader.read());
            accounts.setUserData(row, reader.read(), reader.read(), reader.read(), (int) reader.read());
        }
        reader.end(StateTable.ACCOUNTS);
    }

    private void writeTransfers(StateWriter writer) {
        var order = new RememberedOrder(transfers);
        writer.begin(StateTable.TRANSFERS);
        writer.write(order.count());
        for (int place = 0; place < order.count(); place++) {
            int row = order.row(place);
            for (int word = 0; word < TransferTable.OWN_WORDS; word++) writer.write(table.word(row, word));
            if (table.pendingStatus(row) == PendingStatus.NONE) {
                writer.write(table.pendingIdHigh(row));
                writer.write(table.pendingIdLow(row));
            } else {
                writer.write(table.heldMinor(row));
                writer.write(group(order, row));
            }
            writer.write(table.second(row));
        }
        writer.end(StateTable.TRANSFERS);
    }

    /** Next and first of its group by their places, while the group is whole; else it can only be resolved apart. */
    private long group(RememberedOrder order, int hold) {
        if (!table.isUnresolved(hold)) return 0;
        int first = table.isFollower(hold) ? table.unresolvedFirst(hold) : hold;
        if (first == TransferTable.NONE || table.groupBrokenBy(first) != PendingStatus.NONE) return 0;
        long next = order.placeFrom1(table.nextOfGroup(hold));
        return next << Integer.SIZE | (table.isFollower(hold) ? order.placeFrom1(first) : 0);
    }

    /** Places become rows: the first row read is row 1. */
    private void readTransfers(StateReader reader) {
        reader.begin(StateTable.TRANSFERS);
        long count = reader.read();
        for (long i = 0; i < count; i++) {
            int row = transfers.takeForState();
            for (int word = 0; word < TransferTable.OWN_WORDS; word++) table.word(row, word, reader.read());
            table.pendingId(row, reader.read(), reader.read());
            table.second(row, reader.read());
            transfers.index(row);
            if (table.isUnresolved(row)) tables.holds().watch(row);
            else window.addResolved(row);
        }
        reader.end(StateTable.TRANSFERS);
        for (int row = 1; row <= count; row++) table.noteFirst(row);
    }

    private void writeReplies(StateWriter writer) {
        ReplyTable replies = tables.replies();
        replies.age(window.agedSecond());
        writer.begin(StateTable.REPLIES);
        writer.write(replies.remembered());
        for (int i = 0; i < replies.ringCount(); i++) {
            ReplyRing ring = replies.ring(i);
            for (int after = 0; after < ring.replies(); after++) {
                int reply = ring.place(after);
                if (ring.second(reply) >= replies.markSecond()) writeReply(writer, ring, reply);
            }
        }
        writer.end(StateTable.REPLIES);
    }

    private static void writeReply(StateWriter writer, ReplyRing ring, int reply) {
        writer.write(ring.principal(reply));
        writer.write(ring.keyHigh(reply));
        writer.write(ring.keyLow(reply));
        writer.write(ring.bodyHash(reply));
        writer.write(ring.sequence(reply));
        writer.write(Integer.toUnsignedLong(ring.epoch(reply)));
        writer.write(ring.timestampNs(reply));
        writer.write(ring.events(reply));
        writer.write(ring.rowCount(reply));
        for (int row = 0; row < ring.rowCount(reply); row++) {
            writer.write(ring.event(reply, row));
            writer.write(ring.status(reply, row));
            writer.write(ring.rowTimestampNs(reply, row));
        }
    }

    private void readReplies(StateReader reader) {
        var request = new RequestCommand();
        reader.begin(StateTable.REPLIES);
        long count = reader.read();
        for (long i = 0; i < count; i++) readReply(reader, request);
        reader.end(StateTable.REPLIES);
    }

    private void readReply(StateReader reader, RequestCommand request) {
        ReplyTable replies = tables.replies();
        long principal = reader.read();
        long keyHigh = reader.read();
        long keyLow = reader.read();
        long bodyHash = reader.read();
        long sequence = reader.read();
        int epoch = (int) reader.read();
        long timestampNs = reader.read();
        request.set((int) reader.read(), keyHigh, keyLow, bodyHash, 0, principal);
        int rows = (int) reader.read();
        boolean isStored = replies.store(request, timestampNs, sequence, epoch, rows);
        Belief.require(isStored, "a table has room for what it held");
        for (int row = 0; row < rows; row++) {
            replies.storeRow((int) reader.read(), (int) reader.read(), reader.read());
        }
    }

    private void writeGrants(StateWriter writer) {
        GrantTable grants = tables.grants();
        writer.begin(StateTable.GRANTS);
        writer.write(grants.count());
        for (int row = 0; row < grants.count(); row++) {
            writer.write(grants.principal(row));
            writer.write(grants.ledger(row));
            writer.write(grants.rights(row));
        }
        writer.end(StateTable.GRANTS);
    }

    private void readGrants(StateReader reader) {
        reader.begin(StateTable.GRANTS);
        long count = reader.read();
        for (long i = 0; i < count; i++) {
            boolean hasRoom = tables.grants().grant(reader.read(), (int) reader.read(), (int) reader.read());
            Belief.require(hasRoom, "a table has room for what it held");
        }
        reader.end(StateTable.GRANTS);
    }

    private void writeClosedDays(StateWriter writer) {
        ClosedDays days = tables.closedDays();
        writer.begin(StateTable.CLOSED_DAYS);
        writer.write(days.count());
        for (int row = 0; row < days.count(); row++) {
            writer.write(Integer.toUnsignedLong(days.ledger(row)));
            writer.write(days.date(row));
        }
        writer.end(StateTable.CLOSED_DAYS);
    }

    private void readClosedDays(StateReader reader) {
        ClosedDays days = tables.closedDays();
        reader.begin(StateTable.CLOSED_DAYS);
        long count = reader.read();
        Belief.require(count <= ClosedDays.LEDGERS_MAX, "a table has room for what it held");
        for (long i = 0; i < count; i++) days.close((int) reader.read(), (int) reader.read());
        reader.end(StateTable.CLOSED_DAYS);
    }
}
