package io.florin.gateway.client;

import io.florin.protocol.SessionFrames;
import io.florin.protocol.codec.Reason;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a session: connects, introduces itself, takes up the session of before or begins a new one,
 * asks for answers that were missed, and connects again when the connection is lost.
 *
 * <pre>{@code
 *   connect --> Establish (session of before) --> acknowledged: missed answers, then requests that never arrived
 *           |                                 +-> unnegotiated: a new session, all requests again by their ids
 *           +-> Negotiate + Establish (new) ----> acknowledged
 *   whatever ends the connection: the same node again, then the next, with a pause that grows and is drawn by lot
 * }</pre>
 *
 * <p>The client's event loop only.
 */
final class ClientSession {
    static final int KEEP_ALIVE_MS = 10_000;

    private static final int MISSED_MAX = 3;
    private static final long PAUSE_FIRST_MS = 20;
    private static final long ASK_AGAIN_MS = 200;
    private static final long PAUSE_MAX_MS = 2_000;
    private static final int PAUSE_DOUBLINGS = 7;
    private static final long HANDSHAKE_NS_MAX = TimeUnit.SECONDS.toNanos(10);
    private static final UUID NONE = new UUID(0, 0);

    private final ClientConfig config;
    private final PendingRequests pending;
    private final EventLoop loop;
    private final BiConsumer<InetSocketAddress, ClientConnection> dial;
    private final CompletableFuture<@Nullable Void> first = new CompletableFuture<>();

    private @Nullable Channel channel;
    private UUID id = NONE;
    private boolean isEstablished;
    private boolean isResuming;
    private boolean isClosed;
    private boolean isBroken; // and what broke it is known
    private String ending = "";
    private int turn; // which address
    private int failures; // since the last session was established
    private int silences;

    private long received; // answers of the session, whether they came or are asked for
    private long missing; // number of the first answer that is asked for again; 0 if none is
    private long comingAgain;
    private long resumedAt;
    private int credit;

    /** A session over connections that are made by {@code dial}, which tells them when they are open. */
    ClientSession(
            ClientConfig config,
            PendingRequests pending,
            EventLoop loop,
            BiConsumer<InetSocketAddress, ClientConnection> dial) {
        this.config = config;
        this.pending = pending;
        this.loop = loop;
        this.dial = dial;
    }

    /** Done when requests can be sent for the first time, or will never be. */
    CompletableFuture<@Nullable Void> first() {
        return first;
    }

    void connect() {
        if (isClosed) return;
        ending = "nobody answers";
        dial.accept(address(), new ClientConnection(pending, this, config.metrics()));
    }

    private InetSocketAddress address() {
        return config.addresses().get(turn % config.addresses().size());
    }

    // Introduction.

    void onConnected(Channel opened) {
        if (isClosed) {
            opened.close();
            return;
        }
        channel = opened;
        ending = "the connection was lost";
        isBroken = false;
        silences = 0;
        isEstablished = false;
        long patienceNs = Math.min(HANDSHAKE_NS_MAX, config.timeoutNs());
        loop.schedule(() -> giveUpUnlessEstablished(opened), patienceNs, TimeUnit.NANOSECONDS);
        if (id.equals(NONE)) beginAnew();
        else resume();
    }

    private void giveUpUnlessEstablished(Channel opened) {
        if (opened.equals(channel) && !isEstablished) opened.close();
    }

    private void beginAnew() {
        pending.newSession();
        id = Ids.next();
        isResuming = false;
        received = 0;
        missing = 0;
        comingAgain = 0;
        write(SessionFrames.negotiate(
                id, System.currentTimeMillis() * 1_000_000, config.key().text()));
        write(SessionFrames.establish(id, 1, 0, KEEP_ALIVE_MS, ""));
    }

    private void resume() {
        isResuming = true;
        resumedAt = pending.nextNumber();
        write(SessionFrames.establish(
                id, resumedAt, 0, KEEP_ALIVE_MS, config.key().text()));
    }

    private void write(byte[] frame) {
        Channel open = channel;
        if (open == null) return;
        open.writeAndFlush(open.alloc().buffer(frame.length).writeBytes(frame), open.voidPromise());
    }

    void onEstablished(long nextNumber, long expectedNumber, int newCredit) {
        Channel open = channel;
        if (open == null) return;
        isEstablished = true;
        failures = 0;
        credit = newCredit;
        comingAgain = 0;
        if (isResuming) {
            pending.neverArrivedFrom(expectedNumber);
            long from = missing > 0 ? missing : received + 1;
            received = nextNumber - 1;
            missing = from < nextNumber ? from : 0;
            if (missing > 0) write(SessionFrames.retransmitRequest(missing, (int) (nextNumber - missing)));
        }
        pending.opened(open, newCredit);
        config.metrics().connected(address(), isResuming);
        loop.schedule(() -> heartbeat(open), KEEP_ALIVE_MS / 2, TimeUnit.MILLISECONDS);
        first.complete(null);
    }

    /** The node does not bind a session to the connection. */
    void onRefused(String reason, long retryAfterMs, String text) {
        ending = reason + ": " + text;
        switch (reason) {
            case "unnegotiated", "message_invalid" -> {
                if (isResuming) beginAnew();
                else end(ending);
            }
            case "session_in_use" ->
                loop.schedule(this::askAgain, Math.min(retryAfterMs, ASK_AGAIN_MS), TimeUnit.MILLISECONDS);
            case "authentication_failed", "schema_unsupported" -> end(ending);
            default -> disconnect();
        }
    }

    private void askAgain() {
        if (!isEstablished && !id.equals(NONE)) resume();
    }

    // Numbers.

    /** An answer is here. */
    void onAnswer() {
        if (comingAgain > 0) {
            comingAgain--;
            missing = comingAgain == 0 ? 0 : missing + 1;
        } else {
            received++;
        }
    }

    void onRetransmission(long count) {
        comingAgain = count;
    }

    /** The node does not have what was missed any more. */
    void onAnswersGone() {
        missing = 0;
        Channel open = channel;
        if (open == null) return;
        pending.answersAreGone(resumedAt);
        pending.opened(open, credit);
    }

    void onCredit(int events) {
        credit = events;
        pending.credit(events);
    }

    // Keep-alive.

    void onHeard() {
        silences = 0;
    }

    private void heartbeat(Channel open) {
        if (!open.equals(channel) || isClosed) return;
        if (silences++ > 2 * MISSED_MAX) {
            ending = "nothing was heard for three keep-alive times";
            open.close();
            return;
        }
        pending.heartbeat();
        loop.schedule(() -> heartbeat(open), KEEP_ALIVE_MS / 2, TimeUnit.MILLISECONDS);
    }

    // The end, of a connection or of all.

    void onTerminate(String reason, String text) {
        ending = reason + ": " + text;
        if (reason.equals("authentication_failed")) end(ending);
        else disconnect();
    }

    private void disconnect() {
        Channel open = channel;
        if (open != null) open.close();
    }

    /** What goes wrong with the connection, before it ends. */
    void onBroken(String what) {
        if (!isBroken) ending = what;
        isBroken = true;
    }

    /** There is no handshake, whatever else is said about it. */
    void onNotEncrypted(String why) {
        ending = why;
        isBroken = true;
    }

    /** The connection is gone, or was not made. */
    void onDisconnected() {
        channel = null;
        pending.lost();
        if (isClosed) return;
        config.metrics().disconnected(address(), ending);
        boolean wasEstablished = isEstablished;
        isEstablished = false;
        if (!wasEstablished) {
            failures++;
            turn++;
        }
        boolean isHopeless = first.isDone()
                ? !config.reconnects()
                : failures >= config.addresses().size();
        if (isHopeless) end(ending);
        else loop.schedule(this::connect, pauseMs(), TimeUnit.MILLISECONDS);
    }

    private long pauseMs() {
        if (failures == 0) return 0;
        long pauseMs = Math.min(PAUSE_MAX_MS, PAUSE_FIRST_MS << Math.min(PAUSE_DOUBLINGS, failures));
        return pauseMs / 2 + ThreadLocalRandom.current().nextLong(pauseMs / 2);
    }

    /** No connection will come any more. */
    void end(String why) {
        if (isClosed) return;
        isClosed = true;
        pending.close(why);
        first.completeExceptionally(new IllegalStateException(why));
        disconnect();
    }

    /** The client is done with the session. */
    void finish() {
        if (isEstablished) {
            write(SessionFrames.terminate(Reason.FINISHED, "the client was closed", 0));
        }
        end("the client was closed");
    }
}
