package io.florin.gateway.client;

/** Numbers that have 16 bits on the wire. */
final class UnsignedShort {
    private static final int MAX = 0xFFFF;

    private UnsignedShort() {}

    /** Refuses what would reach the node as another number. */
    static void require(String name, int value) {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("must be from 0 to " + MAX + ": " + name + "=" + value);
        }
    }
}
