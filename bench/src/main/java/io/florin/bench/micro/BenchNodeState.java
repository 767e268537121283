package io.florin.bench.micro;

import io.florin.gateway.session.NodeState;
import io.florin.protocol.codec.Durability;
import java.util.UUID;

/** A node that is always ready. */
final class BenchNodeState implements NodeState {
    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public String role() {
        return "PRIMARY";
    }

    @Override
    public UUID ledgerId() {
        return new UUID(1, 2);
    }

    @Override
    public int epoch() {
        return 1;
    }

    @Override
    public int durability() {
        return Durability.DISK.value();
    }

    @Override
    public long releasedSequence() {
        return 0;
    }

    @Override
    public long nowNs() {
        return 0;
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public boolean isAnyId() {
        return false;
    }
}
