package io.florin.gateway.client;

import java.util.Optional;
import java.util.UUID;

/**
 * What became of a transfer's id.
 *
 * @param transfer the transfer, if it was created.
 * @param pending where a pending transfer stands.
 * @param refusal the ledger's name of the refusal that burnt the id; empty unless the outcome is {@code REFUSED}.
 */
public record TransferOutcome(
        UUID id, Outcome outcome, Optional<Transfer> transfer, Pending pending, Optional<String> refusal) {

    /** What the ledger remembers of an id. */
    public enum Outcome {
        UNKNOWN,
        CREATED,
        /** Burnt by a transient refusal. */
        REFUSED,
        /** Older than the window: nobody can tell any more. */
        TOO_OLD
    }

    /** Where a pending transfer stands. */
    public enum Pending {
        NONE,
        PENDING,
        POSTED,
        VOIDED,
        EXPIRED
    }
}
