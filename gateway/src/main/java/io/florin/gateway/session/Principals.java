package io.florin.gateway.session;

/** Who may speak. */
public final class Principals {
    /** Whoever could not say who they are. */
    public static final long NOBODY = 0;

    /** {@code local}: whoever connects over loopback while no key is asked for. */
    public static final long LOCAL = 1;

    private Principals() {}
}
