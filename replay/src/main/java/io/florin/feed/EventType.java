package io.florin.feed;

/** What an event is about; names are part of the API and only ever added. */
public enum EventType {
    ACCOUNT_CREATED("account.created"),
    ACCOUNT_LIMITS_CHANGED("account.limits_changed"),
    ACCOUNT_STATUS_CHANGED("account.status_changed"),
    TRANSFER_POSTED("transfer.posted"),
    HOLD_CREATED("hold.created"),
    HOLD_POSTED("hold.posted"),
    HOLD_VOIDED("hold.voided"),
    HOLD_EXPIRED("hold.expired"),
    /** Nothing happened; told only to those who ask for it by name. */
    TRANSFER_REFUSED("transfer.refused");

    private final String label;

    EventType(String label) {
        this.label = label;
    }

    /** As clients read it. */
    public String label() {
        return label;
    }
}
