package io.florin.ops.tool;

import java.net.InetSocketAddress;

/** {@code HOST:PORT}, as options take it. */
public final class Endpoint {
    private static final int PORT_MAX = 65_535;

    private Endpoint() {}

    /**
     * The address.
     *
     * @param option the option's name, for the sentence.
     * @throws CommandFailure if it is none.
     */
    public static InetSocketAddress of(String option, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port > 0 && port <= PORT_MAX) {
                return new InetSocketAddress(text.substring(0, colon), port);
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw new CommandFailure(ExitCode.USAGE, "must be host:port: " + option + "=" + text);
    }
}
