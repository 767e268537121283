package io.florin.gateway.client;

/** Definite: nothing happened and nothing was recorded. */
public final class NotExecutedException extends FlorinException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final long retryAfterMs;

    NotExecutedException(String code, String text, long retryAfterMs) {
        super(code + ": " + text);
        this.code = code;
        this.retryAfterMs = retryAfterMs;
    }

    /** The same, with what else is known of it. */
    NotExecutedException because(String why) {
        return new NotExecutedException(this, why);
    }

    private NotExecutedException(NotExecutedException known, String why) {
        super(known.getMessage() + ": " + why);
        this.code = known.code;
        this.retryAfterMs = known.retryAfterMs;
    }

    /** Why, by the name used everywhere: {@code busy}, {@code message_invalid}, … */
    public String code() {
        return code;
    }

    /** When sending again makes sense, milliseconds; 0 if it does not say. */
    public long retryAfterMs() {
        return retryAfterMs;
    }
}
