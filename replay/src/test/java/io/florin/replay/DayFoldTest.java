package io.florin.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.florin.journal.DataDirectory;
import io.florin.journal.Disk;
import io.florin.journal.JournalKind;
import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.protocol.codec.AccountRowEncoder;
import io.florin.protocol.codec.CloseDayEncoder;
import io.florin.protocol.codec.CloseDayRowEncoder;
import io.florin.protocol.codec.CreateAccountsDecoder;
import io.florin.protocol.codec.CreateTransfersDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import io.florin.protocol.codec.TransferRowEncoder;
import io.florin.replay.DayReport.LedgerDay;
import io.florin.snapshot.Snapshots;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A day's report: a pure function of the journal up to the record that closed the day. */
final class DayFoldTest {
    private static final int EUR = 978;
    private static final int CHF = 756;
    private static final int ALL = 0;
    private static final int PENDING = 2;
    private static final int POST = 4;
    private static final int VOID = 8;
    private static final int LINKED = 1;
    private static final int PARTIAL = 1 << 11;
    private static final int GROUP = 1 << 12;
    private static final UUID ID = new UUID(1, 2);

    @TempDir
    Path folder = Path.of("");

    private long nextId;

    private JournalView view() throws IOException {
        return JournalView.of(Disk.real(), folder.resolve("data"));
    }

    private DayReport report(int date, Integer... ledgers) throws IOException {
        JournalView view = view();
        DayClosings closings = DayClosings.find(view, date, Set.of(ledgers), Recovery.Progress.NONE);
        try (DataDirectory directory = DataDirectory.read(Disk.real(), folder.resolve("data"))) {
            Beginning from =
                    Beginning.newest(directory, position -> position.sequence() <= closings.opensAt(), view::read);
            return DayFold.run(ID, closings, from, Recovery.Progress.NONE);
        }
    }

    private static void close(LiveLedger live, int ledger, int date) throws Exception {
        var row = new UnsafeBuffer(new byte[CloseDayRowEncoder.ENCODED_LENGTH]);
        new CloseDayRowEncoder().wrap(row, 0).ledger(ledger).date(date);
        live.internal(CloseDayEncoder.TEMPLATE_ID, row);
    }

    private void snapshot() throws IOException {
        try (Snapshots.Lock lock = Snapshots.of(Disk.real(), folder.resolve("data"))
                        .tryLock()
                        .orElseThrow();
                DataDirectory directory = DataDirectory.read(Disk.real(), folder.resolve("data"))) {
            SnapshotFold.take(directory, lock, view()::read, Recovery.Progress.NONE);
        }
    }

    private static LiveLedger.Row account(long id, int ledger, int code) {
        return (memory, offset) -> {
            var row = new AccountRowEncoder().wrap(memory, offset);
            row.id().low(id);
            row.ledger(ledger).code(code);
        };
    }

    private record Move(int ledger, int code, int flags, long amount, long pending) {
        static Move of(int ledger, int code, long amount) {
            return new Move(ledger, code, 0, amount, 0);
        }
    }

    private long send(LiveLedger live, Move... moves) throws Exception {
        long first = nextId + 1;
        List<LiveLedger.Row> rows = new ArrayList<>();
        for (Move move : moves) rows.add(row(++nextId, move));
        live.send(CreateTransfersDecoder.TEMPLATE_ID, rows);
        return first;
    }

    private static LiveLedger.Row row(long id, Move move) {
        return (memory, offset) -> {
            var row = new TransferRowEncoder().wrap(memory, offset);
            row.id().high(Histories.high()).low(Integer.MAX_VALUE + id);
            row.amount(move.amount()).code(move.code()).flags(move.flags()).ledger(move.ledger());
            if (move.pending() != 0) {
                row.pendingId().high(Histories.high()).low(Integer.MAX_VALUE + move.pending());
                return;
            }
            row.debitAccountId().low(10_000L + move.ledger());
            row.creditAccountId().low(20_000L + move.ledger());
        };
    }

    private static void accounts(LiveLedger live, int ledger) throws Exception {
        live.send(
                CreateAccountsDecoder.TEMPLATE_ID,
                List.of(account(10_000L + ledger, ledger, 100), account(20_000L + ledger, ledger, 200)));
    }

    @Test
    void aDayOfABookkeeper() throws Exception {
        try (LiveLedger live = LiveLedger.create(folder.resolve("data"), JournalKind.PLAIN, 100)) {
            accounts(live, EUR);
            accounts(live, CHF);
            send(live, Move.of(EUR, 7, 1_000), Move.of(CHF, 7, 5));
            close(live, EUR, 2026_01_01);
            long hold = send(live, new Move(EUR, 8, PENDING, 300, 0));
            send(live, new Move(0, 0, POST | PARTIAL, 100, hold)); // 200 left
            close(live, ALL, 2026_01_05);
            send(live, new Move(0, 0, POST | PARTIAL, 150, hold)); // 50 left
            long group = send(live, new Move(EUR, 9, PENDING | LINKED, 20, 0), new Move(EUR, 9, PENDING, 30, 0));
            send(live, new Move(0, 0, POST | GROUP, Long.MAX_VALUE, group));
            long other = send(live, new Move(EUR, 9, PENDING, 11, 0));
            send(live, new Move(0, 0, VOID, 0, other));
            send(live, new Move(EUR, 0, VOID, 0, other));
            send(live, Move.of(EUR, 7, 60), Move.of(EUR, 0, 1), Move.of(3, 7, 1));
            close(live, EUR, 2026_01_06);
            send(live, Move.of(EUR, 7, 1_000_000));
            close(live, CHF, 2026_01_06);
            close(live, EUR, 2026_01_07);
        }
        LedgerDay day = report(2026_01_06, EUR).ledgers().getFirst();
        assertEquals(2026_01_05, day.window().opening().date());
        assertEquals(
                "[100, 200]",
                day.chapters().stream().map(DayReport.Chapter::code).toList().toString());
        assertEquals(
                "1100 1360",
                day.total().opening().debitsPosted() + " "
                        + day.total().closing().debitsPosted());
        assertEquals(
                "200 50",
                day.total().opening().debitsPending() + " "
                        + day.total().closing().creditsPending());
        DayReport.Part none = DayReport.Part.NOTHING;
        assertEquals(
                List.of(
                        new DayReport.Movement(7, part(1, 60), none, none, none, none, none),
                        new DayReport.Movement(8, none, none, part(1, 150), none, none, none),
                        new DayReport.Movement(9, none, part(3, 61), part(2, 50), none, part(1, 11), none)),
                day.movements());
        assertEquals("Part[count=1, amountMinor=50]", day.openHolds().toString());
        assertEquals(Map.of("code_must_not_be_zero", 1L, "pending_transfer_already_voided", 1L), day.refusals());

        List<Integer> all =
                report(2026_01_06).ledgers().stream().map(LedgerDay::ledger).toList();
        assertEquals(List.of(CHF, EUR), all);
        LedgerDay together = report(2026_01_05, CHF).ledgers().getFirst();
        assertEquals(
                "0 5",
                together.total().opening().debitsPosted() + " "
                        + together.total().closing().debitsPosted());
        assertEquals(DayClosing.GENESIS, together.window().opening());
        assertEquals(
                2026_01_01,
                report(2026_01_05, EUR).ledgers().getFirst().window().opening().date());
    }

    /** Random requests, both kinds, closed days between them, over two lives, with snapshots or without. */
    @ParameterizedTest
    @EnumSource(JournalKind.class)
    void itDoesNotMatterWhenByWhomAndFromWhereItIsMade(JournalKind kind) throws Exception {
        var histories = new Histories(4_711);
        List<DayReport> live = new ArrayList<>();
        for (int day = 1; day <= 4; day++) {
            try (LiveLedger ledger = day == 1
                    ? LiveLedger.create(folder.resolve("data"), kind, 500)
                    : LiveLedger.open(folder.resolve("data"), kind)) {
                for (int i = 0; i < 60; i++) histories.step(ledger);
                if (day == 2) ledger.pulse();
                close(ledger, day % 2 == 0 ? EUR : ALL, 2026_01_00 + day);
                for (int i = 0; i < 10; i++) histories.step(ledger);
            }
            live.add(report(2026_01_00 + day));
            if (day == 2) snapshot();
        }
        for (int day = 1; day <= 4; day++) {
            DayReport again = report(2026_01_00 + day);
            assertEquals(live.get(day - 1), again);
            LedgerDay ledger = again.ledgers().getLast(); // before it may be what names no ledger
            assertEquals(EUR, ledger.ledger());
            if (day == 1) {
                long all = again.ledgers().stream()
                        .mapToLong(DayFoldTest::refusals)
                        .sum();
                assertEquals(counted(ledger.window()), all);
                continue;
            }
            LedgerDay before = live.get(day - 2).ledgers().getLast();
            assertEquals(before.total().closing(), ledger.total().opening());
            assertEquals(before.window().closing(), ledger.window().opening());
        }
        DayReport.Movement moved = live.stream()
                .map(report -> report.ledgers().getLast().moved())
                .reduce(DayReport.Movement.nothing(0), DayReport.Movement::plus);
        boolean isWild = moved.transfers().count() > 100
                && moved.holds().count() > 50
                && moved.posts().count() > 0;
        assertTrue(isWild, moved::toString);
    }

    private static DayReport.Part part(long count, long amount) {
        return new DayReport.Part(count, BigInteger.valueOf(amount));
    }

    private static long refusals(LedgerDay day) {
        return day.refusals().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Every transfer between two sequences that was neither created nor there already. */
    private long counted(DayClosings.Window window) throws IOException {
        long count = 0;
        var result = new EventResultDecoder();
        try (Reader reader = view().read(window.opening().sequence() + 1)) {
            while (reader.next() && reader.sequence() <= window.closing().sequence()) {
                if (reader.commandTemplate() != CreateTransfersDecoder.TEMPLATE_ID) continue;
                result.wrap(reader.buffer(), reader.resultOffset());
                if (result.status() != 0 && result.status() != 46) count++;
            }
        }
        return count;
    }

    @Test
    void aDayThatIsNotThereIsSaidWithTheLastThatIs() throws Exception {
        try (LiveLedger live = LiveLedger.create(folder.resolve("data"), JournalKind.PLAIN, 100)) {
            accounts(live, EUR);
            accounts(live, CHF);
        }
        assertEquals("the day was not closed, and none was: date=2026-01-06", refusal(2026_01_06));
        try (LiveLedger live = LiveLedger.open(folder.resolve("data"), JournalKind.PLAIN)) {
            close(live, EUR, 2026_01_05);
            close(live, EUR, 2026_01_05); // refused, and no boundary
            close(live, EUR, 2026_01_07);
        }
        assertEquals("the day was not closed, the last that was is 2026-01-07: date=2026-01-06", refusal(2026_01_06));
        assertEquals("the day was not closed in ledger 756, and none was: date=2026-01-05", refusal(2026_01_05, CHF));
        assertEquals(
                "the day was not closed in ledger 978, the last that was is 2026-01-07: date=2026-01-08",
                refusal(2026_01_08, EUR));
    }

    private String refusal(int date, Integer... ledgers) {
        return String.valueOf(assertThrows(DayNotClosedException.class, () -> report(date, ledgers))
                .getMessage());
    }
}
