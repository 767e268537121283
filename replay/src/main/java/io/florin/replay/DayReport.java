package io.florin.replay;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a journal says of one day, ledger by ledger: the same for everybody who has the journal up to the day's last
 * record, whenever and wherever it is asked. Amounts are minor units, times are ns since the epoch; no clock, zone or
 * setting has a part in it.
 *
 * @param date as people write it.
 * @param ledgers by their numbers, as unsigned.
 */
public record DayReport(UUID ledgerId, String date, List<LedgerDay> ledgers) {
    public DayReport {
        ledgers = List.copyOf(ledgers);
    }

    /**
     * One ledger's day.
     *
     * @param openHolds at the end.
     * @param refusals of transfers, how often by reason; who asks for the same again is not refused.
     */
    public record LedgerDay(
            int ledger,
            DayClosings.Window window,
            List<Chapter> chapters,
            List<Movement> movements,
            Part openHolds,
            Map<String, Long> refusals,
            List<Hour> hours) {
        public LedgerDay {
            chapters = List.copyOf(chapters);
            movements = List.copyOf(movements);
            refusals = Map.copyOf(refusals);
            hours = List.copyOf(hours);
        }

        /** All chapters together. */
        public Chapter total() {
            return chapters.stream().reduce(Chapter.nothing(0), Chapter::plus);
        }

        /** All movements together. */
        public Movement moved() {
            return movements.stream().reduce(Movement.nothing(0), Movement::plus);
        }
    }

    /**
     * All accounts with one code.
     *
     * @param accountsBefore when the day began.
     * @param accounts when it ended.
     */
    public record Chapter(int code, long accountsBefore, long accounts, Balances opening, Balances closing) {
        static Chapter nothing(int code) {
            return new Chapter(code, 0, 0, Balances.NOTHING, Balances.NOTHING);
        }

        Chapter plus(Chapter other) {
            return new Chapter(
                    code,
                    accountsBefore + other.accountsBefore,
                    accounts + other.accounts,
                    opening.plus(other.opening),
                    closing.plus(other.closing));
        }
    }

    /** Sums over accounts; wider than a balance, so that nothing wraps. */
    public record Balances(
            BigInteger debitsPending, BigInteger debitsPosted, BigInteger creditsPending, BigInteger creditsPosted) {
        static final Balances NOTHING =
                new Balances(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

        Balances plus(Balances other) {
            return new Balances(
                    debitsPending.add(other.debitsPending),
                    debitsPosted.add(other.debitsPosted),
                    creditsPending.add(other.creditsPending),
                    creditsPosted.add(other.creditsPosted));
        }

        public Balances minus(Balances other) {
            return new Balances(
                    debitsPending.subtract(other.debitsPending),
                    debitsPosted.subtract(other.debitsPosted),
                    creditsPending.subtract(other.creditsPending),
                    creditsPosted.subtract(other.creditsPosted));
        }
    }

    /** How many, and how much. */
    public record Part(long count, BigInteger amountMinor) {
        static final Part NOTHING = new Part(0, BigInteger.ZERO);

        public Part plus(Part other) {
            return new Part(count + other.count, amountMinor.add(other.amountMinor));
        }
    }

    /**
     * Everything under one code of transfers; a post, a void and an expiry count under their hold's.
     *
     * @param transfers that moved money at once.
     * @param posts of holds, whole or in part.
     * @param released what such posts left.
     */
    public record Movement(int code, Part transfers, Part holds, Part posts, Part released, Part voids, Part expired) {
        static Movement nothing(int code) {
            return new Movement(
                    code, Part.NOTHING, Part.NOTHING, Part.NOTHING, Part.NOTHING, Part.NOTHING, Part.NOTHING);
        }

        Movement plus(Movement other) {
            return new Movement(
                    code,
                    transfers.plus(other.transfers),
                    holds.plus(other.holds),
                    posts.plus(other.posts),
                    released.plus(other.released),
                    voids.plus(other.voids),
                    expired.plus(other.expired));
        }

        /** What went from accounts to accounts. */
        public BigInteger postedMinor() {
            return transfers.amountMinor().add(posts.amountMinor());
        }

        /** By how much more is held now than before; less, if negative. */
        public BigInteger heldMinor() {
            return holds.amountMinor()
                    .subtract(posts.amountMinor())
                    .subtract(released.amountMinor())
                    .subtract(voids.amountMinor())
                    .subtract(expired.amountMinor());
        }
    }

    /**
     * An hour by time stamps, one in which anything happened.
     *
     * @param fromNs its beginning.
     * @param moved transfers and posts.
     * @param heldMinor by how much more was held at its end than at its beginning.
     */
    public record Hour(long fromNs, Part moved, BigInteger heldMinor, long refused) {}
}
