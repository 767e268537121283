package io.florin.gateway.http;

import io.florin.protocol.codec.CapacitiesEncoder;
import io.florin.protocol.codec.CloseDayEncoder;
import io.florin.protocol.codec.CreateAccountsEncoder;
import io.florin.protocol.codec.CreateTransfersEncoder;
import io.florin.protocol.codec.GrantEncoder;
import io.florin.protocol.codec.LookupAccountsEncoder;
import io.florin.protocol.codec.LookupTransfersEncoder;
import io.florin.protocol.codec.SetAccountLimitsEncoder;
import io.florin.protocol.codec.SetAccountStatusEncoder;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
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
    ACCOUNTS(Surface.PUBLIC, "GET", "/v1/accounts", Route.NO_COMMAND),
    TRANSFERS(Surface.PUBLIC, "GET", "/v1/transfers", Route.NO_COMMAND),
    BALANCE(Surface.PUBLIC, "GET", "/v1/accounts/*/balance", Route.NO_COMMAND),
    ENTRIES(Surface.PUBLIC, "GET", "/v1/accounts/*/entries", Route.NO_COMMAND),
    STATEMENT(Surface.PUBLIC, "GET", "/v1/accounts/*/statement", Route.NO_COMMAND),
    TRIAL_BALANCE(Surface.PUBLIC, "GET", "/v1/reports/trial-balance", Route.NO_COMMAND),
    DAILY_CLOSE(Surface.PUBLIC, "GET", "/v1/reports/daily-close", Route.NO_COMMAND),
    EVENTS(Surface.PUBLIC, "GET", "/v1/events", Route.NO_COMMAND),
    EVENT_STREAM(Surface.PUBLIC, "GET", "/v1/events/stream", Route.NO_COMMAND),
    LEDGERS(Surface.PUBLIC, "GET", "/v1/ledgers", Route.NO_COMMAND),
    PROBLEM(Surface.PUBLIC, "GET", "/problems/*", Route.NO_COMMAND),
    OPENAPI(Surface.PUBLIC, "GET", "/openapi.yaml", Route.NO_COMMAND),
    DOCS(Surface.PUBLIC, "GET", "/docs", Route.NO_COMMAND),
    DOCS_FILE(Surface.PUBLIC, "GET", "/docs/*", Route.NO_COMMAND),
    GRANT(Surface.ADMIN, "POST", "/v1/grants", GrantEncoder.TEMPLATE_ID),
    CAPACITIES(Surface.ADMIN, "POST", "/v1/capacities", CapacitiesEncoder.TEMPLATE_ID),
    CLOSE_DAY(Surface.ADMIN, "POST", "/v1/days", CloseDayEncoder.TEMPLATE_ID),
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

    /**
     * The resource with this path, with this method if it has that; null if there is none. Fixed paths win over those
     * with a name in it.
     */
    static @Nullable Route of(Surface surface, String path, String method) {
        Route found = null;
        for (Route route : ALL) {
            if (route.surface != surface || !route.isAt(path)) continue;
            boolean isBetter = found == null || (found.isNamed && !route.isNamed);
            boolean isSamePath = found != null && found.isNamed == route.isNamed;
            if (isBetter || (isSamePath && route.method.equals(method))) found = route;
        }
        return found;
    }

    private boolean isAt(String path) {
        if (!path.startsWith(beforeName)) return false;
        return isNamed ? hasName(path) : path.length() == beforeName.length();
    }

    /** All methods of its path, for {@code Allow}. */
    String methods() {
        return ALL.stream()
                .filter(route -> route.surface == surface && route.path().equals(path()))
                .map(Route::method)
                .sorted()
                .collect(Collectors.joining(", "));
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
            case ACCOUNT_LIMITS, ACCOUNT_STATUS, GRANT, CAPACITIES, CLOSE_DAY -> true;
            default -> false;
        };
    }

    /**
     * Whether it is answered to administrators alone. A probe is none, and must hear whether the node lives when the
     * ring no longer answers; commands of operators the ledger decides itself.
     */
    boolean isForOperators() {
        return surface == Surface.ADMIN && !passesRing() && this != LIVE && this != READY;
    }

    /** Whether somebody else than the ring and the node's memory answers it, on a thread of its own. */
    boolean isOfEvents() {
        return this == EVENTS || this == EVENT_STREAM;
    }

    /** Whether history answers it. */
    boolean isOfHistory() {
        return switch (this) {
            case ACCOUNTS, TRANSFERS, BALANCE, ENTRIES, STATEMENT, TRIAL_BALANCE, DAILY_CLOSE -> true;
            default -> false;
        };
    }

    /** Whether its answer can be the whole object that it created or changed. */
    boolean hasRepresentation() {
        return switch (this) {
            case CREATE_ACCOUNT, CREATE_TRANSFER, CREATE_HOLD, POST_HOLD, VOID_HOLD, ACCOUNT_LIMITS, ACCOUNT_STATUS ->
                true;
            default -> false;
        };
    }

    /** Which parameters its query may have. */
    Set<String> parameters() {
        return switch (this) {
            case CREATE_ACCOUNTS, CREATE_TRANSFERS -> Set.of("atomic");
            case EVENTS -> EventQuestions.PAGE;
            case EVENT_STREAM -> EventQuestions.STREAM;
            case ACCOUNTS -> HistoryQuestions.ACCOUNTS;
            case TRANSFERS -> HistoryQuestions.TRANSFERS;
            case ENTRIES -> HistoryQuestions.ENTRIES;
            case BALANCE -> HistoryQuestions.BALANCE;
            case STATEMENT -> HistoryQuestions.STATEMENT;
            case TRIAL_BALANCE -> HistoryQuestions.TRIAL_BALANCE;
            case DAILY_CLOSE -> HistoryQuestions.DAILY_CLOSE;
            default -> Set.of();
        };
    }

    boolean hasBody() {
        return !method.equals("GET");
    }
}
