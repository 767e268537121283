package io.florin.ops;

/**
 * An operator must change a setting, a flag or a directory before Florin can start. The message is one sentence that
 * says what would be right and ends in {@code name=value}. Exit code 2.
 */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The sentence is all that the operator sees. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** The cause is for the log. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
