package io.florin.gateway.session;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections a port has, in all and per address. Any thread. */
public final class ConnectionCaps {
    private final int inAllMax;
    private final int perAddressMax;
    private final AtomicInteger inAll = new AtomicInteger();
    private final ConcurrentHashMap<InetAddress, Integer> perAddress = new ConcurrentHashMap<>();

    public ConnectionCaps(Limits limits) {
        inAllMax = limits.connections();
        perAddressMax = limits.connectionsPerAddress();
    }

    /** Counts a connection in, unless that is one too many. */
    public boolean tryEnter(InetAddress address) {
        if (inAll.incrementAndGet() > inAllMax) {
            inAll.decrementAndGet();
            return false;
        }
        if (perAddress.merge(address, 1, Integer::sum) > perAddressMax) {
            leave(address);
            return false;
        }
        return true;
    }

    /** Counts a connection out. */
    public void leave(InetAddress address) {
        inAll.decrementAndGet();
        perAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
