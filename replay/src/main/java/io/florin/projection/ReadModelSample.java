package io.florin.projection;

import io.florin.projection.AccountState.Balances;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One account after the other, as the read model has it: for a comparison that never ends. */
public final class ReadModelSample {
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final ReadModel model;
    private UUID last = BEFORE_ALL;

    /** Begins with the first account. */
    public ReadModelSample(ReadModel model) {
        this.model = model;
    }

    /** The next account by id, and behind the last one the first again; null if there is none. */
    public @Nullable UUID next() {
        UUID found = behind(last);
        if (found == null) found = behind(BEFORE_ALL);
        last = found == null ? BEFORE_ALL : found;
        return found;
    }

    private @Nullable UUID behind(UUID account) {
        try (Connection connection = model.reading();
                PreparedStatement query = connection.prepareStatement(
                        "select account_id from accounts where account_id > ? order by account_id limit 1")) {
            query.setObject(1, account);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getObject(1, UUID.class) : null;
            }
        } catch (SQLException away) {
            throw ReadModelException.of(away, model.config());
        }
    }

    /** What an account had behind a sequence, which the read model must have reached. */
    public Optional<Balances> at(UUID account, long sequence) {
        try (Connection connection = model.reading();
                PreparedStatement query = connection.prepareStatement("select debits_pending, debits_posted,"
                        + " credits_pending, credits_posted from balance_at(?, ?)")) {
            query.setObject(1, account);
            query.setLong(2, sequence);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) return Optional.empty();
                return Optional.of(new Balances(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)));
            }
        } catch (SQLException away) {
            throw ReadModelException.of(away, model.config());
        }
    }
}
