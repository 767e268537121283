package io.florin.gateway.http;

import io.florin.protocol.codec.CapacitiesEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.GrantEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.SetAccountLimitsEncoder;
import io.florin.protocol.codec.SetAccountStatusEncoder;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every resource there is: by port, method, path, and the command it becomes; a star in a path stands for a name. */
enum Route {
    CREATE_ACCOUNT(Surface.PUBLIC, "POST", "/v1/accounts", CreateAccountsEncoder.TEMPLATE_ID),
    CREATE_TRANSFER(Surface.PUBLIC, "POST", "/v1/transfers", CreateTransfersEncoder.TEMPLATE_ID),
    CREATE_ACCOUNTS(Surface.PUBLIC, "POST", "/v1/accounts/batch", CreateAccountsEncoder.TEMPLATE_ID),
    CREATE_TRANSFERS(Surface.PUBLIC, "POST", "/v1/transfers/batch", CreateTransfersEncoder.TEMPLATE_ID),
    ACCOUNT(Surface.PUBLIC, "GET", "/v1/accounts/*", LookupAccountsEncoder.TEMPLATE_ID),
    TRANSFER(Surface.PUBLIC, "GET", "/v1/transfers/*", LookupTransfersEncoder.TEMPLATE_ID),
    CREATE_HOLD(Surface.PUBLIC, "POST", "/v1/holds", CreateTransfersEncoder.TEMPLATE_ID),
    POST_HOLD(Surface.PUBLIC, "POST", "/v1/holds/*/post", CreateTransfersEncoder.TEMPLATE_ID),
    VOID_HOLD(Surface.PUBLIC, "POST", "/v1/holds/*/void", CreateTransfersEncoder.TEMPLATE_ID),
    HOLD(Surface.PUBLIC, "GET", "/v1/holds/*", LookupTransfersEncoder.TEMPLATE_ID),
    OUTCOME(Surface.PUBLIC, "GET", "/v1/outcomes/*", LookupTransfersEncoder.TEMPLATE_ID),
    ACCOUNT_LIMITS(Surface.PUBLIC, "PUT", "/v1/accounts/*/limits", SetAccountLimitsEncoder.TEMPLATE_ID),
    ACCOUNT_STATUS(Surface.PUBLIC, "PUT", "/v1/accounts/*/status", SetAccountStatusEncoder.TEMPLATE_ID),
    PROBLEM(Surface.PUBLIC, "GET", "/problems/*", Route.NO_COMMAND),
    OPENAPI(Surface.PUBLIC, "GET", "/openapi.yaml", Route.NO_COMMAND),
    DOCS(Surface.PUBLIC, "GET", "/docs", Route.NO_COMMAND),
    DOCS_FILE(Surface.PUBLIC, "GET", "/docs/*", Route.NO_COMMAND),
    GRANT(Surface.ADMIN, "POST", "/v1/grants", GrantEncoder.TEMPLATE_ID),
    CAPACITIES(Surface.ADMIN, "POST", "/v1/capacities", CapacitiesEncoder.TEMPLATE_ID),
    LIVE(Surface.ADMIN, "GET", "/livez", Route.NO_COMMAND),
    READY(Surface.ADMIN, "GET", "/readyz", Route.NO_COMMAND),
    STATUS(Surface.ADMIN, "GET", "/v1/status", Route.NO_COMMAND);

    /** Which port serves a resource. */
    enum Surface {
        PUBLIC,
        ADMIN
    }

    private static final int NO_COMMAND = 0;
    private static final Set<Route> ALL = EnumSet.allOf(Route.class);

    private final Surface surface;
    private final String method;
    private final String beforeName;
    private final String behindName;
    private final boolean isNamed;
    private final int templateId;

    Route(Surface surface, String method, String path, int templateId) {
        int star = path.indexOf('*');
        this.surface = surface;
        this.method = method;
        this.isNamed = star >= 0;
        this.beforeName = isNamed ? path.substring(0, star) : path;
        this.behindName = isNamed ? path.substring(star + 1) : "";
        this.templateId = templateId;
    }

    /** The resource with this path; null if there is none. Fixed paths win over those with a name in it. */
    static @Nullable Route of(Surface surface, String path) {
        Route named = null;
        for (Route route : ALL) {
            if (route.surface != surface || !path.startsWith(route.beforeName)) continue;
            if (route.isNamed && route.hasName(path)) named = route;
            if (!route.isNamed && path.length() == route.beforeName.length()) return route;
        }
        return named;
    }

    private boolean hasName(String path) {
        int end = path.length() - behindName.length();
        int slash = path.indexOf('/', beforeName.length());
        return slash < 0 ? behindName.isEmpty() : slash == end && path.endsWith(behindName);
    }

    /** Whether clients ask for it, and not operators. */
    boolean isPublic() {
        return surface == Surface.PUBLIC;
    }

    /** Whether the path says whom it is about; the name itself may yet be empty, or none. */
    boolean isNamed() {
        return isNamed;
    }

    /** As it is listed, with a star in the place of a name. */
    String path() {
        return isNamed ? beforeName + "*" + behindName : beforeName;
    }

    String method() {
        return method;
    }

    /** What the path has in the place of the star; empty if it has none. */
    String name(String path) {
        return isNamed ? path.substring(beforeName.length(), path.length() - behindName.length()) : "";
    }

    /** SBE template of the command or lookup. */
    int templateId() {
        return templateId;
    }

    /** Whether the ring answers it; everything else is answered at once. */
    boolean passesRing() {
        return templateId != NO_COMMAND;
    }

    boolean isBatch() {
        return this == CREATE_ACCOUNTS || this == CREATE_TRANSFERS;
    }

    /** Whether results are numbered as those of transfers rather than of accounts. */
    boolean isOfTransfers() {
        return templateId == CreateTransfersEncoder.TEMPLATE_ID || templateId == LookupTransfersEncoder.TEMPLATE_ID;
    }

    /** Whether it settles the hold that its path names. */
    boolean settlesHold() {
        return this == POST_HOLD || this == VOID_HOLD;
    }

    /** Whether it changes how the ledger decides, and creates nothing that would have an id. */
    boolean isControl() {
        return switch (this) {
            case ACCOUNT_LIMITS, ACCOUNT_STATUS, GRANT, CAPACITIES -> true;
            default -> false;
        };
    }

    boolean hasBody() {
        return !method.equals("GET");
    }
}
