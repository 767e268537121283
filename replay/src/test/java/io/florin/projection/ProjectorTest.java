package io.florin.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The agent beside a node: what PostgreSQL does to it is a figure, and only what nobody can heal ends it. */
@Timeout(120)
final class ProjectorTest {
    @TempDir
    Path folder;

    private final Counters counters = Counters.inMemory();
    private final List<String> lastWords = new ArrayList<>();
    private long nowNs;
    private long lastSequence;

    private Path data() {
        return folder.resolve("data");
    }

    private Projector projector(ReadModel model, UUID ledgerId) throws Exception {
        JournalView view = JournalView.of(Disk.real(), data());
        try (Reader reader = view.read(1)) {
            while (reader.next()) lastSequence = reader.sequence();
        }
        return new Projector(
                model,
                new Projector.Resources(
                        ledgerId,
                        data(),
                        view::read,
                        () -> lastSequence,
                        counters,
                        new Projector.Clocks(() -> nowNs, System::nanoTime),
                        lastWords::add));
    }

    /** A day of duties passes in a moment. */
    private void workUntil(Projector projector, BooleanSupplier isDone) {
        for (int duties = 0; duties < 20_000 && !isDone.getAsBoolean(); duties++) {
            projector.doWork();
            nowNs += TimeUnit.MILLISECONDS.toNanos(200);
        }
        assertTrue(
                isDone.getAsBoolean(),
                () -> "read model at " + projector.position() + ", refused: " + projector.refusal());
    }

    private boolean isComplete(Projector projector) {
        Position position = projector.position();
        return position != null && position.sequence() == lastSequence;
    }

    @Test
    void aCutBetweenThemIsALagAndThenNothing() throws Exception {
        JournalAndModel.history(data(), 11, 400);
        ReadModelConfig direct = Postgres.freshDatabase();
        String database = direct.url().substring(direct.url().lastIndexOf('/') + 1);
        try (Relay relay = Relay.to(Postgres.port());
                ReadModel model = ReadModel.of(direct.at(Postgres.url(database, relay.port())))) {
            relay.cut();
            Projector projector = projector(model, JournalAndModel.LEDGER_ID);
            workUntil(projector, () -> counters.value(FlorinCounter.READ_MODEL_FAILURES) >= 3);
            assertNull(projector.position());
            assertEquals(lastSequence, counters.value(FlorinCounter.READ_MODEL_LAG));
            relay.heal();
            for (int cuts = 0; cuts < 5 && !isComplete(projector); cuts++) {
                projector.doWork();
                nowNs += TimeUnit.SECONDS.toNanos(60);
                projector.doWork();
                relay.cut();
                projector.doWork();
                relay.heal();
            }
            workUntil(projector, () -> isComplete(projector));
            assertEquals(0, counters.value(FlorinCounter.READ_MODEL_LAG));
            assertNull(projector.refusal());
            projector.onClose();
            JournalAndModel.assertEqualToTheLedger(model, data());
        }
    }

    @Test
    void whoMayNotComeInIsToldHowAndTriesAgain() throws Exception {
        JournalAndModel.history(data(), 12, 20);
        ReadModelConfig right = Postgres.freshDatabase();
        var wrong = ReadModelConfig.local(right.url(), "nobody_here", "secret");
        try (ReadModel model = ReadModel.of(wrong)) {
            Projector projector = projector(model, JournalAndModel.LEDGER_ID);
            workUntil(projector, () -> counters.value(FlorinCounter.READ_MODEL_FAILURES) >= 2);
            assertNull(projector.refusal(), "somebody may still set the password there");
        }
        assertTrue(refusal(wrong).endsWith("florin.projection.user=nobody_here"), refusal(wrong));
        assertTrue(!refusal(wrong).contains("secret"));
    }

    @Test
    void whoLacksARightIsToldWhich() throws Exception {
        ReadModelConfig right = Postgres.freshDatabase();
        Postgres.execute(
                right.url(), "do $$ begin create role poor login; exception when duplicate_object then null; end $$");
        String said = refusal(ReadModelConfig.local(right.url(), "poor", ""));
        assertTrue(said.startsWith("this user lacks a right ("), said);
        assertTrue(said.endsWith("florin.projection.user=poor"), said);
        String none = refusal(right.at(Postgres.url("no_such_database", Postgres.port())));
        assertTrue(none.startsWith("PostgreSQL has no such database"), none);
    }

    private static String refusal(ReadModelConfig config) {
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            return "nothing";
        } catch (ReadModelException said) {
            return String.valueOf(said.getMessage());
        }
    }

    @Test
    void aNewerSchemaEndsItWithOneSentence() throws Exception {
        JournalAndModel.history(data(), 13, 20);
        ReadModelConfig config = Postgres.freshDatabase();
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            Postgres.ask(config, """
                    insert into schema_history (installed_rank, version, description, type, script, checksum,
                                                installed_by, execution_time, success)
                    values (99, '99', 'of next year', 'SQL', 'V99__of_next_year.sql', 1, 'postgres', 1, true)
                    returning 1""");
            Projector projector = projector(model, JournalAndModel.LEDGER_ID);
            workUntil(projector, () -> projector.refusal() != null);
            assertTrue(String.valueOf(projector.refusal()).startsWith("the schema florin is of version 99 and this"));
            assertEquals(1, lastWords.size());
            assertEquals(0, projector.doWork());
        }
    }

    @Test
    void anotherLedgersReadModelEndsItAndIsNotTouched() throws Exception {
        JournalAndModel.history(data(), 14, 20);
        ReadModelConfig config = Postgres.freshDatabase();
        try (ReadModel model = ReadModel.of(config)) {
            Projector first = projector(model, JournalAndModel.LEDGER_ID);
            workUntil(first, () -> isComplete(first));
            first.onClose();
            Projector second = projector(model, new UUID(5, 5));
            workUntil(second, () -> second.refusal() != null);
            assertNotNull(second.refusal());
            JournalAndModel.assertEqualToTheLedger(model, data());
        }
    }
}
