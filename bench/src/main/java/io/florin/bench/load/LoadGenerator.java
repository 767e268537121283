package io.florin.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Puts load on a server over loopback and counts what comes back, all on the calling thread.
 *
 * <p>Closed loop: every connection keeps its window full, and an answer lets the next request go. Open loop: request
 * <i>i</i> is meant to leave when the rate says, such as {@code start + i / rate}; if the server or this thread is
 * late, the time lost counts as latency of every request that it held up.
 */
public final class LoadGenerator implements AutoCloseable {
    private static final long SELECT_MS = 100;
    private static final long PARK_MAX_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(30);

    private final Selector selector;
    private final List<LoadConnection> connections = new ArrayList<>();
    private final LoadSettings settings;
    private final LoadListener listener;
    private final LoadRecorder recorder = new LoadRecorder();
    private final Rates rates;

    /** Of an open loop: connections with something to send, in the order in which they got it. */
    private final Deque<LoadConnection> unsent = new ArrayDeque<>();

    private boolean isSending = true;
    private long startNs;
    private long due;
    private long issued;
    private int turn;

    private LoadGenerator(LoadSettings settings, LoadListener listener) throws IOException {
        this.selector = Selector.open();
        this.settings = settings;
        this.rates = settings.rates();
        this.listener = listener;
    }

    /** The same in plain text. */
    public static LoadResult run(
            InetSocketAddress address, LoadSettings settings, Supplier<LoadCodec> codecs, LoadListener listener)
            throws IOException {
        return run(LoadTarget.plain(address), settings, codecs, listener);
    }

    /** Connects, warms up, counts, and waits for everything that is in flight. */
    public static LoadResult run(
            LoadTarget target, LoadSettings settings, Supplier<LoadCodec> codecs, LoadListener listener)
            throws IOException {
        try (var generator = new LoadGenerator(settings, listener)) {
            for (int i = 0; i < settings.connections(); i++) {
                generator.connections.add(
                        LoadConnection.open(target, generator.selector, codecs.get(), settings.window()));
            }
            return generator.run();
        }
    }

    private LoadResult run() throws IOException {
        startNs = System.nanoTime();
        long countNs = startNs + settings.warmUpSeconds() * SECOND_NS;
        long endNs = countNs + settings.seconds() * SECOND_NS;
        fillAll();
        go(countNs, endNs);
        recorder.begin(System.nanoTime());
        listener.counting();
        go(endNs, endNs);
        recorder.end(System.nanoTime());
        listener.counted();
        drain();
        return recorder.result();
    }

    private void fillAll() throws IOException {
        if (settings.isOpenLoop()) return;
        time();
        for (LoadConnection connection : connections) fill(connection);
    }

    private void go(long untilNs, long endNs) throws IOException {
        long turnNs = System.nanoTime() + SECOND_NS;
        long eventsBefore = recorder.eventsInAll();
        for (long nowNs = System.nanoTime(); nowNs < untilNs; nowNs = System.nanoTime()) {
            time();
            if (settings.isOpenLoop()) {
                openPass(nowNs);
            } else {
                selector.select(this::ready, SELECT_MS);
            }
            if (nowNs >= turnNs) {
                turnNs += SECOND_NS;
                recorder.turn();
                listener.progress(
                        (double) (nowNs - startNs) / (endNs - startNs), recorder.eventsInAll() - eventsBefore);
                eventsBefore = recorder.eventsInAll();
            }
        }
    }

    /** One tells all, since ids are shared. */
    private void time() {
        connections.getFirst().time(System.currentTimeMillis());
    }

    private void openPass(long nowNs) throws IOException {
        due = rates.due(nowNs - startNs);
        while (issued < due && issueOne()) issued++;
        for (LoadConnection connection = unsent.poll(); connection != null; connection = unsent.poll()) {
            connection.flush();
        }
        if (selector.selectNow(this::ready) == 0 && issued >= due) {
            LockSupport.parkNanos(Math.min(PARK_MAX_NS, intendedNs(issued) - System.nanoTime()));
        }
    }

    private long intendedNs(long request) {
        return startNs + rates.intendedNs(request);
    }

    /** Round the connections to the next with room; false if none has any. */
    private boolean issueOne() {
        for (int tried = 0; tried < connections.size(); tried++) {
            LoadConnection connection = connections.get(turn);
            turn = turn + 1 == connections.size() ? 0 : turn + 1;
            if (connection.hasRoom()) {
                if (connection.isFlushed()) unsent.add(connection);
                connection.add(intendedNs(issued));
                return true;
            }
        }
        return false;
    }

    private void ready(SelectionKey key) {
        var connection = (LoadConnection) key.attachment();
        try {
            if (key.isReadable()) connection.receive(recorder);
            if (isSending && !settings.isOpenLoop()) {
                fill(connection);
            } else {
                connection.flush();
            }
        } catch (IOException e) {
            throw new LoadFailedException("a connection failed, " + e.getMessage());
        }
    }

    private static void fill(LoadConnection connection) throws IOException {
        long nowNs = System.nanoTime();
        while (connection.hasRoom()) connection.add(nowNs);
        connection.flush();
    }

    private void drain() throws IOException {
        isSending = false;
        long deadlineNs = System.nanoTime() + DRAIN_NS;
        while (!connections.stream().allMatch(LoadConnection::isIdle)) {
            if (System.nanoTime() > deadlineNs) {
                long open =
                        connections.stream().mapToLong(LoadConnection::inFlight).sum();
                throw new LoadFailedException("requests were not answered within 30 s: inFlight=" + open);
            }
            selector.select(this::ready, SELECT_MS);
        }
    }

    @Override
    public void close() throws IOException {
        for (LoadConnection connection : connections) connection.close();
        selector.close();
    }
}
