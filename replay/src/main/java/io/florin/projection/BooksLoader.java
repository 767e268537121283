package io.florin.projection;

import io.florin.feed.EventData;
import io.florin.feed.EventData.Kind;
import io.florin.feed.EventData.Parties;
import io.florin.feed.EventData.Transfer;
import io.florin.feed.EventData.UserData;
import io.florin.journal.Chain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the books back from PostgreSQL: whoever continues there needs nothing else, and cannot disagree with it. What
 * account_states does not have yet is added from the movements behind it. One thread.
 */
final class BooksLoader {
    private static final int FETCH = 10_000;
    private static final int CLOSED = 1 << 5;
    private static final int CLOSING_DEBIT = 1 << 6;
    private static final int CLOSING_CREDIT = 1 << 7;

    private final Connection connection;
    private final Books books = new Books();
    private Position position;
    private long statesSequence;

    private BooksLoader(Connection connection, UUID ledgerId) {
        this.connection = connection;
        this.position = Position.beginning(ledgerId);
    }

    /** What was loaded. */
    record Loaded(Books books, Position position, long statesSequence) {}

    /**
     * Reads position and books; begins at nothing where there is no position yet.
     *
     * @throws ReadModelException if they belong to another ledger.
     */
    static Loaded load(Connection connection, UUID ledgerId, ReadModelConfig config) throws SQLException {
        connection.setAutoCommit(false);
        var loader = new BooksLoader(connection, ledgerId);
        if (loader.findPosition(ledgerId, config)) {
            loader.accounts();
            loader.movements();
            loader.limits();
            loader.statuses();
            loader.openHolds();
            loader.ledgers();
        }
        connection.commit();
        return new Loaded(loader.books, loader.position, loader.statesSequence);
    }

    /** Where the read model stands; null where nothing was ever written. */
    static @Nullable Position position(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select ledger_id, sequence, epoch, chain, recorded_ns from position");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) return null;
            return new Position(
                    row.getObject(1, UUID.class),
                    row.getLong(2),
                    row.getLong(3),
                    Chain.copyOf(row.getBytes(4)),
                    row.getLong(5));
        }
    }

    private boolean findPosition(UUID ledgerId, ReadModelConfig config) throws SQLException {
        Position found = position(connection);
        if (found == null) {
            begin();
            return false;
        }
        if (!found.ledgerId().equals(ledgerId)) {
            throw ReadModelException.refused(
                    "this read model is of ledger " + found.ledgerId() + ", and the node serves " + ledgerId
                            + ", name another database",
                    config.url());
        }
        position = found;
        try (PreparedStatement query = connection.prepareStatement(
                        "select states_sequence, last_account_ns, last_transfer_ns, movements, refusals from position");
                ResultSet row = query.executeQuery()) {
            row.next();
            statesSequence = row.getLong(1);
            books.lastAccountNs = row.getLong(2);
            books.lastTransferNs = row.getLong(3);
            books.movements = row.getLong(4);
            books.refusals = row.getLong(5);
        }
        return true;
    }

    private void begin() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into position (ledger_id, epoch, sequence, chain, recorded_ns, first_sequence, states_sequence,
                                      last_account_ns, last_transfer_ns, accounts, movements, refusals)
                values (?, 0, 0, ?, 0, 1, 0, 0, 0, 0, 0, 0)""")) {
            insert.setObject(1, position.ledgerId());
            insert.setBytes(2, position.chain().toBytes());
            insert.executeUpdate();
        }
    }

    /** What to do with each row of an answer. */
    private interface RowTaker {
        void take(ResultSet row) throws SQLException;
    }

    private void each(String sql, RowTaker taker) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCH);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) taker.take(rows);
            }
        }
    }

    private void accounts() throws SQLException {
        each("""
                select a.account_id, a.ledger, a.flags, coalesce(s.sequence, a.sequence), debits_pending, debits_posted,
                       credits_pending, credits_posted, debit_allowance, credit_allowance, limits_version,
                       coalesce(frozen, 0), coalesce(frozen_reason, 0)
                  from accounts a left join account_states s using (account_id) order by a.sequence""", row -> {
            int account = books.accounts.add(row.getObject(1, UUID.class), row.getLong(2));
            books.accounts.set(account, AccountBook.SEQUENCE, row.getLong(4));
            for (int field = AccountBook.DEBITS_PENDING; field <= AccountBook.LIMITS_VERSION; field++) {
                books.accounts.set(account, field, row.getLong(3 + field));
            }
            books.accounts.frozen(account, row.getInt(12), row.getInt(13));
            books.accounts.closed(account, (row.getInt(3) & CLOSED) != 0);
        });
        each(
                "select account_id, sequence from accounts where sequence > " + statesSequence,
                row -> books.accounts.touched(books.accounts.require(row.getObject(1, UUID.class)), row.getLong(2)));
    }

    private void movements() throws SQLException {
        each(
                "select debit_account_id, debit_debits_pending, debit_debits_posted, debit_credits_pending,"
                        + " debit_credits_posted, credit_account_id, credit_debits_pending, credit_debits_posted,"
                        + " credit_credits_pending, credit_credits_posted, sequence from movements where sequence > "
                        + statesSequence + " order by sequence, part",
                row -> {
                    balances(row, 1);
                    balances(row, 6);
                });
    }

    private void balances(ResultSet row, int from) throws SQLException {
        int account = books.accounts.require(row.getObject(from, UUID.class));
        books.accounts.set(account, AccountBook.DEBITS_PENDING, row.getLong(from + 1));
        books.accounts.set(account, AccountBook.DEBITS_POSTED, row.getLong(from + 2));
        books.accounts.set(account, AccountBook.CREDITS_PENDING, row.getLong(from + 3));
        books.accounts.set(account, AccountBook.CREDITS_POSTED, row.getLong(from + 4));
        books.accounts.touched(account, row.getLong(11));
    }

    private void limits() throws SQLException {
        each(
                "select account_id, debit_allowance, credit_allowance, version, sequence from account_limits"
                        + " where sequence > " + statesSequence + " order by sequence",
                row -> {
                    int account = books.accounts.require(row.getObject(1, UUID.class));
                    books.accounts.set(account, AccountBook.DEBIT_ALLOWANCE, row.getLong(2));
                    books.accounts.set(account, AccountBook.CREDIT_ALLOWANCE, row.getLong(3));
                    books.accounts.set(account, AccountBook.LIMITS_VERSION, row.getLong(4));
                    touched(account, row.getLong(5));
                });
    }

    private void statuses() throws SQLException {
        each(
                "select account_id, frozen, reason, sequence from account_statuses where sequence > " + statesSequence
                        + " order by sequence",
                row -> {
                    int account = books.accounts.require(row.getObject(1, UUID.class));
                    books.accounts.frozen(account, row.getInt(2), row.getInt(3));
                    touched(account, row.getLong(4));
                });
    }

    private void touched(int account, long sequence) {
        books.accounts.touched(account, Math.max(sequence, books.accounts.get(account, AccountBook.SEQUENCE)));
    }

    private void openHolds() throws SQLException {
        each("""
                select hold_id, debit_account_id, credit_account_id, held, ledger, code, flags, user_data_128,
                       user_data_64, user_data_32, group_id from open_holds order by sequence""", row -> {
            UUID of128 = row.getObject(8, UUID.class);
            var hold = new Transfer(
                    row.getObject(1, UUID.class),
                    new Parties(row.getObject(2, UUID.class), row.getObject(3, UUID.class)),
                    EventData.NO_ID,
                    row.getLong(4),
                    (int) row.getLong(5),
                    new Kind(row.getInt(6), row.getInt(7), 0),
                    new UserData(of128 == null ? EventData.NO_ID : of128, row.getLong(9), (int) row.getLong(10)));
            books.holds.add(hold, row.getObject(11, UUID.class));
            int flags = hold.kind().flags();
            if ((flags & CLOSING_DEBIT) != 0) close(hold.parties().debitAccountId());
            if ((flags & CLOSING_CREDIT) != 0) close(hold.parties().creditAccountId());
        });
    }

    private void close(UUID account) {
        books.accounts.closed(books.accounts.require(account), true);
    }

    private void ledgers() throws SQLException {
        each("select ledger from ledgers", row -> books.ledgers.add(row.getLong(1)));
    }
}
