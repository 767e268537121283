package io.florin.gateway;

import io.florin.gateway.session.NodeState;

/**
 * What lies behind the doors, beside the ring. The gateway closes none of it.
 *
 * @param node what the ports say of the node.
 * @param events who tells what happened.
 * @param history who keeps what was.
 * @param ledgers names and currencies of ledgers.
 */
public record Interior(NodeState node, Events events, History history, LedgerNames ledgers) {
    /** A node without a feed, whose ledgers are the currencies of ISO 4217. */
    public static Interior of(NodeState node) {
        return new Interior(node, Events.NONE, History.NONE, LedgerNames.NONE);
    }
}
