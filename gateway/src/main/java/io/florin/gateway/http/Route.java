package io.florin.gateway.http;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every resource there is, by port, method and path; a path that ends in a slash is followed by a name. */
enum Route {
    CREATE_ACCOUNT(Surface.PUBLIC, "POST", "/v1/accounts"),
    CREATE_TRANSFER(Surface.PUBLIC, "POST", "/v1/transfers"),
    CREATE_ACCOUNTS(Surface.PUBLIC, "POST", "/v1/accounts/batch"),
    CREATE_TRANSFERS(Surface.PUBLIC, "POST", "/v1/transfers/batch"),
    ACCOUNT(Surface.PUBLIC, "GET", "/v1/accounts/"),
    TRANSFER(Surface.PUBLIC, "GET", "/v1/transfers/"),
    PROBLEM(Surface.PUBLIC, "GET", "/problems/"),
    LIVE(Surface.ADMIN, "GET", "/livez"),
    READY(Surface.ADMIN, "GET", "/readyz"),
    STATUS(Surface.ADMIN, "GET", "/v1/status");

    /** Which port serves a resource. */
    enum Surface {
        PUBLIC,
        ADMIN
    }

    private static final Set<Route> ALL = EnumSet.allOf(Route.class);

    private final Surface surface;
    private final String method;
    private final String path;
    private final boolean isNamed;

    Route(Surface surface, String method, String path) {
        this.surface = surface;
        this.method = method;
        this.path = path;
        this.isNamed = path.endsWith("/");
    }

    /** The resource with this path; null if there is none. Fixed paths win over those that end in a name. */
    static @Nullable Route of(Surface surface, String path) {
        Route named = null;
        for (Route route : ALL) {
            if (route.surface != surface) continue;
            if (!route.isNamed && route.path.equals(path)) return route;
            if (route.isNamed && path.startsWith(route.path) && path.indexOf('/', route.path.length()) < 0) {
                named = route;
            }
        }
        return named;
    }

    String method() {
        return method;
    }

    /** What follows the path. */
    String name(String wholePath) {
        return wholePath.substring(path.length());
    }

    boolean isBatch() {
        return this == CREATE_ACCOUNTS || this == CREATE_TRANSFERS;
    }

    /** Whether rows of this resource are transfers rather than accounts. */
    boolean isOfTransfers() {
        return this == CREATE_TRANSFER || this == CREATE_TRANSFERS || this == TRANSFER;
    }

    /** Whether the ring answers it; everything else is answered at once. */
    boolean passesRing() {
        return switch (this) {
            case CREATE_ACCOUNT, CREATE_TRANSFER, CREATE_ACCOUNTS, CREATE_TRANSFERS, ACCOUNT, TRANSFER -> true;
            case PROBLEM, LIVE, READY, STATUS -> false;
        };
    }

    boolean hasBody() {
        return method.equals("POST");
    }
}
