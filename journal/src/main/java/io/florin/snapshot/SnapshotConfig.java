package io.florin.snapshot;

/**
 * When snapshots are taken beside a node, and how many stay. Fixed from then on.
 *
 * @param isOn whether the node has them taken at all; a person can at any time.
 * @param everyBytes of journal behind the newest one, after which the next is due; from 1 MiB.
 * @param everyNs nanoseconds after which the next is due, if anything was recorded; from a second.
 * @param keep how many verified ones stay; at least two, so that a damaged one has an older beside it.
 * @param cpuPercent of one core, which the process that takes them may keep busy on the average; 5 to 200.
 */
public record SnapshotConfig(boolean isOn, long everyBytes, long everyNs, int keep, int cpuPercent) {
    public static final String EVERY_BYTES_PROPERTY = "florin.snapshot.every-bytes";
    public static final String EVERY_PROPERTY = "florin.snapshot.every";
    public static final String KEEP_PROPERTY = "florin.snapshot.keep";
    public static final String CPU_PERCENT_PROPERTY = "florin.snapshot.cpu-percent";
    public static final int KEEP_MIN = 2;
    public static final int CPU_PERCENT_MIN = 5;
    public static final int CPU_PERCENT_MAX = 200; // one thread reads, one decides

    private static final long EVERY_BYTES_MIN = 1 << 20;
    private static final long EVERY_NS_MIN = 1_000_000_000;

    public SnapshotConfig {
        if (everyBytes < EVERY_BYTES_MIN) {
            throw new IllegalArgumentException("must be 1 MiB or more: " + EVERY_BYTES_PROPERTY + "=" + everyBytes);
        }
        if (everyNs < EVERY_NS_MIN) {
            throw new IllegalArgumentException("must be 1 s or more: " + EVERY_PROPERTY + "=" + everyNs + "ns");
        }
        if (keep < KEEP_MIN) {
            throw new IllegalArgumentException("must be 2 or more: " + KEEP_PROPERTY + "=" + keep);
        }
        if (cpuPercent < CPU_PERCENT_MIN || cpuPercent > CPU_PERCENT_MAX) {
            throw new IllegalArgumentException("must be " + CPU_PERCENT_MIN + " to " + CPU_PERCENT_MAX + ": "
                    + CPU_PERCENT_PROPERTY + "=" + cpuPercent);
        }
    }
}
