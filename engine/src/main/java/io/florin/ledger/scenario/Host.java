package io.florin.ledger.scenario;

import io.florin.ledger.AccountView;
import io.florin.ledger.TransferView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** The same of many accounts, in the order asked; a host that is far away asks once. */
    default List<Optional<AccountView>> accounts(long principal, List<Id> ids) {
        List<Optional<AccountView>> found = new ArrayList<>(ids.size());
        for (Id id : ids) {
            AccountView view = new AccountView();
            found.add(lookup(principal, id, view) ? Optional.of(view) : Optional.empty());
        }
        return found;
    }

    /** The same of many transfers, in the order asked; a host that is far away asks once. */
    default List<TransferView> transfers(long principal, List<Id> ids) {
        List<TransferView> found = new ArrayList<>(ids.size());
        for (Id id : ids) {
            TransferView view = new TransferView();
            lookup(principal, id, view);
            found.add(view);
        }
        return found;
    }
}
