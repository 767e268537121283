package io.florin.gateway;

import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was, for clients who ask: whoever keeps it answers, with the position up to which the answer is complete. Any
 * thread asks and is not made to wait; answers come on threads of the other side.
 */
public interface History {
    /** Where nobody keeps any. */
    History NONE = new History() {
        @Override
        public long sequence() {
            return Long.MAX_VALUE; // nobody waits for what never comes
        }

        @Override
        public void ask(long principal, Query query, Sink sink) {
            sink.refused(Refusal.UNAVAILABLE);
        }
    };

    /** Instead of the number of a ledger. */
    long EVERY_LEDGER = 0;

    /** Up to where it is complete now; cheap. */
    long sequence();

    /** Asks. Only what the principal may read is told; the rest is as if it were not there. */
    void ask(long principal, Query query, Sink sink);

    /** What is wanted. */
    sealed interface Query {}

    /**
     * Some of a list.
     *
     * @param limit of rows.
     * @param isAscending oldest first.
     * @param after where the page before ended; null for the first.
     */
    record Page(int limit, boolean isAscending, @Nullable Place after) {}

    /** A place in every list: a record, and which of its movements. */
    record Place(long sequence, int part) {}

    /**
     * When: from there on, and before that; ns since the epoch.
     *
     * @param toNs {@code Long.MAX_VALUE} for no end.
     */
    record Span(long fromNs, long toNs) {
        public static final Span EVER = new Span(0, Long.MAX_VALUE);
    }

    /** Accounts in the order of their creation. */
    record Accounts(long ledger, int code, Page page) implements Query {}

    /**
     * Transfers, holds, posts and voids in the order of their creation.
     *
     * @param code 0 for any.
     */
    record Transfers(long ledger, int code, Filter filter, Span span, Page page) implements Query {}

    /**
     * What else a transfer must have; null for whatever it has.
     *
     * @param account on that side, or on any.
     */
    record Filter(
            @Nullable UUID account,
            Side side,
            @Nullable UUID userData128,
            @Nullable Long userData64,
            @Nullable Long userData32) {}

    /** Of an account. */
    enum Side {
        ANY,
        DEBIT,
        CREDIT
    }

    /**
     * What an account had.
     *
     * @param sequence behind this record; {@code Long.MAX_VALUE} for as late as is known.
     * @param beforeNs or before this time; 0 where the sequence says it.
     */
    record BalanceAt(UUID account, long sequence, long beforeNs) implements Query {}

    /** What changed an account's balances, line by line. */
    record Entries(UUID account, Span span, Page page) implements Query {}

    /** What moved on an account, oldest first, with the balance before it. */
    record Statement(UUID account, Span span, Page page) implements Query {}

    /** Every ledger's accounts by code, added up. */
    record TrialBalance(long ledger) implements Query {}

    /** Days that were closed, newest first. */
    record ClosedDays(long ledger, int limit) implements Query {}

    /** What was found; the answer to a query of its kind. */
    sealed interface Found {}

    /**
     * Accounts or transfers.
     *
     * @param rows of SBE, {@code AccountRow} or {@code TransferRow}, one behind the other.
     * @param next where the next page begins; null if there is none.
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never changed, compared by nobody
    record Objects(byte[] rows, int count, @Nullable Place next) implements Found {}

    /** Of an account, minor units. */
    record Balances(long debitsPending, long debitsPosted, long creditsPending, long creditsPosted) {
        public static final Balances NOTHING = new Balances(0, 0, 0, 0);

        /** Credits less debits; wider than a balance. */
        public BigInteger net() {
            return BigInteger.valueOf(creditsPosted).subtract(BigInteger.valueOf(debitsPosted));
        }
    }

    /**
     * A change of an account's balances.
     *
     * @param kind transfer, hold, post, void or expiry.
     * @param transfer id; of an expiry the hold's.
     * @param hold that was settled or ran out; null otherwise.
     * @param behind the balances that it left.
     */
    record Entry(
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

    /**
     * Lines of one account.
     *
     * @param before what the account had before the first of them, in the order of time.
     */
    record Lines(
            UUID account,
            long ledger,
            Balances before,
            List<Entry> entries,
            @Nullable Place next) implements Found {
        public Lines {
            entries = List.copyOf(entries);
        }
    }

    /**
     * What an account had.
     *
     * @param sequence of the last record that changed it.
     */
    record Balance(UUID account, long ledger, long sequence, Balances balances) implements Found {}

    /** All accounts of a ledger with one code, added up. */
    record Sums(
            long ledger,
            int code,
            long accounts,
            BigInteger debitsPending,
            BigInteger debitsPosted,
            BigInteger creditsPending,
            BigInteger creditsPosted) {}

    /** By ledger, then code. */
    record Sheet(List<Sums> rows) implements Found {
        public Sheet {
            rows = List.copyOf(rows);
        }
    }

    /**
     * A day that was closed.
     *
     * @param ledger 0 if it was every ledger's.
     * @param date as people write it.
     */
    record Day(long ledger, String date, long sequence, long timestampNs) {}

    /** Newest first. */
    record Days(List<Day> rows) implements Found {
        public Days {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Up to where an answer is complete.
     *
     * @param recordedNs time of that record.
     */
    record Position(long sequence, long epoch, long recordedNs) {}

    /** Why there is no answer. */
    enum Refusal {
        /** No such account, or none that the principal may read. */
        NOT_FOUND,
        /** What was asked for lies before what is kept. */
        NOT_RETAINED,
        /** The position lies behind all that is known. */
        BEYOND_THE_END,
        BUSY,
        UNAVAILABLE
    }

    /** Who asked. Threads of the other side call, once. */
    interface Sink {
        /** Whether nobody is there any more. */
        boolean isGone();

        void take(Position position, Found found);

        void refused(Refusal refusal);
    }
}
