package io.florin.gateway.client;

/** How safe an answer is; the numbers are those of the protocol and no order of strength. */
public enum Durability {
    MEMORY(1),
    DISK(2),
    STANDBY(3),
    /** Disk and standby. */
    BOTH(4);

    private static final Durability[] ALL = values();

    private final int code;

    Durability(int code) {
        this.code = code;
    }

    /** Number on the wire. */
    int code() {
        return code;
    }

    static Durability of(int code) {
        for (Durability durability : ALL) {
            if (durability.code == code) return durability;
        }
        throw new IllegalArgumentException("no such durability: code=" + code);
    }
}
