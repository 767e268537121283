package io.florin.gateway.http;

import io.florin.gateway.http.KnownHeaders.Name;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Keyring;
import io.florin.gateway.session.NodeState;
import io.florin.gateway.session.Principals;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks on a connection. Each request brings its key; one that is the same as that of the request before, while no
 * key was changed, is not looked up again unless a second has passed. Event loop only.
 */
final class Identity {
    private static final String SCHEME = "Bearer ";
    private static final long REMEMBERED_NS = 1_000_000_000L;
    private static final byte[] NOTHING = {};

    private final Doorkeeper doorkeeper;
    private final NodeState node;
    private final InetAddress remote;

    private byte[] lastKey = NOTHING;
    private long lastPrincipal = Principals.NOBODY;
    private long lastNs;
    private @Nullable Keyring lastKeyring;

    Identity(Doorkeeper doorkeeper, NodeState node, InetAddress remote) {
        this.doorkeeper = doorkeeper;
        this.node = node;
        this.remote = remote;
    }

    /**
     * Who brings the key in these headers.
     *
     * @throws RequestFault if a key is asked for and this is none; it does not say what is wrong with it.
     */
    long principalOf(KnownHeaders headers) {
        if (!doorkeeper.asks()) return Principals.LOCAL;
        String authorization = headers.one(Name.AUTHORIZATION);
        long principal = authorization == null ? Principals.NOBODY : bearer(authorization);
        if (principal != Principals.NOBODY) return principal;
        throw RequestFault.of("authentication_failed").closing();
    }

    private long bearer(String authorization) {
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return isBearer ? principalOf(authorization.substring(SCHEME.length())) : Principals.NOBODY;
    }

    private long principalOf(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        Keyring keyring = doorkeeper.keyring();
        long nowNs = node.nowNs();
        boolean isFresh = keyring == lastKeyring && nowNs - lastNs < REMEMBERED_NS;
        boolean isKnown = isFresh && lastPrincipal != Principals.NOBODY;
        if (isKnown && MessageDigest.isEqual(bytes, lastKey)) return lastPrincipal;
        lastKeyring = keyring;
        lastNs = nowNs;
        lastKey = bytes;
        lastPrincipal = doorkeeper.principalOf(key, remote, nowNs);
        return lastPrincipal;
    }
}
