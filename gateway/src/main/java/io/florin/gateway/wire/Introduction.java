package io.florin.gateway.wire;

import io.florin.counters.FlorinCounter;
import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Keyring;
import io.florin.gateway.session.PeerCertificate;
import io.florin.gateway.session.Speaker;
import io.florin.protocol.codec.Reason;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks on a connection of the binary port: by the key that was brought, or, without one, by the certificate that
 * the connection was encrypted with. Whoever was introduced is asked for again when keys were changed, and
 * every second, so that a key which was revoked or has expired ends at once on connections that are open. Event loop
 * only.
 */
final class Introduction {
    private static final long AGAIN_NS = TimeUnit.SECONDS.toNanos(1);

    private final BinaryPort port;
    private final Doorkeeper doorkeeper;
    private final Channel channel;

    private String key = "";
    private @Nullable Speaker speaker;
    private @Nullable Keyring keyring;
    private long askedNs;
    private boolean isLive;

    Introduction(BinaryPort port, Channel channel) {
        this.port = port;
        this.doorkeeper = port.doorkeeper();
        this.channel = channel;
    }

    /** Takes the key for what it is; {@code UNSPECIFIED} if somebody is known now, else why not. */
    Reason introduce(String newKey) {
        close();
        key = newKey;
        Speaker found = ask();
        if (found == null) {
            port.counters().increment(FlorinCounter.REFUSED_UNKNOWN);
            return Reason.AUTHENTICATION_FAILED;
        }
        int max = port.limits().sessions().connectionsPerKey();
        if (found.isKnown() && !found.use().tryConnect(max)) {
            port.counters().increment(FlorinCounter.CONNECTIONS_REFUSED);
            return Reason.LIMIT_REACHED;
        }
        speaker = found;
        isLive = true;
        return Reason.UNSPECIFIED;
    }

    /** What is said to those who are not let in: nothing of what was wrong. */
    static String sentence(Reason refusal) {
        return refusal == Reason.LIMIT_REACHED
                ? "the key has as many connections as it may"
                : MessageFault.REVOKED.sentence();
    }

    private @Nullable Speaker ask() {
        askedNs = System.nanoTime();
        keyring = doorkeeper.keyring();
        if (!doorkeeper.asks()) return Speaker.LOCAL;
        InetAddress remote = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        PeerCertificate shown = PeerCertificate.of(channel);
        long nowNs = port.node().nowNs();
        if (key.isEmpty() && shown != null) return doorkeeper.speaker(shown, remote, nowNs);
        return doorkeeper.speaker(key, remote, nowNs);
    }

    boolean isKnown() {
        return speaker != null;
    }

    /** Only who is known has one. */
    Speaker speaker() {
        if (speaker == null) throw new IllegalStateException("nobody was introduced");
        return speaker;
    }

    /** That the speaker may send; 0 if there is no limit. */
    int requestsPerSecond() {
        Speaker known = speaker();
        return known.isKnown() ? known.allowance().requestsPerSecond() : 0;
    }

    /** Whether the speaker is still who it was; a look at one field unless keys were changed. */
    boolean isStillKnown() {
        if (doorkeeper.keyring() != keyring) isLive = isSame(ask());
        return isLive;
    }

    /** The same, for keys that expire. */
    boolean isKnownNow(long nowNs) {
        if (!doorkeeper.asks() || nowNs - askedNs < AGAIN_NS) return isStillKnown();
        isLive = isSame(ask());
        return isLive;
    }

    private boolean isSame(@Nullable Speaker now) {
        return now != null && speaker != null && now.use() == speaker.use() && now.principal() == speaker.principal();
    }

    /** The connection is gone, or somebody else speaks. */
    void close() {
        if (speaker != null && speaker.isKnown()) speaker.use().disconnected();
        speaker = null;
    }
}
