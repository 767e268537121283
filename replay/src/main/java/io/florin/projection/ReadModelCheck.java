package io.florin.projection;

import io.florin.projection.AccountState.Balances;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Compares the read model with the ledger at one sequence: every account's state, how many there are, and what they add
 * up to. Reads one snapshot of the database, so the projector may go on meanwhile. One thread.
 */
public final class ReadModelCheck implements AutoCloseable {
    private static final int FETCH = 10_000;

    private final ReadModelConfig config;
    private final Connection connection;
    private final long sequence;
    private final UUID ledgerId;

    /** The ledger, in the state behind the sequence of the check. */
    public interface LedgerAccounts {
        /** Null if there is no such account. */
        @Nullable
        AccountState find(UUID account);

        long accounts();

        long openHolds();
    }

    /**
     * What was compared.
     *
     * @param difference the first one, as a sentence with both sides; empty if there is none.
     */
    public record Outcome(long sequence, long accounts, long openHolds, Optional<String> difference) {}

    private ReadModelCheck(ReadModelConfig config, Connection connection, Position position) {
        this.config = config;
        this.connection = connection;
        this.sequence = position.sequence();
        this.ledgerId = position.ledgerId();
    }

    /** Takes a snapshot of the database; what it says of its position holds until {@link #close}. */
    public static ReadModelCheck begin(ReadModel model) {
        try {
            Connection connection = model.connection();
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            Position position = BooksLoader.position(connection);
            if (position != null) return new ReadModelCheck(model.config(), connection, position);
            connection.close();
            throw ReadModelException.refused(
                    "nothing was ever written to this read model",
                    model.config().url());
        } catch (SQLException failed) {
            throw ReadModelException.of(failed, model.config());
        }
    }

    /** At which the ledger must stand. */
    public long sequence() {
        return sequence;
    }

    public UUID ledgerId() {
        return ledgerId;
    }

    /** Compares all there is; stops at the first difference. */
    public Outcome compare(LedgerAccounts ledger) {
        try {
            Counted counted = new Counted();
            Optional<String> difference = states(ledger, counted);
            if (difference.isEmpty()) difference = counts(ledger, counted);
            if (difference.isEmpty()) difference = sums();
            return new Outcome(sequence, counted.accounts, counted.openHolds, difference);
        } catch (SQLException failed) {
            throw ReadModelException.of(failed, config);
        }
    }

    private static final class Counted {
        private long accounts;
        private long openHolds;
    }

    private Optional<String> states(LedgerAccounts ledger, Counted counted) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select b.account_id, b.debits_pending, b.debits_posted, b.credits_pending, b.credits_posted,
                       coalesce(l.debit_allowance, 0), coalesce(l.credit_allowance, 0), coalesce(l.version, 0),
                       coalesce(f.frozen, 0), a.flags & 32 <> 0 or h.closing is not null
                  from balances b
                  join accounts a using (account_id)
                  left join (select distinct on (account_id) * from account_limits order by account_id, version desc) l
                       using (account_id)
                  left join (select distinct on (account_id) * from account_statuses
                              order by account_id, sequence desc) f using (account_id)
                  left join (select debit_account_id as account_id, true as closing from open_holds
                              where flags & 64 <> 0
                             union
                             select credit_account_id, true from open_holds where flags & 128 <> 0) h using (account_id)
                 order by a.sequence""")) {
            query.setFetchSize(FETCH);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counted.accounts++;
                    UUID account = row.getObject(1, UUID.class);
                    AccountState ours = state(row);
                    AccountState theirs = ledger.find(account);
                    if (!ours.equals(theirs)) {
                        return difference("account=" + account, ours, theirs);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static AccountState state(ResultSet row) throws SQLException {
        return new AccountState(
                new Balances(row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9),
                row.getBoolean(10));
    }

    private Optional<String> difference(String what, Object ours, @Nullable Object theirs) {
        return Optional.of("first difference at sequence " + sequence + ": " + what + " read_model=" + ours + " ledger="
                + (theirs == null ? "nothing" : theirs));
    }

    private Optional<String> counts(LedgerAccounts ledger, Counted counted) throws SQLException {
        counted.openHolds = number("select count(*) from open_holds");
        if (counted.accounts != ledger.accounts()) return difference("accounts", counted.accounts, ledger.accounts());
        if (counted.openHolds != ledger.openHolds()) {
            return difference("open holds", counted.openHolds, ledger.openHolds());
        }
        long movements = number("select count(*) from movements");
        long written = number("select movements from position");
        boolean isWhole = number("select count(*) from partitions where archived_at is not null") == 0;
        if (isWhole && movements != written) {
            return Optional.of("movements has " + movements + " rows, and the position says " + written);
        }
        return Optional.empty();
    }

    private Optional<String> sums() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select ledger, debits_posted, credits_posted, debits_pending, credits_pending,
                       coalesce((select sum(held) from open_holds h where h.ledger = t.ledger), 0) as held
                  from ledger_totals t
                 order by ledger""");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                boolean isEven = row.getBigDecimal(2).compareTo(row.getBigDecimal(3)) == 0
                        && row.getBigDecimal(4).compareTo(row.getBigDecimal(5)) == 0
                        && row.getBigDecimal(4).compareTo(row.getBigDecimal(6)) == 0;
                if (isEven) continue;
                return Optional.of("first difference at sequence " + sequence + ": ledger=" + row.getLong(1)
                        + " debits_posted=" + row.getBigDecimal(2) + " credits_posted=" + row.getBigDecimal(3)
                        + " debits_pending=" + row.getBigDecimal(4) + " credits_pending=" + row.getBigDecimal(5)
                        + " open_holds=" + row.getBigDecimal(6));
            }
        }
        return Optional.empty();
    }

    private long number(String sql) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // it read, and left nothing behind
        }
    }
}
