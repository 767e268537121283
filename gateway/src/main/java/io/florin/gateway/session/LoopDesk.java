package io.florin.gateway.session;

import io.florin.pipeline.Ingress;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * What the connections of one event loop share: the way of answers from the reply stage's thread to the loop, with one
 * wake-up for a whole batch; the clock that ends connections which waited for too long; and the brake that stops
 * reading while the ring is nearly full.
 *
 * <p>All methods but {@link #ready} run on the event loop.
 */
public final class LoopDesk {
    private static final int READY_CAPACITY = 4_096;
    private static final int WAKE_EVERY = 64;
    private static final long RING_LOOK_MS = 1;
    private static final int TICKS_PER_TIMEOUT = 8;
    private static final long TICK_NS_MIN = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long TICK_NS_MAX = TimeUnit.MILLISECONDS.toNanos(500);

    private final EventLoop loop;
    private final Ingress ingress;
    private final long ringMark;
    private final ManyToOneConcurrentArrayQueue<Outbox> ready = new ManyToOneConcurrentArrayQueue<>(READY_CAPACITY);
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private final Runnable handOut = this::handOut;
    private final Runnable wakeRing = this::wakeRing;
    private final Runnable lookAtRing = this::lookAtRing;
    private final List<Served> connections = new ArrayList<>();
    private List<Served> waitingForRing = new ArrayList<>();
    private int quietRequests;

    /** A desk for the loop; {@code ringMark} is how many free slots are too few to go on reading. */
    public LoopDesk(EventLoop loop, Ingress ingress, long ringMark, Limits limits) {
        this.loop = loop;
        this.ingress = ingress;
        this.ringMark = ringMark;
        long shortestNs = Math.min(limits.firstTimeoutNs(), Math.min(limits.restTimeoutNs(), limits.writeTimeoutNs()));
        long tickNs = Math.clamp(shortestNs / TICKS_PER_TIMEOUT, TICK_NS_MIN, TICK_NS_MAX);
        loop.scheduleAtFixedRate(this::tick, tickNs, tickNs, TimeUnit.NANOSECONDS);
    }

    public void opened(Served connection) {
        connections.add(connection);
    }

    public void closed(Served connection) {
        connections.remove(connection);
        waitingForRing.remove(connection);
    }

    /** Whether the caller is on this desk's event loop. */
    boolean isHere() {
        return loop.inEventLoop();
    }

    /** Runs the task on this desk's event loop: now, if the caller is on it. */
    void run(Runnable task) {
        if (isHere()) task.run();
        else execute(task);
    }

    /** Runs the task on this desk's event loop after so many ns, unless it is cancelled. */
    Future<?> after(long delayNs, Runnable task) {
        return loop.schedule(task, delayNs, TimeUnit.NANOSECONDS);
    }

    /** The node goes down. */
    public void drainAll() {
        for (Served connection : List.copyOf(connections)) guarded(connection, Served::onDraining);
    }

    /** The gateway closes. */
    public void closeAll() {
        for (Served connection : List.copyOf(connections)) guarded(connection, Served::onClosing);
    }

    /** The gateway waits no longer for answers that did not come. */
    public void abortAll() {
        for (Served connection : List.copyOf(connections)) guarded(connection, Served::onAbort);
    }

    public boolean isEmpty() {
        return connections.isEmpty();
    }

    /** Reply stage's thread: this outbox holds something. The loop is woken at most once until it has looked. */
    void ready(Outbox outbox) {
        if (!ready.offer(outbox)) {
            execute(outbox::deliver);
            return;
        }
        if (!isCalled.get() && isCalled.compareAndSet(false, true)) execute(handOut);
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException closed) {
            isCalled.set(false); // the gateway is gone, and with it everybody who waited
        }
    }

    private void handOut() {
        wakeRing(); // the ledger works while answers are written
        isCalled.set(false);
        for (Outbox outbox = ready.poll(); outbox != null; outbox = ready.poll()) outbox.deliver();
    }

    /**
     * A request was published quietly. The ledger is woken once for all requests that this pass of the loop reads from
     * its sockets, and sooner when there are many.
     */
    public void published() {
        if (quietRequests++ == 0) {
            loop.execute(wakeRing); // runs when the sockets that are ready now have been read
        } else if (quietRequests % WAKE_EVERY == 0) {
            ingress.wake();
        }
    }

    private void wakeRing() {
        if (quietRequests == 0) return;
        quietRequests = 0;
        ingress.wake();
    }

    private void tick() {
        long nowNs = System.nanoTime();
        for (int i = connections.size() - 1; i >= 0; i--) {
            if (i < connections.size()) guarded(connections.get(i), connection -> connection.onTime(nowNs));
        }
    }

    /** Whether so little of the ring, or of the journal's space, is free that nobody should read more from a socket. */
    public boolean isRingCrowded() {
        return ingress.remaining() < ringMark || ingress.isShortOfRoom();
    }

    /** Calls back once the ring has room. */
    public void awaitRing(Served connection) {
        if (waitingForRing.isEmpty()) loop.schedule(lookAtRing, RING_LOOK_MS, TimeUnit.MILLISECONDS);
        waitingForRing.add(connection);
    }

    private void lookAtRing() {
        if (isRingCrowded()) {
            loop.schedule(lookAtRing, RING_LOOK_MS, TimeUnit.MILLISECONDS);
            return;
        }
        List<Served> free = waitingForRing;
        waitingForRing = new ArrayList<>();
        for (Served connection : free) guarded(connection, Served::onRingFree);
    }

    /** A bug that one connection meets ends that one: the clock goes on, and the others are served. */
    private static void guarded(Served connection, Consumer<Served> call) {
        try {
            call.accept(connection);
        } catch (Throwable broken) { // errors too
            connection.onFailure(broken);
        }
    }
}
