package io.florin.gateway.session;

/** Who may speak. */
public final class Principals {
    /** {@code local}: whoever connects over loopback, as long as there is no authentication. */
    public static final long LOCAL = 1;

    private Principals() {}
}
