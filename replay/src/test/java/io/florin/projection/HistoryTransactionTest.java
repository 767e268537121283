package io.florin.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.Disk;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.ledger.AccountView;
import io.florin.ledger.Ledger;
import io.florin.ledger.TransferView;
import io.florin.projection.HistoryRows.Balance;
import io.florin.projection.HistoryRows.Line;
import io.florin.projection.HistoryRows.Lines;
import io.florin.projection.HistoryRows.Objects;
import io.florin.projection.HistoryRows.Page;
import io.florin.projection.HistoryRows.Place;
import io.florin.projection.HistoryRows.Span;
import io.florin.projection.HistoryRows.Sums;
import io.florin.projection.HistoryRows.UserData;
import io.florin.projection.HistoryRows.Wanted;
import io.florin.protocol.codec.AccountRowDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.IdDecoder;
import io.florin.protocol.codec.TransferRowDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a real read model of a random history, against the ledger and the journal that it came from. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HistoryTransactionTest {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final Span EVER = new Span(0, Long.MAX_VALUE);
    private static final UserData ANY = new UserData(null, null, null);
    private static final long LOCAL = 1;

    @TempDir
    static Path folder = Path.of("");

    private ReadModelConfig config = ReadModelConfig.local("jdbc:postgresql:none", "none", "");

    @BeforeAll
    void fill() throws Exception {
        config = Postgres.freshDatabase();
        JournalAndModel.history(folder.resolve("data"), 77, 100);
        try (ReadModel model = ReadModel.of(config)) {
            model.migrate();
            JournalAndModel.project(model, folder.resolve("data"));
        }
    }

    private HistoryTransaction begin(ReadModel model) {
        return HistoryTransaction.begin(model::reading, TIMEOUT_NS);
    }

    private static UUID uuid(IdDecoder id) {
        return new UUID(id.high(), id.low());
    }

    private static List<UUID> accounts(HistoryTransaction history, boolean isAscending, int limit) {
        List<UUID> ids = new ArrayList<>();
        Place after = null;
        do {
            Objects page = history.accounts(history.readable(LOCAL), 0, new Page(limit, isAscending, after));
            var row = new AccountRowDecoder();
            for (int i = 0; i < page.count(); i++) {
                row.wrap(new UnsafeBuffer(page.rows()), i * AccountRowDecoder.ENCODED_LENGTH);
                ids.add(uuid(row.id()));
            }
            after = page.next();
        } while (after != null);
        return ids;
    }

    @Test
    void accountsAreWhatTheLedgerSays() throws Exception {
        try (ReadModel model = ReadModel.of(config);
                HistoryTransaction history = begin(model)) {
            Ledger ledger = JournalAndModel.ledger(
                    folder.resolve("data"), history.stand().sequence());
            List<UUID> ids = accounts(history, true, 7);
            assertEquals(ledger.accounts(), ids.size());
            List<UUID> newestFirst = accounts(history, false, 1_000);
            Collections.reverse(newestFirst);
            assertEquals(ids, newestFirst);
            Objects all = history.accounts(history.readable(LOCAL), 0, new Page(1_000, true, null));
            var row = new AccountRowDecoder();
            var view = new AccountView();
            for (int i = 0; i < all.count(); i++) {
                row.wrap(new UnsafeBuffer(all.rows()), i * AccountRowDecoder.ENCODED_LENGTH);
                assertTrue(ledger.lookup(0, row.id().high(), row.id().low(), view));
                assertEquals(view.debitsPendingMinor(), row.debitsPending());
                assertEquals(view.debitsPostedMinor(), row.debitsPosted());
                assertEquals(view.creditsPendingMinor(), row.creditsPending());
                assertEquals(view.creditsPostedMinor(), row.creditsPosted());
                assertEquals(view.timestampNs(), row.timestamp());
                assertEquals(view.flags(), row.flags());
            }
            Sums sums = history.trialBalance(history.readable(LOCAL)).getFirst();
            assertEquals(sums.debitsPosted(), sums.creditsPosted());
            assertEquals(ledger.accounts(), sums.accounts());
        }
    }

    /** Every transfer that was created, as the journal has it, oldest first. */
    private List<UUID> created() throws Exception {
        List<UUID> ids = new ArrayList<>();
        var row = new TransferRowDecoder();
        var result = new EventResultDecoder();
        try (Reader reader = JournalView.of(Disk.real(), folder.resolve("data")).read(1)) {
            while (reader.next()) {
                if (reader.commandTemplate() != CreateTransfersDecoder.TEMPLATE_ID) continue;
                row.wrap(reader.buffer(), reader.commandOffset());
                result.wrap(reader.buffer(), reader.resultOffset());
                if (result.status() == 0) ids.add(uuid(row.id()));
            }
        }
        return ids;
    }

    private static List<UUID> transfers(HistoryTransaction history, Wanted wanted, boolean isAscending, int limit) {
        List<UUID> ids = new ArrayList<>();
        Place after = null;
        do {
            Objects page = history.transfers(history.readable(LOCAL), wanted, new Page(limit, isAscending, after));
            var row = new TransferRowDecoder();
            for (int i = 0; i < page.count(); i++) {
                row.wrap(new UnsafeBuffer(page.rows()), i * TransferRowDecoder.ENCODED_LENGTH);
                ids.add(uuid(row.id()));
            }
            after = page.next();
        } while (after != null);
        return ids;
    }

    private static Wanted of(@Nullable UUID account, boolean onDebit, boolean onCredit) {
        return new Wanted(0, account, onDebit, onCredit, ANY, EVER);
    }

    @Test
    void transfersAreThoseOfTheJournalInBothOrders() throws Exception {
        List<UUID> created = created();
        try (ReadModel model = ReadModel.of(config);
                HistoryTransaction history = begin(model)) {
            assertEquals(created, transfers(history, of(null, true, true), true, 97));
            List<UUID> newestFirst = transfers(history, of(null, true, true), false, 1_000);
            Collections.reverse(newestFirst);
            assertEquals(created, newestFirst);
            assertEquals(List.of(), transfers(history, new Wanted(9, null, true, true, ANY, EVER), false, 10));
            var never = new Span(0, 1);
            assertEquals(List.of(), transfers(history, new Wanted(0, null, true, true, ANY, never), false, 10));
            var key = new UserData(null, 12L, null);
            assertEquals(List.of(), transfers(history, new Wanted(0, null, true, true, key, EVER), false, 10));
            var noKey = new UserData(new UUID(0, 0), 0L, 0L);
            assertEquals(created, transfers(history, new Wanted(1, null, true, true, noKey, EVER), true, 1_000));
        }
    }

    @Test
    void transfersOfAnAccountAreOfEitherSideOrOfOne() throws Exception {
        try (ReadModel model = ReadModel.of(config);
                HistoryTransaction history = begin(model)) {
            int seen = 0;
            for (UUID account : accounts(history, true, 1_000)) {
                List<UUID> both = transfers(history, of(account, true, true), true, 200);
                List<UUID> sides = new ArrayList<>(transfers(history, of(account, true, false), true, 1_000));
                sides.addAll(transfers(history, of(account, false, true), true, 1_000));
                Collections.sort(sides);
                seen += both.size();
                Collections.sort(both);
                assertEquals(both, sides);
            }
            assertEquals(2 * created().size(), seen, "each transfer has two sides");
        }
    }

    /** What became of each hold is what the ledger says of it. */
    @Test
    void holdsSayWhatBecameOfThem() throws Exception {
        try (ReadModel model = ReadModel.of(config);
                HistoryTransaction history = begin(model)) {
            Ledger ledger = JournalAndModel.ledger(
                    folder.resolve("data"), history.stand().sequence());
            Objects page =
                    history.transfers(history.readable(LOCAL), of(null, true, true), new Page(1_000, false, null));
            var row = new TransferRowDecoder();
            var view = new TransferView();
            int holds = 0;
            for (int i = 0; i < page.count(); i++) {
                row.wrap(new UnsafeBuffer(page.rows()), i * TransferRowDecoder.ENCODED_LENGTH);
                ledger.lookup(0, row.id().high(), row.id().low(), view);
                assertEquals(view.pendingStatus(), row.pendingStatus().value(), () -> uuid(row.id())
                        .toString());
                assertEquals(view.timestampNs(), row.timestamp());
                assertEquals(view.amountMinor(), row.amount());
                assertEquals(view.ledger(), (int) row.ledger());
                if (view.pendingStatus() != 0) holds++;
            }
            assertTrue(holds > 20, "the history is not tame");
        }
    }

    @Test
    void everyLineFollowsFromTheOneBefore() throws Exception {
        try (ReadModel model = ReadModel.of(config);
                HistoryTransaction history = begin(model)) {
            for (UUID account : accounts(history, true, 1_000)) {
                List<Line> lines = new ArrayList<>();
                Place after = null;
                do {
                    Lines page = history.lines(account, true, EVER, new Page(100, true, after));
                    lines.addAll(page.lines());
                    after = page.next();
                } while (after != null);
                long net = 0;
                for (Line line : lines) {
                    net += line.isDebit() ? -line.amountMinor() : line.amountMinor();
                    assertEquals(
                            net, line.behind().creditsPosted() - line.behind().debitsPosted());
                }
                Balance now = history.balanceAt(account, Long.MAX_VALUE).orElseThrow();
                assertEquals(
                        net, now.balances().creditsPosted() - now.balances().debitsPosted());
                Lines newest = history.lines(account, false, EVER, new Page(1, false, null));
                if (!newest.lines().isEmpty()) {
                    assertEquals(now.balances(), newest.lines().getFirst().behind());
                    long sequence = newest.lines().getFirst().place().sequence();
                    assertEquals(now, history.balanceAt(account, sequence).orElseThrow());
                }
            }
        }
    }

    @Test
    void rightsAreThoseOfTheGrants() throws Exception {
        Postgres.execute(
                config.url(),
                "insert into florin.grants values (1000001, now(), 5, 978, 2), (1000002, now(), 6, 978, 1),"
                        + " (1000003, now(), 7, 0, 1), (1000004, now(), 7, 0, 0), (1000005, now(), -1, 0, 5)");
        try (ReadModel model = ReadModel.of(config);
                HistoryTransaction history = begin(model)) {
            assertTrue(history.readable(2).isNone());
            assertTrue(history.readable(5).isNone(), "who may post may not read");
            assertTrue(history.readable(7).isNone(), "revoked");
            assertTrue(history.readable(-1).isEvery());
            ReadableLedgers one = history.readable(6);
            assertTrue(one.has(978) && !one.has(840) && !one.isEvery());
            assertTrue(one.only(840).isNone());
            Page page = new Page(5, false, null);
            assertEquals(5, history.accounts(one, 0, page).count());
            assertEquals(0, history.accounts(one.only(840), 0, page).count());
            assertFalse(history.transfers(one, of(null, true, true), page).count() == 0);
            assertEquals(
                    0,
                    history.transfers(one.only(840), of(null, true, true), page).count());
            assertEquals(1, history.trialBalance(one).size());
            assertEquals(0, history.trialBalance(one.only(840)).size());
        }
    }

    @Test
    void aReadModelThatIsNotThereIsSaid() throws Exception {
        try (ReadModel empty = ReadModel.of(Postgres.freshDatabase())) {
            assertThrows(HistoryFailedException.class, () -> begin(empty));
        }
    }
}
