package io.florin.ops.tool.demo;

import io.florin.gateway.client.Florin;
import java.io.IOException;
import java.nio.file.Path;

/** A node as the demo needs it: it can be started, asked, killed, and started again on what it left. */
interface DemoNode extends AutoCloseable {

    /**
     * How a life began.
     *
     * @param epoch grows with every life.
     * @param records that were read back and decided again.
     * @param recoveryNs how long that took.
     * @param readyNs from starting the process until clients were served.
     */
    record Start(int epoch, long records, long recoveryNs, long readyNs) {}

    /** Begins a new life and waits until clients are served. */
    Start start() throws IOException, InterruptedException;

    /** A client of this life over the binary protocol. */
    Florin connectBinary();

    /** A client of this life over HTTP. */
    Florin connectHttp();

    /** Ends this life at once, as {@code kill -9} does, and waits until it is gone. May be called by another thread. */
    void kill() throws InterruptedException;

    boolean isAlive();

    /** Ends the last life in order; the journal stays. */
    void stop() throws IOException, InterruptedException;

    /** What this life has printed, for messages. */
    String output() throws IOException;

    /** Where the node keeps its journal. */
    Path data();

    @Override
    void close();
}
