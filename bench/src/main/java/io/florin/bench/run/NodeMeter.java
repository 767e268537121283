package io.florin.bench.run;

import io.florin.bench.load.LoadListener;
import java.time.Duration;

/** What a node used between the beginning and the end of the counted time. */
final class NodeMeter implements LoadListener {
    private static final double NS_PER_SECOND = 1e9;

    private final NodeUnderLoad node;
    private final LoadListener listener;
    private Duration cpu = Duration.ZERO;
    private long journalBytes;

    NodeMeter(NodeUnderLoad node, LoadListener listener) {
        this.node = node;
        this.listener = listener;
    }

    @Override
    public void counting() {
        cpu = node.cpu();
        journalBytes = node.journalBytes();
        listener.counting();
    }

    @Override
    public void counted() {
        cpu = node.cpu().minus(cpu);
        journalBytes = node.journalBytes() - journalBytes;
        listener.counted();
    }

    @Override
    public void progress(double fractionDone, long eventsNow) {
        listener.progress(fractionDone, eventsNow);
    }

    double cpuSeconds() {
        return cpu.toNanos() / NS_PER_SECOND;
    }

    long journalBytes() {
        return journalBytes;
    }
}
