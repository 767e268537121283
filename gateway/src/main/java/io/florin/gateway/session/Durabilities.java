package io.florin.gateway.session;

import io.florin.protocol.codec.Durability;

/** Which durability includes which. */
public final class Durabilities {
    private Durabilities() {}

    /** Whether an answer that reached one level has reached the other too; both are SBE values. */
    public static boolean reaches(int reached, int asked) {
        if (asked <= Durability.MEMORY.value() || asked == reached) return true;
        return reached == Durability.BOTH.value();
    }
}
