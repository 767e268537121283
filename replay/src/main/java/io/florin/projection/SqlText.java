package io.florin.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A statement as it grows: words of ours, and values, which only ever go as parameters. */
final class SqlText {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    SqlText(String words) {
        text.append(words);
    }

    /** Words with a question mark for each value. */
    SqlText add(String words, Object... itsValues) {
        text.append(words);
        values.addAll(List.of(itsValues));
        return this;
    }

    /** Of a column of whole numbers. */
    SqlText among(String column, long[] numbers) {
        text.append(" and ").append(column).append(" = any (?)");
        values.add(numbers);
        return this;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text.toString());
        try {
            for (int i = 0; i < values.size(); i++) {
                Object value = values.get(i);
                if (value instanceof long[] numbers) {
                    Long[] boxed = new Long[numbers.length];
                    for (int n = 0; n < numbers.length; n++) boxed[n] = numbers[n];
                    statement.setArray(i + 1, connection.createArrayOf("bigint", boxed));
                } else {
                    statement.setObject(i + 1, value);
                }
            }
            return statement;
        } catch (SQLException | RuntimeException | Error failed) {
            statement.close();
            throw failed;
        }
    }

    /** A time as PostgreSQL has it: to the microsecond. */
    static OffsetDateTime time(long timestampNs) {
        return Instant.EPOCH.plusNanos(timestampNs).atOffset(ZoneOffset.UTC);
    }
}
