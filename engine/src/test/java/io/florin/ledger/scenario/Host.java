package io.florin.ledger.scenario;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import java.util.List;

/**
 * Whatever decides requests by LEDGER.md: the ledger itself, the reference model, or a node behind its ports. One
 * thread.
 */
public interface Host {
    /** Decides the whole request at its time; one final result for each event. */
    List<Result> decide(Request request);

    /** What the last pulse released, in order. */
    List<Id> expired();

    /** Fills the view; false if there is no such account or none that the principal may read. */
    boolean lookup(long principal, Id id, AccountView view);

    /** Fills the view with what became of the id. */
    void lookup(long principal, Id id, TransferView view);
}
