package io.florin.ops;

import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.wire.Certificates;

/**
 * What the doors go by, read from files before anything else of a start.
 *
 * @param doorkeeper who knows clients.
 * @param certificates what the ports show.
 */
record Doors(Doorkeeper doorkeeper, Certificates certificates) {
    static Doors of(NodeConfig config) {
        try {
            return new Doors(
                    Doorkeeper.of(config.gateway().keysFile(), config.gateway().ratePerKey()),
                    Certificates.of(config.gateway().tls()));
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** Whether there are files that may change. */
    boolean needLooks() {
        return doorkeeper.asks() || certificates.areShown();
    }
}
