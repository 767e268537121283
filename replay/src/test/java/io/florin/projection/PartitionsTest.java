package io.florin.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.projection.ReadModelConfig.Partition;
import java.sql.Connection;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pieces of time: whole days and months of UTC whatever the zone of a session, and what goes when it is old. */
@Timeout(60)
final class PartitionsTest {
    private static final String A = "00000000-0000-0000-0000-0000000000aa";
    private static final String B = "00000000-0000-0000-0000-0000000000bb";

    private ReadModelConfig config = ReadModelConfig.local("jdbc:postgresql:none", "none", "");

    @BeforeEach
    void schema() throws Exception {
        config = Postgres.freshDatabase();
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
        }
        Postgres.ask(config, """
                insert into position (ledger_id, epoch, sequence, chain, recorded_ns, first_sequence, states_sequence,
                                      last_account_ns, last_transfer_ns, accounts, movements, refusals)
                values (gen_random_uuid(), 1, 9, '', 0, 1, 0, 0, 0, 2, 0, 0) returning 1""");
    }

    private static long ns(String time) {
        return TimeUnit.SECONDS.toNanos(OffsetDateTime.parse(time).toEpochSecond());
    }

    private interface Work {
        void in(Connection connection) throws Exception;
    }

    private void inTransaction(Work work) throws Exception {
        try (ReadModel model = ReadModel.of(config);
                Connection connection = model.connection()) {
            connection.setAutoCommit(false);
            try (Statement zone = connection.createStatement()) {
                zone.execute("set time zone 'Europe/Prague'"); // where the clocks change between the days below
            }
            work.in(connection);
            connection.commit();
        }
    }

    private String bounds(String partition) throws Exception {
        return Postgres.ask(
                config,
                "select min((from_at at time zone 'UTC')::text || ' to ' || (to_at at time zone 'UTC')::text)"
                        + " from partitions where partition_name = '" + partition + "'");
    }

    @Test
    void daysAndMonthsAreThoseOfUtcAndNeverOverlap() throws Exception {
        inTransaction(connection -> {
            var days = new Partitions(connection, Partition.DAY);
            days.enter(ns("2026-10-24T23:59:59Z")); // in Prague that is the next day
            assertEquals("movements_2026_10_24", days.name(ReadTable.MOVEMENTS));
            assertTrue(days.isCurrent(ns("2026-10-24T00:00:00Z")));
            assertFalse(days.isCurrent(ns("2026-10-25T00:00:00Z")));
            days.enter(ns("2026-10-25T12:00:00Z")); // 25 hours long there, 24 here
            var months = new Partitions(connection, Partition.MONTH);
            months.enter(ns("2026-10-25T13:00:00Z"));
            assertEquals("refusals_2026_10_25", months.name(ReadTable.REFUSALS), "what is there is used");
            months.enter(ns("2026-10-27T00:00:00Z"));
            months.enter(ns("2026-11-01T00:00:00Z"));
            assertEquals("movements_2026_11_01", months.name(ReadTable.MOVEMENTS));
        });
        assertEquals("2026-10-24 00:00:00 to 2026-10-25 00:00:00", bounds("movements_2026_10_24"));
        assertEquals("2026-10-25 00:00:00 to 2026-10-26 00:00:00", bounds("movements_2026_10_25"));
        assertEquals("2026-10-26 00:00:00 to 2026-11-01 00:00:00", bounds("movements_2026_10_26_on"));
        assertEquals("2026-11-01 00:00:00 to 2026-12-01 00:00:00", bounds("refusals_2026_11_01"));
    }

    private static void movement(Statement statement, String time, long sequence, long amount, long total)
            throws Exception {
        statement.execute("""
                insert into movements (recorded_at, sequence, timestamp_ns, amount, released, ledger, transfer_id,
                    debit_account_id, credit_account_id, debit_debits_pending, debit_debits_posted,
                    debit_credits_pending, debit_credits_posted, credit_debits_pending, credit_debits_posted,
                    credit_credits_pending, credit_credits_posted, part, code, flags, kind)
                values ('%s', %d, %d, %d, 0, 978, gen_random_uuid(), '%s', '%s', 0, %d, 0, 0, 0, 0, 0, %d, 0, 1, 0,
                        'transfer')""".formatted(time, sequence, sequence, amount, A, B, total, total));
    }

    @Test
    void whatIsOldIsDetachedAndItsBalancesAreKept() throws Exception {
        inTransaction(connection -> {
            var days = new Partitions(connection, Partition.DAY);
            try (Statement statement = connection.createStatement()) {
                for (String account : new String[] {A, B}) {
                    statement.execute("insert into accounts (account_id, sequence, recorded_at, timestamp_ns, ledger,"
                            + " code, flags) values ('" + account + "', 1, '2026-11-01T00:00:01Z', 1, 978, 1, 0)");
                }
                for (long day = 1; day <= 4; day++) {
                    String time = "2026-11-0" + day + "T12:00:00Z";
                    days.enter(ns(time));
                    movement(statement, time, day * 10, day * 100, day * (day + 1) * 50);
                }
            }
        });
        inTransaction(connection -> {
            var days = new Partitions(connection, Partition.DAY);
            assertEquals(4, days.archiveBefore(ns("2026-11-03T00:00:00Z")), "two days of two tables");
            assertEquals(0, days.archiveBefore(ns("2026-11-03T23:00:00Z")), "and no piece of the third day");
        });
        assertEquals("2", Postgres.ask(config, "select count(*) from movements"));
        assertEquals("21", Postgres.ask(config, "select first_sequence from position"));
        assertEquals("1", Postgres.ask(config, "select count(*) from florin_archive.movements_2026_11_02"));
        assertEquals("300", Postgres.ask(config, "select credits_posted from balance_at('" + B + "', 25)"));
        assertEquals("600", Postgres.ask(config, "select debits_posted from balance_at('" + A + "', 35)"));
        assertEquals("1000", Postgres.ask(config, "select debits_posted from balance_at('" + A + "', 99)"));
        inTransaction(connection -> assertEquals(
                2,
                new Partitions(connection, Partition.DAY).archiveBefore(ns("2027-01-01T00:00:00Z")),
                "the piece that is written stays"));
        assertEquals("1", Postgres.ask(config, "select count(*) from movements"));
    }
}
