package io.florin.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.ledger.Ledger;
import io.florin.projection.AccountState.Balances;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The read model says what the journal says, wherever it was interrupted, and whoever asks about whichever moment. */
@Timeout(60)
final class ProjectionTest {
    @TempDir
    Path folder;

    private ReadModelConfig config = ReadModelConfig.local("jdbc:postgresql:none", "none", "");

    @BeforeEach
    void database() throws Exception {
        config = Postgres.freshDatabase();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** Ended at random places, before and behind commits, by letting everything go. */
    private void projectWithInterruptions(ReadModel model, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        JournalView view = JournalView.of(Disk.real(), data());
        boolean isMore = true;
        while (isMore) {
            try (Projection projection = Projection.open(model, JournalAndModel.LEDGER_ID, view::read)) {
                int polls = random.nextInt(6) + 1;
                for (int i = 0; i < polls && isMore; i++) {
                    isMore = projection.poll(Long.MAX_VALUE, random.nextInt(3_000) + 1) > 0;
                    boolean isCommitted = random.nextInt(3) > 0 || !isMore;
                    if (isCommitted && projection.isCommittable()) projection.commit(random.nextInt(4) == 0);
                }
            }
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2})
    void everyAccountIsEqualAtEverySequence(long seed) throws Exception {
        JournalAndModel.history(data(), seed, 200);
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            projectWithInterruptions(model, seed);
            JournalAndModel.assertEqualToTheLedger(model, data());
            long last = Long.parseLong(Postgres.ask(config, "select sequence from position"));
            var random = new SplittableRandom(seed);
            for (int i = 0; i < 6; i++) assertBalancesAt(model, random.nextLong(last) + 1);
        }
    }

    private void assertBalancesAt(ReadModel model, long someSequence) throws Exception {
        Ledger ledger = JournalAndModel.ledger(data(), someSequence);
        long sequence = ledger.lastSequence(); // requests are whole
        var accounts = new JournalAndModel.Accounts(ledger);
        int found = 0;
        try (Connection connection = model.reading();
                PreparedStatement query = connection.prepareStatement(
                        "select a.account_id, b.* from accounts a, lateral balance_at(a.account_id, ?) b")) {
            query.setLong(1, sequence);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found++;
                    AccountState state = accounts.find(row.getObject(1, UUID.class));
                    var ours = new Balances(row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
                    assertEquals(Optional.of(ours), Optional.ofNullable(state).map(AccountState::balances));
                }
            }
        }
        assertEquals(ledger.accounts(), found, "accounts at " + sequence);
    }

    /** Two ways to one position: with interruptions and in one go; and once more behind a drop. */
    @Test
    void aRebuildExportsTheSameBytes() throws Exception {
        JournalAndModel.history(data(), 4, 200);
        try (ReadModel model = ReadModel.of(config);
                ReadModel other = ReadModel.of(Postgres.freshDatabase())) {
            model.migrate();
            projectWithInterruptions(model, 4);
            var first = JournalAndModel.export(model, folder.resolve("first"));
            other.migrate();
            JournalAndModel.project(other, data());
            assertEquals(first, JournalAndModel.export(other, folder.resolve("other")));
            model.drop();
            model.migrate();
            JournalAndModel.project(model, data());
            assertEquals(first, JournalAndModel.export(model, folder.resolve("again")));
            assertTrue(String.valueOf(first.get("movements.csv")).lines().count() > 100);
            assertTrue(String.valueOf(first.get("refusals.csv")).lines().count() > 1);
        }
    }

    /** Two projectors at once: one of them loses, and nothing is there twice. */
    @Test
    void whatIsDeliveredTwiceIsWrittenOnce() throws Exception {
        JournalAndModel.history(data(), 5, 60);
        JournalView view = JournalView.of(Disk.real(), data());
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            try (Projection one = Projection.open(model, JournalAndModel.LEDGER_ID, view::read);
                    Projection two = Projection.open(model, JournalAndModel.LEDGER_ID, view::read)) {
                while (one.poll(Long.MAX_VALUE, 1_000) > 0) {
                    // to its end
                }
                one.commit(true);
                while (two.poll(Long.MAX_VALUE, 1_000) > 0) {
                    // the same records again
                }
                SQLException lost = assertThrows(SQLException.class, () -> two.commit(true));
                assertTrue(String.valueOf(lost.getMessage()).contains("somebody else writes"), lost.getMessage());
            }
            JournalAndModel.assertEqualToTheLedger(model, data());
        }
    }

    /** A database of yesterday goes on from where it stood then. */
    @Test
    void aRestoredBackupGoesOnFromItsOwnPosition() throws Exception {
        JournalAndModel.history(data(), 6, 120);
        JournalView view = JournalView.of(Disk.real(), data());
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            try (Projection projection = Projection.open(model, JournalAndModel.LEDGER_ID, view::read)) {
                projection.poll(Long.MAX_VALUE, 200);
                while (!projection.isCommittable()) projection.poll(Long.MAX_VALUE, 1);
                projection.commit(false);
            }
        }
        String database = config.url().substring(config.url().lastIndexOf('/') + 1);
        Postgres.execute(
                Postgres.url("postgres", Postgres.port()),
                "create database " + database + "_yesterday template " + database);
        try (ReadModel today = ReadModel.of(config)) {
            JournalAndModel.project(today, data());
        }
        var restored = ReadModelConfig.local(config.url() + "_yesterday", "postgres", "");
        try (ReadModel model = ReadModel.of(restored)) {
            long then = Long.parseLong(Postgres.ask(restored, "select sequence from position"));
            JournalAndModel.project(model, data());
            assertTrue(Long.parseLong(Postgres.ask(restored, "select sequence from position")) > then);
            JournalAndModel.assertEqualToTheLedger(model, data());
        }
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() throws Exception {
        JournalAndModel.history(data(), 7, 60);
        Path shorter = folder.resolve("shorter");
        JournalAndModel.history(shorter, 8, 4);
        JournalView view = JournalView.of(Disk.real(), data());
        JournalView other = JournalView.of(Disk.real(), shorter);
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            JournalAndModel.project(model, data());
            List<String> said = new ArrayList<>();
            said.add(refused(model, new UUID(7, 7), view));
            said.add(refused(model, JournalAndModel.LEDGER_ID, other));
            Postgres.ask(config, "update position set chain = '\\x00' returning 1");
            said.add(refused(model, JournalAndModel.LEDGER_ID, view));
            assertTrue(said.get(0).startsWith("this read model is of ledger "), said.get(0));
            assertTrue(said.get(1).startsWith("the read model is ahead of the journal: "), said.get(1));
            assertTrue(said.get(2).contains("another history led there"), said.get(2));
            said.forEach(sentence -> assertTrue(sentence.endsWith("florin.projection.url=" + config.url())));
        }
    }

    private static String refused(ReadModel model, UUID ledgerId, JournalView view) {
        var refused = assertThrows(ReadModelException.class, () -> Projection.open(model, ledgerId, view::read)
                .close());
        assertFalse(refused.mayPass());
        return String.valueOf(refused.getMessage());
    }

    /** A difference is found and named; so is a row too many. */
    @Test
    void aDifferenceIsNamed() throws Exception {
        JournalAndModel.history(data(), 9, 60);
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            JournalAndModel.project(model, data());
            JournalAndModel.assertEqualToTheLedger(model, data());
            String account = Postgres.ask(
                    config,
                    "update account_states set credits_posted = credits_posted + 1 where account_id ="
                            + " (select account_id from account_states order by account_id limit 1)"
                            + " returning account_id");
            String difference =
                    JournalAndModel.check(model, data()).difference().orElse("none");
            assertTrue(difference.contains("account=" + account), difference);
            assertTrue(difference.contains("read_model="), difference);
            Postgres.ask(
                    config,
                    "update account_states set credits_posted = credits_posted - 1 where account_id = '" + account
                            + "' returning 1");
            Postgres.ask(config, "insert into movements select * from movements limit 1 returning 1");
            assertTrue(JournalAndModel.check(model, data()).difference().isPresent());
        }
    }

    @Test
    void everyColumnIsExplained() throws Exception {
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            assertEquals("0", Postgres.ask(config, """
                    select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                     where n.nspname = 'florin' and c.relkind in ('r', 'p') and c.relname <> 'schema_history'
                       and (col_description(c.oid, a.attnum) is null or obj_description(c.oid) is null)"""));
            assertEquals("0", Postgres.ask(config, """
                    select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                     where n.nspname = 'florin' and c.relkind = 'v' and obj_description(c.oid) is null"""));
        }
    }
}
