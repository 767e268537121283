package io.florin.replay;

import io.florin.journal.ReadAhead;
import io.florin.journal.RecordView;
import io.florin.ledger.Ledger;
import io.florin.replay.DayReport.Balances;
import io.florin.replay.DayReport.Chapter;
import io.florin.replay.DayReport.LedgerDay;
import io.florin.replay.DayReport.Movement;
import io.florin.replay.DayReport.Part;
import io.florin.replay.HoldBook.Hold;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Folds a journal into the report on one day. Twice: the ledger decides every command again, and its balances at the
 * day's two ends are the opening and the closing; beside it what the records say was moved and held is added up. The
 * report is only made if both agree.
 */
public final class DayFold {
    private static final int PROGRESS_EVERY = 16_384;

    private final DayClosings closings;
    private final Ledger ledger;
    private final DayTally tally;
    private final Map<Long, Map<Integer, Map<Integer, Sheet>>> sheets = new HashMap<>();
    private final Map<Integer, Part> openHolds = new HashMap<>();

    private DayFold(DayClosings closings, Ledger ledger) {
        this.closings = closings;
        this.ledger = ledger;
        this.tally = new DayTally(closings, ledger.lastTransferTimestampNs());
    }

    private record Sheet(long accounts, Balances balances) {
        static final Sheet NOTHING = new Sheet(0, Balances.NOTHING);
    }

    /**
     * Makes the report.
     *
     * @param from a state that is not behind {@link DayClosings#opensAt}.
     * @throws DivergenceException if a command is not decided as it was recorded.
     * @throws IllegalStateException if balances are not what was moved.
     */
    public static DayReport run(UUID ledgerId, DayClosings closings, Beginning from, Recovery.Progress progress)
            throws IOException {
        var day = new DayFold(closings, from.ledger());
        day.fold(from, progress);
        return new DayReport(ledgerId, DayClosings.text(closings.date()), day.ledgers());
    }

    private void fold(Beginning from, Recovery.Progress progress) throws IOException {
        if (ledger.lastSequence() > 0) ledger.write(tally.holds());
        if (closings.isBoundary(ledger.lastSequence())) boundary(ledger.lastSequence());
        var fold = new Fold(ledger);
        long records = 0;
        try (ReadAhead ahead = ReadAhead.start(from.reader())) {
            while (fold.lastSequence() < closings.closesAt()) {
                if (!ahead.next()) throw new IllegalStateException("the journal ends before the day does");
                RecordView record = ahead.record();
                fold.onRecord(record);
                tally.onRecord(record);
                if (closings.isBoundary(record.sequence())) {
                    fold.settle();
                    boundary(record.sequence());
                }
                if (++records % PROGRESS_EVERY == 0) progress.at(records, ahead.bytesRead(), ahead.bytesTotal());
            }
        }
    }

    private void boundary(long sequence) {
        Map<Integer, Map<Integer, Sheet>> byLedger = new TreeMap<>(Integer::compareUnsigned);
        BalanceSheet.of(ledger, account -> byLedger.computeIfAbsent(account.ledger(), unseen -> new TreeMap<>())
                .merge(account.code(), sheet(account), DayFold::plus));
        sheets.put(sequence, byLedger);
        Map<Integer, Part> held = new HashMap<>();
        for (Hold hold : tally.holds().open()) {
            held.merge(hold.ledger, new Part(1, BigInteger.valueOf(hold.leftMinor)), Part::plus);
        }
        for (int number : byLedger.keySet()) {
            Optional<DayClosings.Window> window = closings.window(number);
            boolean isEnd =
                    window.filter(day -> day.closing().sequence() == sequence).isPresent();
            if (isEnd) openHolds.put(number, held.getOrDefault(number, Part.NOTHING));
        }
    }

    private static Sheet sheet(BalanceSheet.Balances account) {
        return new Sheet(
                1,
                new Balances(
                        BigInteger.valueOf(account.debitsPendingMinor()),
                        BigInteger.valueOf(account.debitsPostedMinor()),
                        BigInteger.valueOf(account.creditsPendingMinor()),
                        BigInteger.valueOf(account.creditsPostedMinor())));
    }

    private static Sheet plus(Sheet one, Sheet other) {
        return new Sheet(one.accounts + other.accounts, one.balances.plus(other.balances));
    }

    private List<LedgerDay> ledgers() {
        Set<Integer> numbers = new TreeSet<>(Integer::compareUnsigned);
        sheets.values().forEach(sheet -> numbers.addAll(sheet.keySet()));
        tally.ledgers().forEach(numbers::add);
        List<LedgerDay> days = new ArrayList<>();
        for (int number : numbers) {
            closings.window(number).map(window -> ledger(number, window)).ifPresent(days::add);
        }
        return days;
    }

    private LedgerDay ledger(int number, DayClosings.Window window) {
        Map<Integer, Sheet> opening = sheets(window.opening().sequence(), number);
        Map<Integer, Sheet> closing = sheets(window.closing().sequence(), number);
        List<Chapter> chapters = new ArrayList<>();
        closing.forEach((code, sheet) -> { // accounts never leave
            Sheet before = opening.getOrDefault(code, Sheet.NOTHING);
            chapters.add(new Chapter(code, before.accounts, sheet.accounts, before.balances, sheet.balances));
        });
        LedgerTally seen = tally.find(number);
        LedgerTally moved = seen == null ? new LedgerTally(number, Optional.of(window)) : seen;
        var day = new LedgerDay(
                number,
                window,
                chapters,
                moved.movements(),
                openHolds.getOrDefault(number, Part.NOTHING),
                moved.refusals(),
                moved.hours());
        requireAgreement(day);
        return day;
    }

    private Map<Integer, Sheet> sheets(long sequence, int number) {
        return sheets.getOrDefault(sequence, Map.of()).getOrDefault(number, Map.of());
    }

    /** Opening and movements are the closing, on both sides; what is held is what open holds hold. */
    private static void requireAgreement(LedgerDay day) {
        Chapter total = day.total();
        Movement moved = day.moved();
        var difference = total.closing().minus(total.opening());
        boolean agrees = difference.debitsPosted().equals(moved.postedMinor())
                && difference.creditsPosted().equals(moved.postedMinor())
                && difference.debitsPending().equals(moved.heldMinor())
                && difference.creditsPending().equals(moved.heldMinor())
                && total.closing().debitsPending().equals(day.openHolds().amountMinor());
        if (agrees) return;
        throw new IllegalStateException("balances are not what the records say was moved: opening=" + total.opening()
                + " closing=" + total.closing() + " posted=" + moved.postedMinor() + " held=" + moved.heldMinor()
                + " open=" + day.openHolds().amountMinor() + " ledger=" + Integer.toUnsignedString(day.ledger()));
    }
}
