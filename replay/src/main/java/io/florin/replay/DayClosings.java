package io.florin.replay;

import io.florin.journal.JournalView;
import io.florin.journal.Reader;
import io.florin.journal.SegmentReport;
import io.florin.protocol.codec.CloseDayDecoder;
import io.florin.protocol.codec.CloseDayRowDecoder;
import io.florin.protocol.codec.EventResultDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one day begins and ends in a journal, ledger by ledger: between two records, whatever clocks and zones said. So
 * a day of 23 or 25 hours is a day like any other, and so is one of three, where days between were not closed.
 */
public final class DayClosings {
    private static final int PROGRESS_EVERY = 65_536;
    private static final int APPLIED = 0;

    private final int date;
    private final Set<Integer> ledgers;
    private final List<DayClosing> found = new ArrayList<>();

    private DayClosings(int date, Set<Integer> ledgers) {
        this.date = date;
        this.ledgers = Set.copyOf(ledgers);
    }

    /**
     * A ledger's day: the records behind the opening, up to the closing one.
     *
     * @param opening the close before, or {@link DayClosing#GENESIS}.
     */
    public record Window(DayClosing opening, DayClosing closing) {
        boolean includes(long sequence) {
            return sequence > opening.sequence() && sequence <= closing.sequence();
        }
    }

    /**
     * Looks for the day, segment by segment from the journal's end, as far back as its beginning.
     *
     * @param date as yyyymmdd.
     * @param ledgers whose day is wanted; none for all that closed it.
     * @throws DayNotClosedException if there is no such day, or its beginning is not there any more.
     */
    public static DayClosings find(JournalView view, int date, Set<Integer> ledgers, Recovery.Progress progress)
            throws IOException {
        var closings = new DayClosings(date, ledgers);
        List<SegmentReport> segments = view.segments();
        long records = 0;
        boolean isComplete = false;
        for (int i = segments.size() - 1; i >= 0 && !isComplete; i--) {
            long next = i + 1 < segments.size() ? segments.get(i + 1).firstSequence() : Long.MAX_VALUE;
            records = closings.read(view, segments.get(i).firstSequence(), next, records, progress);
            isComplete = closings.isComplete();
        }
        long first = segments.isEmpty() ? 1 : segments.getFirst().firstSequence();
        closings.refuseWhatIsMissing(isComplete || first == 1, first);
        return closings;
    }

    private long read(JournalView view, long from, long next, long before, Recovery.Progress progress)
            throws IOException {
        List<DayClosing> here = new ArrayList<>();
        List<DayClosing> ofBatch = new ArrayList<>();
        long records = before;
        try (Reader reader = view.read(from)) {
            while (reader.next() && reader.sequence() < next) {
                if (reader.commandTemplate() == CloseDayDecoder.TEMPLATE_ID) note(reader, ofBatch);
                if (reader.isLastOfBatch()) seal(reader, ofBatch, here);
                if (++records % PROGRESS_EVERY == 0) progress.at(records, 0, 0);
            }
        }
        found.addAll(0, here);
        return records;
    }

    /** Unless the record is a refusal, or repeats the answer of an earlier one. */
    private static void note(Reader reader, List<DayClosing> ofBatch) {
        var result = new EventResultDecoder().wrap(reader.buffer(), reader.resultOffset());
        if (result.status() != APPLIED || result.timestamp() != reader.timestampNs()) return;
        var row = new CloseDayRowDecoder().wrap(reader.buffer(), reader.commandOffset());
        ofBatch.add(new DayClosing(
                (int) row.ledger(), (int) row.date(), reader.sequence(), reader.timestampNs(), 0, reader.chain()));
    }

    private static void seal(Reader reader, List<DayClosing> ofBatch, List<DayClosing> here) {
        for (DayClosing closing : ofBatch) {
            here.add(new DayClosing(
                    closing.ledger(),
                    closing.date(),
                    closing.sequence(),
                    closing.timestampNs(),
                    reader.sequence(),
                    reader.chain()));
        }
        ofBatch.clear();
    }

    /** Whether no record further back can be the beginning of a day that is wanted. */
    private boolean isComplete() {
        List<DayClosing> ends =
                found.stream().filter(closing -> closing.date() == date).toList();
        if (!ledgers.isEmpty()) {
            return ledgers.stream()
                    .allMatch(ledger -> window(ledger).isPresent() ? opening(ledger) != null : isPast(ledger));
        }
        if (ends.isEmpty()) return isPast(DayClosing.EVERY_LEDGER);
        return ends.stream().allMatch(end -> opening(end.ledger()) != null);
    }

    /** Whether an earlier day than the wanted one was closed. */
    private boolean isPast(int ledger) {
        return opening(ledger) != null;
    }

    /** The last close before the day; of every ledger together one that closed them all. Null if none was found. */
    private @Nullable DayClosing opening(int ledger) {
        return found.stream()
                .filter(closing -> closing.date() < date && closing.isOf(ledger))
                .max(Comparator.comparingLong(DayClosing::sequence))
                .orElse(null);
    }

    private void refuseWhatIsMissing(boolean isBeginningKnown, long first) {
        for (int ledger : ledgers.isEmpty() ? Set.of(DayClosing.EVERY_LEDGER) : ledgers) {
            boolean isClosed = ledgers.isEmpty()
                    ? found.stream().anyMatch(closing -> closing.date() == date)
                    : window(ledger).isPresent();
            if (isClosed) continue;
            String last = found.stream()
                    .filter(closing -> ledgers.isEmpty() || closing.isOf(ledger))
                    .max(Comparator.comparingInt(DayClosing::date))
                    .map(closing -> ", the last that was is " + text(closing.date()))
                    .orElse(", and none was");
            String whose = ledgers.isEmpty() ? "" : " in ledger " + Integer.toUnsignedString(ledger);
            throw new DayNotClosedException("the day was not closed" + whose + last + ": date=" + text(date));
        }
        if (isBeginningKnown) return;
        throw new DayNotClosedException("the day begins before the first record that is there, " + first
                + "; bring the segments before it back from the archive: date=" + text(date));
    }

    /** The day of a ledger; empty if it did not close it, or nobody wants it. */
    public Optional<Window> window(int ledger) {
        if (!ledgers.isEmpty() && !ledgers.contains(ledger)) return Optional.empty();
        DayClosing opening = opening(ledger);
        return found.stream()
                .filter(closing -> closing.date() == date && closing.isOf(ledger))
                .findFirst()
                .map(closing -> new Window(opening == null ? DayClosing.GENESIS : opening, closing));
    }

    /** Whether the record with this sequence begins or ends a day of some ledger. */
    boolean isBoundary(long sequence) {
        return found.stream().anyMatch(closing -> closing.sequence() == sequence && closing.date() <= date);
    }

    /** Behind which record the earliest day of all begins; a fold must begin there or before. */
    public long opensAt() {
        boolean isOfAll = ledgers.isEmpty()
                && found.stream().anyMatch(closing -> closing.date() == date && closing.isOf(DayClosing.EVERY_LEDGER));
        if (isOfAll) {
            return found.stream()
                    .filter(closing -> closing.date() < date && closing.ledger() == DayClosing.EVERY_LEDGER)
                    .mapToLong(DayClosing::sequence)
                    .max()
                    .orElse(0);
        }
        return wanted().mapToLong(window -> window.opening().sequence()).min().orElse(0);
    }

    /** The last record that belongs to any of the days. */
    long closesAt() {
        return found.stream()
                .filter(closing -> closing.date() == date)
                .mapToLong(DayClosing::sequence)
                .max()
                .orElse(0);
    }

    private Stream<Window> wanted() {
        if (!ledgers.isEmpty()) return ledgers.stream().flatMap(ledger -> window(ledger).stream());
        return found.stream()
                .filter(closing -> closing.date() == date)
                .flatMap(closing -> window(closing.ledger()).stream());
    }

    int date() {
        return date;
    }

    /** As people write it. */
    static String text(int date) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", date / 10_000, date / 100 % 100, date % 100);
    }
}
