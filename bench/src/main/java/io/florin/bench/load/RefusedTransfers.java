package io.florin.bench.load;

import java.util.ArrayList;
import java.util.List;

/** Transfers that a door refused before anything was recorded: they moved nothing. One thread. */
public final class RefusedTransfers {
    private record Refused(int debit, int credit, int amountMinor) {}

    private final List<Refused> refused = new ArrayList<>();

    void add(int debit, int credit, int amountMinor) {
        refused.add(new Refused(debit, credit, amountMinor));
    }

    public int count() {
        return refused.size();
    }

    /** Takes them out of books in which everything that was sent has moved. */
    public void takeFrom(ExpectedBooks books) {
        for (Refused each : refused) books.move(each.debit(), each.credit(), -each.amountMinor());
    }
}
