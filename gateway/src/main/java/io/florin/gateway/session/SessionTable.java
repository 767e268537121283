package io.florin.gateway.session;

import io.florin.counters.Counters;
import io.florin.counters.FlorinCounter;
import io.netty.buffer.ByteBufAllocator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of the binary port. Any thread.
 *
 * <p>A session belongs to one event loop. A connection that asks for it asks that loop, which gives it away if nobody
 * has it: then it belongs to the loop of the newcomer.
 *
 * <pre>{@code
 *   newcomer's loop --- take ---> session's loop: has it a connection?
 *   newcomer's loop <-- mine ---  no, or nothing was heard of it for a keep-alive time: moved
 *                   <-- wait ---  yes: so many ms until it counts as silent
 * }</pre>
 */
public final class SessionTable {
    private static final long NS_PER_MS = 1_000_000;

    private final Map<SessionKey, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Limits limits;
    private final KeptMemory memory;
    private final Session.AnswerForm form;
    private final Counters counters;

    /** A table of sessions whose answers have this form. */
    public SessionTable(Limits limits, Session.AnswerForm form, Counters counters) {
        this.limits = limits;
        this.memory = new KeptMemory(limits.sessions().keptBytesInAll());
        this.form = form;
        this.counters = counters;
    }

    /** Hears what became of a wish for a session. On the event loop of the desk that asked. */
    public interface Taker {

        /** It is the taker's. */
        void taken(Session session);

        /** There is none. */
        void unknown();

        /** It has a connection that is alive, or was so many ms ago. */
        void inUse(int retryAfterMs);
    }

    /** The session of this id that the speaker's key has negotiated, for a connection of this desk's loop. */
    public void take(Speaker speaker, UUID id, LoopDesk taker, Taker hears) {
        Session session = sessions.get(new SessionKey(speaker.use().name(), id));
        if (session == null) hears.unknown();
        else session.desk().run(() -> judge(session, taker, hears));
    }

    private void judge(Session session, LoopDesk taker, Taker hears) {
        if (!session.desk().isHere()) { // it has moved meanwhile: its loop is another one now
            session.desk().run(() -> judge(session, taker, hears));
        } else if (session.isClosed()) {
            taker.run(hears::unknown);
        } else {
            int busyMs = busyMs(session);
            if (busyMs == 0) session.take(taker);
            taker.run(busyMs == 0 ? () -> hears.taken(session) : () -> hears.inUse(busyMs));
        }
    }

    /** For how many ms its connection, if it has one, counts as alive although nothing more is heard of it. */
    private static int busyMs(Session session) {
        if (session.isTaken()) return 1;
        Session.Link link = session.link();
        if (link == null) return 0;
        long leftNs = link.keepAliveNs() - (System.nanoTime() - link.heardNs());
        return leftNs <= 0 ? 0 : (int) Math.max(1, leftNs / NS_PER_MS);
    }

    /** A new session; null if there are as many as there may be, or if it has just been made. */
    public @Nullable Session tryOpen(Speaker speaker, UUID id, LoopDesk desk, ByteBufAllocator allocator) {
        if (count.incrementAndGet() > limits().sessions()) {
            count.decrementAndGet();
            return null;
        }
        if (speaker.isKnown() && !speaker.use().tryAddSession(limits().sessionsPerKey())) {
            count.decrementAndGet();
            return null;
        }
        var session = new Session(new SessionKey(speaker.use().name(), id), speaker, this, desk, allocator);
        counters.increment(FlorinCounter.SESSIONS);
        if (sessions.putIfAbsent(session.key(), session) == null) return session;
        uncount(session);
        return null;
    }

    void remove(Session session) {
        if (sessions.remove(session.key(), session)) uncount(session);
    }

    private void uncount(Session session) {
        count.decrementAndGet();
        if (session.speaker().isKnown()) session.speaker().use().sessionEnded();
        counters.decrement(FlorinCounter.SESSIONS);
    }

    void failed(Throwable cause) {
        counters.increment(FlorinCounter.HANDLER_ERRORS);
        counters.errorLog().record(cause);
    }

    SessionLimits limits() {
        return limits.sessions();
    }

    int windowEvents() {
        return limits.windowEvents();
    }

    KeptMemory memory() {
        return memory;
    }

    Session.AnswerForm form() {
        return form;
    }

    /** The process ends: what was not delivered is given back. Behind the end of every event loop. */
    public void close() {
        sessions.values().forEach(Session::drop);
    }
}
