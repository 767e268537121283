package io.florin.gateway.http;

import io.florin.gateway.http.KnownHeaders.Name;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.KeyUse;
import io.florin.gateway.session.Keyring;
import io.florin.gateway.session.NodeState;
import io.florin.gateway.session.PeerCertificate;
import io.florin.gateway.session.Principals;
import io.florin.gateway.session.Speaker;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks on a connection, and whether it may ask once more. Each request brings its key, or none where the
 * connection has a certificate (on the admin port nothing else counts); one that is the same as
 * that of the request before, while no key was changed, is not looked up again unless a second has passed. Event loop
 * only.
 */
final class Identity {
    private static final String SCHEME = "Bearer ";
    private static final long REMEMBERED_NS = 1_000_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final byte[] NOTHING = {};

    private final Doorkeeper doorkeeper;
    private final NodeState node;
    private final Channel channel;
    private final Route.Surface surface;
    private final int connectionsPerKey;

    private @Nullable KeyUse counted;
    private byte[] lastKey = NOTHING;
    private @Nullable Speaker lastSpeaker;
    private long lastNs;
    private boolean isByKey;
    private String signedBy = "";
    private @Nullable Keyring lastKeyring;

    Identity(Doorkeeper doorkeeper, NodeState node, Channel channel, Route.Surface surface, int connectionsPerKey) {
        this.surface = surface;
        this.connectionsPerKey = connectionsPerKey;
        this.doorkeeper = doorkeeper;
        this.node = node;
        this.channel = channel;
    }

    /**
     * Writes into the exchange who asks.
     *
     * @throws RequestFault if a key is asked for and this is none, and it does not say what is wrong with it; or if the
     *     key has as many connections as it may, or has asked as often as it may.
     */
    void admit(HttpRequest request, KnownHeaders headers, Exchange exchange) {
        exchange.principal = Principals.LOCAL;
        if (!doorkeeper.asks()) return;
        exchange.principal = Principals.NOBODY;
        String input = headers.one(Name.SIGNATURE_INPUT);
        String signature = headers.one(Name.SIGNATURE);
        if (surface == Route.Surface.PUBLIC && (input != null || signature != null)) {
            take(signer(request, String.valueOf(input), String.valueOf(signature), exchange), exchange);
            return;
        }
        signedBy = "";
        String authorization = headers.one(Name.AUTHORIZATION);
        isByKey = authorization != null && surface == Route.Surface.PUBLIC;
        Speaker speaker = authorization != null && isByKey ? bearer(authorization) : certified();
        if (speaker == null) throw RequestFault.of("authentication_failed").closing();
        take(speaker, exchange);
    }

    private void take(Speaker speaker, Exchange exchange) {
        countAs(speaker.use());
        exchange.principal = speaker.principal();
        exchange.allowance = speaker.allowance();
        exchange.share = speaker.share();
        if (!speaker.allowance().tryTake(System.nanoTime())) throw RequestFault.of("rate_limited");
    }

    /** A connection is that of the key which spoke on it last: a proxy may bring one request after another. */
    private void countAs(KeyUse use) {
        if (use == counted) return;
        if (!use.tryConnect(connectionsPerKey)) {
            throw RequestFault.of("limit_reached", "the key has as many connections as it may")
                    .closing();
        }
        close();
        counted = use;
    }

    /** The connection is gone. */
    void close() {
        if (counted != null) counted.disconnected();
        counted = null;
    }

    /** A signature stands for the key: what the request says beside it of who is speaking does not count. */
    private Speaker signer(HttpRequest request, String input, String signature, Exchange exchange) {
        RequestSignature signed = RequestSignature.of(request, input, signature);
        if (signed == null) throw RequestFault.of("signature_invalid").closing();
        long nowNs = node.nowNs();
        if (!isInTime(signed.input(), nowNs)) {
            throw RequestFault.of("signature_expired").closing();
        }
        if (!doorkeeper.takesSignatures(nowNs)) throw RequestFault.of("busy");
        String keyId = signed.input().keyId();
        var claim = new Doorkeeper.Signed(
                keyId,
                signed.input().algorithm(),
                signed.base(),
                signed.signature(),
                signed.input().nonce(),
                signed.input().created());
        Speaker speaker = doorkeeper.speaker(claim, remote(), nowNs);
        if (speaker == null) throw RequestFault.of("signature_invalid").closing();
        // First, so that who asks too often does not fill the memory of nonces.
        if (speaker.allowance().left(System.nanoTime()) == 0) throw RequestFault.of("rate_limited");
        if (!doorkeeper.isFirst(claim, nowNs)) {
            throw RequestFault.of("signature_invalid").closing();
        }
        signedBy = keyId;
        String digest = signed.digest();
        exchange.contentDigest = digest == null ? "" : digest;
        return speaker;
    }

    private static boolean isInTime(SignatureInput input, long nowNs) {
        boolean isNear = input.created() < Long.MAX_VALUE / NS_PER_SECOND
                && Math.abs(nowNs - input.created() * NS_PER_SECOND) <= Doorkeeper.SIGNATURE_TOLERANCE_NS;
        return isNear && (input.expires() == SignatureInput.ABSENT || nowNs / NS_PER_SECOND <= input.expires());
    }

    /** Who showed a certificate, as the keys file has it now. */
    private @Nullable Speaker certified() {
        PeerCertificate shown = PeerCertificate.of(channel);
        return shown == null ? null : doorkeeper.speaker(shown, remote(), node.nowNs());
    }

    /** Whether who asked last, this principal, might ask again: not revoked, not expired. */
    boolean mayGoOn(long principal) {
        if (!doorkeeper.asks()) return true;
        if (!signedBy.isEmpty()) return doorkeeper.isUsable(signedBy, principal, remote(), node.nowNs());
        Speaker now = isByKey ? speaker(new String(lastKey, StandardCharsets.ISO_8859_1)) : certified();
        return now != null && now.principal() == principal;
    }

    private @Nullable Speaker bearer(String authorization) {
        boolean isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return isBearer ? speaker(authorization.substring(SCHEME.length())) : null;
    }

    private @Nullable Speaker speaker(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
        Keyring keyring = doorkeeper.keyring();
        long nowNs = node.nowNs();
        boolean isFresh = keyring == lastKeyring && nowNs - lastNs < REMEMBERED_NS;
        boolean isKnown = isFresh && lastSpeaker != null && MessageDigest.isEqual(bytes, lastKey);
        if (isKnown) return lastSpeaker;
        lastKeyring = keyring;
        lastNs = nowNs;
        lastKey = bytes;
        lastSpeaker = doorkeeper.speaker(key, remote(), nowNs);
        return lastSpeaker;
    }

    private InetAddress remote() {
        return ((InetSocketAddress) channel.remoteAddress()).getAddress();
    }
}
