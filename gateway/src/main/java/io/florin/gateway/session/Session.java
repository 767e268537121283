package io.florin.gateway.session;

import io.florin.pipeline.Answers;
import io.florin.pipeline.Release;
import io.florin.pipeline.Slots;
import io.florin.protocol.codec.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A client's conversation on the binary port, which outlives its connections: who speaks, how many events may be under
 * way, the numbers of both directions, and the last answers. Requests in the ring belong to it, and not to the
 * connection that brought them.
 *
 * <p>{@link #answer} and {@link #flush} run on the reply stage's thread, everything else on the event loop of its desk.
 * A connection of another loop takes the session along to that loop, see {@link SessionTable}.
 */
public final class Session implements Answers, Outbox.Recipient {
    private final SessionKey key;
    private final Speaker speaker;
    private final AnswerForm form;
    private final CreditWindow window;
    private final Outbox outbox;
    private final SessionTable table;
    private final KeptAnswers kept;

    private volatile LoopDesk desk;
    private @Nullable Link link;
    private @Nullable Future<?> expiry;
    private Reason ended = Reason.UNSPECIFIED;
    private long received;
    private long unheardFrom; // first of the frames that were skipped, while the client may not know it; else 0
    private boolean isTaken; // a connection of another loop is on its way to it
    private boolean isClosed;

    /** Puts the answer to a request into an outbox. Reply stage's thread. */
    @FunctionalInterface
    public interface AnswerForm {
        void encode(Slots slots, long first, int events, Release release, Outbox outbox);
    }

    /** The connection that a session has. Event loop. */
    public interface Link {

        /** Writes frames, which are the link's from then on. */
        void write(ByteBuf frames);

        /** Sends what was written. */
        void flush();

        /** Everything that was asked is answered, for now. */
        void onSettled();

        /** When something was heard last, as {@link System#nanoTime}. */
        long heardNs();

        /** How long silence lasts until the other side speaks, if it is there. */
        long keepAliveNs();

        /** Another connection has taken the session over, because nothing is heard of this one. */
        void onTakenOver();

        /** A bug of ours was met on behalf of this connection. */
        void onFailure(Throwable cause);
    }

    Session(SessionKey key, Speaker speaker, SessionTable table, LoopDesk desk, ByteBufAllocator allocator) {
        this.key = key;
        this.speaker = speaker;
        this.table = table;
        this.form = table.form();
        this.desk = desk;
        this.window = new CreditWindow(table.windowEvents());
        this.outbox = new Outbox(allocator, desk, this);
        this.kept = new KeptAnswers(table.limits(), table.memory());
    }

    // Requests in.

    public UUID id() {
        return key.id();
    }

    SessionKey key() {
        return key;
    }

    public Speaker speaker() {
        return speaker;
    }

    /** The client's next application frame is here. */
    public void received() {
        received++;
        unheardFrom = 0;
    }

    /** Number of the client's first application frame that did not come yet. */
    public long expectedNumber() {
        return unheardFrom == 0 ? received + 1 : unheardFrom;
    }

    /**
     * What comes before this number never arrived, and is not waited for. Until the client says something more, it may
     * not have heard so: when it comes back instead, it must hear it again.
     */
    public void skipTo(long number) {
        unheardFrom = expectedNumber();
        received = number - 1;
    }

    /** The client goes on, so it has heard what never arrived. */
    public void heard() {
        unheardFrom = 0;
    }

    /** Takes credit for the events of a request; false if its session, or its principal, has not so much left. */
    public boolean tryTake(int events) {
        if (!window.tryTake(events)) return false;
        if (!speaker.isKnown() || speaker.share().tryTake(events, table.limits().eventsPerPrincipal())) return true;
        window.untake(events);
        return false;
    }

    /** Nothing came of what was taken last. */
    public void untake(int events) {
        window.untake(events);
        if (speaker.isKnown()) speaker.share().giveBack(events);
    }

    // Answers: reply stage's thread.

    @Override
    public boolean answer(Slots slots, long firstRingSequence, int events, Release release) {
        window.answered(events);
        if (speaker.isKnown()) speaker.share().giveBack(events);
        if (outbox.isClosed()) return false;
        boolean isFirst = outbox.isEmpty();
        form.encode(slots, firstRingSequence, events, release, outbox);
        return isFirst;
    }

    @Override
    public void flush() {
        window.publish();
        outbox.handOver();
        window.settle(); // before the loop is woken: last words wait for it
        outbox.announce();
    }

    // Answers out: event loop.

    @Override
    public void onAnswers() {
        boolean isLast = window.isIdle(); // asked first: what is handed over from now on is for the next time
        ByteBuf answers = outbox.take();
        if (answers != null) send(answers);
        if (link != null) link.flush();
        if (isLast && link != null) link.onSettled();
    }

    /** Numbers, keeps and writes answers, to be sent with the next flush; without a connection they are only kept. */
    public void send(ByteBuf answers) {
        kept.add(answers);
        if (link == null) answers.release();
        else link.write(answers);
    }

    /** Of the next answer. */
    public long nextNumber() {
        return kept.nextNumber();
    }

    /** Of the first answer that can be sent again. */
    public long oldestNumber() {
        return kept.oldestNumber();
    }

    /** Appends answers that are kept. */
    public void copyKept(long from, int count, ByteBuf out) {
        kept.copy(from, count, out);
    }

    @Override
    public void onFailure(Throwable cause) {
        Link connection = link;
        if (connection != null) connection.onFailure(cause);
        else table.failed(cause);
    }

    // Connections.

    /** Why the last connection ended. */
    public Reason ended() {
        return ended;
    }

    LoopDesk desk() {
        return desk;
    }

    boolean isClosed() {
        return isClosed;
    }

    boolean isTaken() {
        return isTaken;
    }

    @Nullable
    Link link() {
        return link;
    }

    /** From now on it belongs to a connection of that desk's loop, which calls {@link #connect} or {@link #release}. */
    void take(LoopDesk taker) {
        Link before = link;
        if (before != null) {
            ended = Reason.KEEP_ALIVE_LAPSED;
            link = null;
            before.onTakenOver();
        }
        stopExpiry();
        isTaken = true;
        desk = taker;
        outbox.moveTo(taker);
    }

    /** This connection has it. */
    public void connect(Link connection) {
        isTaken = false;
        link = connection;
        stopExpiry();
    }

    /** Whether this connection still has it. */
    public boolean isOf(Link connection) {
        return connection.equals(link);
    }

    /** The connection that had it, or was to have it, is gone for this reason. The client may come back for a while. */
    public void release(Reason reason) {
        isTaken = false;
        link = null;
        ended = reason;
        if (!isClosed) expiry = desk.after(table.limits().freeNs(), this::close);
    }

    private void stopExpiry() {
        if (expiry != null) expiry.cancel(false);
        expiry = null;
    }

    /** It is over for good: what is still under way is answered to nobody. */
    public void close() {
        if (isClosed) return;
        isClosed = true;
        link = null;
        stopExpiry();
        outbox.close();
        kept.close();
        table.remove(this);
    }

    /** The process ends. Any thread. */
    void drop() {
        outbox.close();
    }
}
