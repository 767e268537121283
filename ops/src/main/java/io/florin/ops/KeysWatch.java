package io.florin.ops;

import io.florin.gateway.session.Doorkeeper;
import org.agrona.concurrent.Agent;

/** Has the doorkeeper look whether the keys file was changed. */
final class KeysWatch implements Agent {
    private final Doorkeeper doorkeeper;

    KeysWatch(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    @Override
    public int doWork() {
        doorkeeper.look();
        return 0;
    }

    @Override
    public String roleName() {
        return "keys";
    }
}
