package io.florin.ops;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node says in one line on stdout once clients are served; a program reads it back.
 *
 * @param binary where the binary protocol is spoken; the port that was found, if 0 was asked for.
 * @param http where HTTP is spoken.
 * @param admin where operators and probes ask.
 * @param recovered sequence of the last record that was found.
 * @param replayed records that were read and decided again: all of them, or those behind the newest snapshot.
 * @param snapshotNs nanoseconds that finding, verifying and loading the newest snapshot took.
 * @param recoveryNs nanoseconds that all of it took.
 */
public record NodeReady(
        InetSocketAddress binary,
        InetSocketAddress http,
        InetSocketAddress admin,
        int epoch,
        long recovered,
        long replayed,
        long snapshotNs,
        long recoveryNs) {
    private static final Pattern LINE =
            Pattern.compile("florin is ready: binary=(\\S+) http=(\\S+) admin=(\\S+) epoch=(\\d+)"
                    + " recovered=(\\d+) replayed=(\\d+) snapshot-ns=(\\d+) recovery-ns=(\\d+)");

    /** The line. */
    public String line() {
        return "florin is ready: binary=" + text(binary) + " http=" + text(http) + " admin=" + text(admin) + " epoch="
                + epoch + " recovered=" + recovered + " replayed=" + replayed + " snapshot-ns=" + snapshotNs
                + " recovery-ns=" + recoveryNs;
    }

    /** Finds the line in a node's output. */
    public static Optional<NodeReady> find(String output) {
        Matcher line = LINE.matcher(output);
        if (!line.find()) return Optional.empty();
        return Optional.of(new NodeReady(
                address(line.group(1)),
                address(line.group(2)),
                address(line.group(3)),
                Integer.parseInt(line.group(4)),
                Long.parseLong(line.group(5)),
                Long.parseLong(line.group(6)),
                Long.parseLong(line.group(7)),
                Long.parseLong(line.group(8))));
    }

    /** Host and port, as settings and options take them. */
    public static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
