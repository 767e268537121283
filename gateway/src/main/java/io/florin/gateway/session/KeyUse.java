package io.florin.gateway.session;

import java.util.concurrent.atomic.AtomicInteger;

/** What is open under one key. Any thread. */
public final class KeyUse {
    private final String name;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();

    KeyUse(String name) {
        this.name = name;
    }

    /** Of the key: what a session is bound to. */
    public String name() {
        return name;
    }

    /** Counts a connection in, unless that is one too many. */
    public boolean tryConnect(int max) {
        return tryAdd(connections, max);
    }

    /** Counts a connection out. */
    public void disconnected() {
        connections.decrementAndGet();
    }

    boolean tryAddSession(int max) {
        return tryAdd(sessions, max);
    }

    void sessionEnded() {
        sessions.decrementAndGet();
    }

    private static boolean tryAdd(AtomicInteger count, int max) {
        if (count.incrementAndGet() <= max) return true;
        count.decrementAndGet();
        return false;
    }
}
