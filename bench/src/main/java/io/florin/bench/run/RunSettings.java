package io.florin.bench.run;

import io.florin.bench.load.Distribution;
import io.florin.bench.load.LoadSettings;
import io.florin.protocol.RequestSigning.Algorithm;
import io.florin.protocol.codec.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What one run of a scenario is asked for.
 *
 * @param seconds counted.
 * @param warmUpSeconds of the same load before that.
 * @param window requests under way on each connection.
 * @param batch transfers in each request.
 * @param rate transfers per second of an open loop; 0 for a closed one.
 * @param durability that every answer must have reached.
 * @param isTls whether clients and node speak TLS.
 * @param handshakes new TLS connections a second beside the load; 0 for none.
 * @param signature by which each HTTP request is signed; empty for none.
 * @param directory on the disk that is measured; everything in it is deleted afterwards.
 * @param nodeSettings of the node beyond its defaults, as behind {@code --set}.
 * @param nodeFlags of the node's JVM.
 * @param recorded of a journal that is written before, for {@code recovery}.
 */
public record RunSettings(
        int seconds,
        int warmUpSeconds,
        int connections,
        int window,
        int batch,
        long rate,
        int accounts,
        Distribution distribution,
        Durability durability,
        boolean isTls,
        int handshakes,
        Optional<Algorithm> signature,
        Path directory,
        List<String> nodeSettings,
        List<String> nodeFlags,
        Recorded recorded) {
    private static final int ROWS_MAX = 8_190;

    public RunSettings {
        if (batch < 1 || batch > ROWS_MAX) throw new IllegalArgumentException("must be from 1 to 8190: batch=" + batch);
        if (accounts < 2) throw new IllegalArgumentException("must be at least 2: accounts=" + accounts);
        if (handshakes < 0) throw new IllegalArgumentException("must not be negative: handshakes=" + handshakes);
        if (handshakes > 0 && !isTls) throw new IllegalArgumentException("needs --tls: handshakes=" + handshakes);
        if (rate < 0) throw new IllegalArgumentException("must not be negative: rate=" + rate);
        if (rate % batch != 0) {
            throw new IllegalArgumentException("must be a multiple of batch=" + batch + ": rate=" + rate);
        }
    }

    /**
     * A journal that is written before it is measured, without a node.
     *
     * @param history transfers that a snapshot already knows; 0 for no snapshot.
     * @param records transfers behind it; 0 for no such journal.
     */
    record Recorded(long history, long records) {
        static final Recorded NONE = new Recorded(0, 0);

        Recorded {
            if (history < 0) throw new IllegalArgumentException("must not be negative: history=" + history);
            if (records < 0) throw new IllegalArgumentException("must not be negative: records=" + records);
            if (history > 0 && records == 0) {
                throw new IllegalArgumentException("needs records behind its snapshot: history=" + history);
            }
        }
    }

    /** The same with one more setting of the node. */
    RunSettings with(String nodeSetting) {
        List<String> more = new ArrayList<>(nodeSettings);
        more.add(nodeSetting);
        return with(connections, window, batch, rate, distribution, more);
    }

    RunSettings withRate(long transfersPerSecond) {
        return with(connections, window, batch, transfersPerSecond / batch * batch, distribution, nodeSettings);
    }

    RunSettings withDistribution(Distribution other) {
        return with(connections, window, batch, rate, other, nodeSettings);
    }

    /** A closed loop with other connections and another window. */
    RunSettings closed(int otherConnections, int otherWindow) {
        return with(otherConnections, otherWindow, batch, 0, distribution, nodeSettings);
    }

    /** One transfer in each request. */
    RunSettings single() {
        return with(connections, window, 1, rate, distribution, nodeSettings);
    }

    private RunSettings with(
            int otherConnections,
            int otherWindow,
            int otherBatch,
            long otherRate,
            Distribution otherDistribution,
            List<String> otherNodeSettings) {
        return new RunSettings(
                seconds,
                warmUpSeconds,
                otherConnections,
                otherWindow,
                otherBatch,
                otherRate,
                accounts,
                otherDistribution,
                durability,
                isTls,
                handshakes,
                signature,
                directory,
                otherNodeSettings,
                nodeFlags,
                recorded);
    }

    /** The same load in a closed loop, whatever the rate. */
    LoadSettings closedLoad() {
        return LoadSettings.closed(connections, window, warmUpSeconds, seconds);
    }

    LoadSettings load() {
        return new LoadSettings(connections, window, rate / batch, warmUpSeconds, seconds);
    }

    /** Nothing overlaps: latency is what is asked for. */
    boolean isOneByOne() {
        return connections == 1 && window == 1 && batch == 1 && rate == 0;
    }

    String describe() {
        String loop = rate == 0 ? "closed loop" : rate + " transfers/s";
        return connections + " x " + window + ", " + batch + " per request, " + loop + ", " + accounts + " accounts "
                + distribution.name().toLowerCase(Locale.ROOT) + (isTls ? ", TLS 1.3" : "")
                + signature.map(algorithm -> ", signed by " + algorithm.label()).orElse("")
                + (handshakes > 0 ? ", " + handshakes + " new TLS connections/s" : "") + ", " + seconds + " s after "
                + warmUpSeconds
                + " s";
    }
}
