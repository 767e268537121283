package io.florin.gateway.client;

/**
 * The answer to an operator's command: decided and recorded.
 *
 * @param position of the command.
 * @param timestampNs when it was applied, ns since the epoch; 0 if it was refused.
 * @param isReplayed whether this is the stored answer of an earlier, equal command.
 * @param code {@code applied}, or the ledger's name of the refusal.
 */
public record AdminAnswer(Position position, long timestampNs, boolean isReplayed, String code) {
    /** Whether it holds now. */
    public boolean isApplied() {
        return code.equals(Results.APPLIED);
    }
}
