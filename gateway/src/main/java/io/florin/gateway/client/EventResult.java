package io.florin.gateway.client;

/**
 * An event of a request that is not {@code created}.
 *
 * @param index of the event in its request, from 0.
 * @param code the ledger's name for it: {@code exists}, {@code exceeds_credits}, …
 * @param timestampNs of the existing object for {@code exists}, else of the refusal; ns since the epoch.
 */
public record EventResult(int index, String code, long timestampNs) {
    static final String EXISTS = "exists";

    /** Whether the same event was created before, which a client that retries takes for success. */
    public boolean isExisting() {
        return code.equals(EXISTS);
    }
}
