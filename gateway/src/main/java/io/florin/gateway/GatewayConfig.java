package io.florin.gateway;

import io.florin.gateway.session.Doorkeeper;
import io.florin.gateway.session.Limits;
import io.florin.gateway.wire.TlsConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The gateway's settings, fixed from then on. Beyond loopback no port is opened on which anybody could speak
 * unencrypted or unknown.
 *
 * @param binaryBind where the binary port is opened.
 * @param httpBind where the HTTP port is opened.
 * @param adminBind where the admin port is opened.
 * @param keysFile of the keys that clients must bring; without it nobody is asked, which is for loopback alone.
 * @param tls with which every port speaks TLS.
 * @param ratePerKey requests a second that each key may ask.
 * @param eventLoops threads that serve connections; 0 means by the cores found.
 */
public record GatewayConfig(
        InetSocketAddress binaryBind,
        InetSocketAddress httpBind,
        InetSocketAddress adminBind,
        Optional<Path> keysFile,
        Optional<TlsConfig> tls,
        int ratePerKey,
        int eventLoops,
        Limits limits) {
    public static final String BINARY_BIND_PROPERTY = "florin.gateway.binary.bind";
    public static final String HTTP_BIND_PROPERTY = "florin.gateway.http.bind";
    public static final String ADMIN_BIND_PROPERTY = "florin.gateway.admin.bind";
    public static final String EVENT_LOOPS_PROPERTY = "florin.gateway.event-loops";
    public static final int BINARY_PORT_DEFAULT = 9400;
    public static final int HTTP_PORT_DEFAULT = 9401;
    public static final int ADMIN_PORT_DEFAULT = 9402;
    public static final int EVENT_LOOPS_MAX = 64;

    private static final int CORES_PER_EVENT_LOOP = 4;
    private static final String CERTIFICATE = TlsConfig.CERTIFICATE_PROPERTY + " (TLS)";
    private static final String AUTHORITY = TlsConfig.CLIENT_AUTHORITY_PROPERTY + " (operators' certificates)";
    private static final String KEYS = Doorkeeper.KEYS_FILE_PROPERTY + " (who is known)";

    public GatewayConfig {
        boolean asksClients = keysFile.isPresent();
        require(tls.isPresent() && asksClients, BINARY_BIND_PROPERTY, binaryBind, CERTIFICATE, KEYS);
        require(tls.isPresent() && asksClients, HTTP_BIND_PROPERTY, httpBind, CERTIFICATE, KEYS);
        boolean asksOperators = tls.flatMap(TlsConfig::clientAuthority).isPresent() && asksClients;
        require(asksOperators, ADMIN_BIND_PROPERTY, adminBind, CERTIFICATE, AUTHORITY, KEYS);
        if (eventLoops < 0 || eventLoops > EVENT_LOOPS_MAX) {
            throw new IllegalArgumentException(
                    "must be from 0 to " + EVENT_LOOPS_MAX + ": " + EVENT_LOOPS_PROPERTY + "=" + eventLoops);
        }
    }

    /** Everything as documented: ports 9400, 9401 and 9402 on loopback. */
    public static GatewayConfig defaults() {
        return onLoopback(BINARY_PORT_DEFAULT, HTTP_PORT_DEFAULT, ADMIN_PORT_DEFAULT);
    }

    /** Ports on loopback, 0 for any that is free. */
    public static GatewayConfig onLoopback(int binaryPort, int httpPort, int adminPort) {
        return new GatewayConfig(
                loopback(binaryPort),
                loopback(httpPort),
                loopback(adminPort),
                Optional.empty(),
                Optional.empty(),
                Doorkeeper.RATE_DEFAULT,
                0,
                Limits.DEFAULT);
    }

    /** The same, with other limits. */
    public GatewayConfig withLimits(Limits newLimits) {
        return new GatewayConfig(binaryBind, httpBind, adminBind, keysFile, tls, ratePerKey, eventLoops, newLimits);
    }

    /** The same, with TLS. */
    public GatewayConfig withTls(TlsConfig newTls) {
        return new GatewayConfig(
                binaryBind, httpBind, adminBind, keysFile, Optional.of(newTls), ratePerKey, eventLoops, limits);
    }

    /** Whether operators come from elsewhere, and so must show a certificate. */
    boolean isAdminBeyondLoopback() {
        return !adminBind.getAddress().isLoopbackAddress();
    }

    /** How many threads serve connections on a machine with so many cores. */
    int eventLoopsOn(int cores) {
        return eventLoops > 0 ? eventLoops : Math.max(1, cores / CORES_PER_EVENT_LOOP);
    }

    /** As it is written in the configuration file. */
    static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static void require(boolean isSafe, String property, InetSocketAddress bind, String... needed) {
        if (bind.isUnresolved()) {
            throw new IllegalArgumentException("no such address: " + property + "=" + text(bind));
        }
        if (!isSafe && !bind.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("must be a loopback address, unless these are set: "
                    + String.join(", ", needed) + ": " + property + "=" + text(bind));
        }
    }
}
