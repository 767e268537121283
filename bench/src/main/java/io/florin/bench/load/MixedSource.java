package io.florin.bench.load;

/**
 * An endless stream of requests as a payment system makes them, for one connection: rounds of sixteen with transfers,
 * holds, what becomes of these, a chain, reads, and two requests that must be refused. The same seed gives the same
 * stream, so that the books are worked out afterwards by drawing again.
 *
 * <p>One thread; allocates nothing after construction.
 */
public final class MixedSource {
    /** Events of a chain. */
    static final int CHAIN_LENGTH = 3;

    /** What one request asks for. */
    enum Step {
        TRANSFER(1),
        HOLD(1),
        /** All of the oldest hold. */
        POST(1),
        /** Half of the oldest hold; the rest is released. */
        POST_HALF(1),
        /** The oldest hold. */
        VOID(1),
        CHAIN(CHAIN_LENGTH),
        /** Between an account and itself, which is refused. */
        TO_ITSELF(1),
        /** The transfer before it once more, which exists. */
        AGAIN(1),
        LOOK_AT_ACCOUNTS(0),
        LOOK_AT_TRANSFER(0);

        private final int events;

        Step(int events) {
            this.events = events;
        }

        /** Events that are decided; a read is none. */
        int events() {
            return events;
        }
    }

    private static final Step[] ROUND = {
        Step.HOLD, Step.TRANSFER, Step.HOLD, Step.TRANSFER,
        Step.CHAIN, Step.LOOK_AT_ACCOUNTS, Step.POST, Step.TRANSFER,
        Step.HOLD, Step.TO_ITSELF, Step.TRANSFER, Step.VOID,
        Step.LOOK_AT_TRANSFER, Step.POST_HALF, Step.TRANSFER, Step.AGAIN,
    };
    private static final int HOLDS_MAX = 4;

    private final TransferSource transfers;
    private final int[] debits = new int[CHAIN_LENGTH];
    private final int[] credits = new int[CHAIN_LENGTH];
    private final int[] amounts = new int[CHAIN_LENGTH];
    private final int[] heldDebits = new int[HOLDS_MAX];
    private final int[] heldCredits = new int[HOLDS_MAX];
    private final int[] heldAmounts = new int[HOLDS_MAX];
    private long holds;
    private long settled;
    private long number;

    /** A stream whose accounts and amounts are drawn from this one. */
    public MixedSource(TransferSource transfers) {
        this.transfers = transfers;
    }

    /** What the request of this number asks for, from 0. */
    static Step step(long number) {
        return ROUND[(int) number & ROUND.length - 1];
    }

    /** Draws the next request. */
    Step next() {
        Step step = step(number++);
        switch (step) {
            case POST, POST_HALF, VOID -> settle(step);
            case AGAIN, LOOK_AT_TRANSFER -> {} // about what was drawn last
            default -> draw(Math.max(1, step.events()));
        }
        if (step == Step.HOLD) keep();
        return step;
    }

    private void draw(int count) {
        for (int i = 0; i < count; i++) {
            transfers.next();
            debits[i] = transfers.debit();
            credits[i] = transfers.credit();
            amounts[i] = transfers.amountMinor();
        }
    }

    private void keep() {
        int at = (int) holds++ % HOLDS_MAX;
        heldDebits[at] = debits[0];
        heldCredits[at] = credits[0];
        heldAmounts[at] = amounts[0];
    }

    private void settle(Step step) {
        int at = (int) settled++ % HOLDS_MAX;
        debits[0] = heldDebits[at];
        credits[0] = heldCredits[at];
        amounts[0] = step == Step.POST_HALF ? heldAmounts[at] / 2 : heldAmounts[at];
    }

    int debit(int event) {
        return debits[event];
    }

    int credit(int event) {
        return credits[event];
    }

    int amountMinor(int event) {
        return amounts[event];
    }

    /** Which hold was made last, or settled last, counted from 0. */
    long hold(Step step) {
        return (step == Step.HOLD ? holds : settled) - 1;
    }

    /** Draws so many requests, and enters into the books what they must come to. */
    public void enter(ExpectedBooks books, long requests) {
        for (long i = 0; i < requests; i++) enter(books, next());
    }

    private void enter(ExpectedBooks books, Step step) {
        switch (step) {
            case TRANSFER, CHAIN -> {
                for (int i = 0; i < step.events(); i++) books.move(debits[i], credits[i], amounts[i]);
            }
            case HOLD -> books.hold(debits[0], credits[0], amounts[0]);
            case POST, POST_HALF, VOID -> {
                books.hold(debits[0], credits[0], -heldAmounts[(int) (settled - 1) % HOLDS_MAX]);
                if (step != Step.VOID) books.move(debits[0], credits[0], amounts[0]);
            }
            case TO_ITSELF, AGAIN, LOOK_AT_ACCOUNTS, LOOK_AT_TRANSFER -> {} // nothing moves
        }
    }
}
