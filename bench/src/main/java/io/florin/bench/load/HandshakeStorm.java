package io.florin.bench.load;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * New TLS connections at a steady rate beside a load: each connects, shakes hands in full, since none stays for a
 * ticket with which it could be resumed, and leaves. One thread of its own; where that cannot keep up, {@link #done}
 * tells.
 */
public final class HandshakeStorm implements AutoCloseable {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long JOIN_MS = 10_000;

    private final LoadTarget target;
    private final int perSecond;
    private final AtomicLong done = new AtomicLong();
    private final Thread thread;
    private volatile boolean isOver;

    private HandshakeStorm(LoadTarget target, int perSecond) {
        this.target = target;
        this.perSecond = perSecond;
        this.thread = new Thread(this::run, "handshakes");
        thread.setDaemon(true);
    }

    /** None at all for a rate of 0. */
    public static HandshakeStorm start(LoadTarget target, int perSecond) {
        var storm = new HandshakeStorm(target, perSecond);
        if (perSecond > 0) storm.thread.start();
        return storm;
    }

    private void run() {
        long startNs = System.nanoTime();
        while (!isOver) {
            long dueNs = startNs + done.get() * SECOND_NS / perSecond;
            long waitNs = dueNs - System.nanoTime();
            if (waitNs > 0) LockSupport.parkNanos(waitNs);
            else shakeHands();
        }
    }

    private void shakeHands() {
        try (SocketChannel channel = SocketChannel.open(target.address());
                LoadLink link = target.link(channel)) {
            if (link.isFlushed()) done.incrementAndGet();
        } catch (IOException failed) {
            if (!isOver) throw new LoadFailedException("a handshake failed, " + failed.getMessage());
        }
    }

    /** How many there were. */
    public long done() {
        return done.get();
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join(JOIN_MS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
