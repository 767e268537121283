package io.florin.ledger;

/** A chain of linked events stands or falls as one (LEDGER.md, section 3). Ledger thread only. */
final class Chain {
    private final Changes changes;
    private boolean isOpen;
    private boolean isBroken;
    private int firstEvent;

    Chain(Changes changes) {
        this.changes = changes;
    }

    /** Before an event is decided: a linked one opens a chain, or continues one. */
    void meet(boolean isLinked, int event) {
        if (!isLinked || isOpen) return;
        isOpen = true;
        isBroken = false;
        firstEvent = event;
        changes.openChain();
    }

    boolean isOpen() {
        return isOpen;
    }

    boolean isBroken() {
        return isOpen && isBroken;
    }

    /** This event was refused: takes back what its chain did. Returns how many events before it fail with it. */
    int fail(int event) {
        if (!isOpen || isBroken) return 0;
        isBroken = true;
        changes.undo();
        changes.closeChain();
        return event - firstEvent;
    }

    /** After an event was decided. */
    void pass(boolean continues) {
        if (!isOpen || continues) return;
        isOpen = false;
        if (!isBroken) changes.closeChain();
    }
}
