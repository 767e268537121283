package io.florin.projection;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What {@link HistoryTransaction} is asked, and what it answers. Amounts are minor units, times ns since the epoch. */
public final class HistoryRows {
    private HistoryRows() {}

    /** Up to where an answer is complete. */
    public record Stand(long sequence, long epoch, long recordedNs, long firstSequence) {}

    /** A row of a list: a record, and which of its movements. */
    public record Place(long sequence, int part) {}

    /**
     * Some of a list, in one order.
     *
     * @param after where the page before ended; null for the first.
     */
    public record Page(
            int limit, boolean isAscending, @Nullable Place after) {}

    /**
     * Rows of SBE, one behind the other.
     *
     * @param next where the next page begins; null if there is none.
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
    public record Objects(byte[] rows, int count, @Nullable Place next) {}

    /**
     * What a transfer must be.
     *
     * @param code 0 for any.
     * @param account on one of these sides; null for any.
     */
    public record Wanted(
            int code, @Nullable UUID account, boolean onDebit, boolean onCredit, UserData userData, Span span) {}

    /** The client's own keys; null for any. */
    public record UserData(
            @Nullable UUID bits128,
            @Nullable Long bits64,
            @Nullable Long bits32) {}

    /** From there on, and before that; {@code Long.MAX_VALUE} for no end. */
    public record Span(long fromNs, long toNs) {}

    /** Of one account. */
    public record Balances(long debitsPending, long debitsPosted, long creditsPending, long creditsPosted) {}

    /**
     * One side of one movement.
     *
     * @param transfer id; of an expiry the hold's.
     * @param behind the balances that it left.
     */
    public record Line(
            Place place,
            long timestampNs,
            boolean isDebit,
            String kind,
            UUID transfer,
            @Nullable UUID hold,
            UUID counterAccount,
            int code,
            long amountMinor,
            long userData64,
            Balances behind) {}

    /** Lines of an account, and where the next page begins; null if there is none. */
    public record Lines(List<Line> lines, @Nullable Place next) {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** What an account had behind a record. */
    public record Balance(long sequence, Balances balances) {}

    /** Accounts of a ledger with one code, added up. */
    public record Sums(
            long ledger,
            int code,
            long accounts,
            BigInteger debitsPending,
            BigInteger debitsPosted,
            BigInteger creditsPending,
            BigInteger creditsPosted) {}

    /** A day that was closed; ledger 0 is every ledger. */
    public record ClosedDay(long ledger, String date, long sequence, long timestampNs) {}
}
