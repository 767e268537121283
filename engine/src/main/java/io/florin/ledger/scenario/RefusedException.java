package io.florin.ledger.scenario;

/** A host that is a node would not have the request decided: its doors or its ring turned it away. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The reason as the node said it. */
    public RefusedException(String reason) {
        super(reason);
    }
}
