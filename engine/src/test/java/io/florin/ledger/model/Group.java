package io.florin.ledger.model;

import io.florin.ledger.model.Transfer.PendingStatus;
import io.florin.ledger.scenario.Id;
import java.util.ArrayList;
import java.util.List;

/** The holds that one chain created, or one hold alone. One object for all of them, so changed through an undo. */
final class Group {
    /** Oldest first; the first gives the group its name. While it is whole, all of them wait. */
    final List<Id> members = new ArrayList<>();

    /** How the first of them was resolved; from then on the group cannot be resolved as one. */
    PendingStatus brokenBy = PendingStatus.NONE;

    boolean isNamedBy(Id id) {
        return members.getFirst().equals(id);
    }
}
