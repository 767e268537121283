package io.florin.projection;

import java.sql.SQLException;

/**
 * The read model cannot be used. One sentence for the operator, which ends in name=value; whether it may pass by itself
 * is {@link #mayPass}. Payments go on meanwhile.
 */
public final class ReadModelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean mayPass;

    private ReadModelException(String sentence, boolean mayPass, Throwable cause) {
        super(sentence, cause);
        this.mayPass = mayPass;
    }

    private ReadModelException(String sentence) {
        super(sentence);
        this.mayPass = false;
    }

    /** Somebody must act before it can be used. */
    static ReadModelException refused(String sentence, String url) {
        return new ReadModelException(sentence + ": " + ReadModelConfig.URL_PROPERTY + "=" + url);
    }

    /** What PostgreSQL or the way to it said, in the operator's words. */
    static ReadModelException of(SQLException failed, ReadModelConfig config) {
        String state = String.valueOf(failed.getSQLState());
        String said = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        String name = ReadModelConfig.URL_PROPERTY + "=" + config.url();
        return new ReadModelException(
                switch (state) {
                    case "28P01", "28000" ->
                        "PostgreSQL does not let this user in (" + said + "), set projection.user and"
                                + " projection.password: " + ReadModelConfig.USER_PROPERTY + "=" + config.user();
                    case "3D000" -> "PostgreSQL has no such database, create it for the user: " + name;
                    case "42501" ->
                        "this user lacks a right (" + said + "), grant it: " + ReadModelConfig.USER_PROPERTY + "="
                                + config.user();
                    case "53100" -> "PostgreSQL's disk is full (" + said + "), make room there: " + name;
                    default -> "PostgreSQL cannot be used now (" + said + ", SQLSTATE " + state + "): " + name;
                },
                true,
                failed);
    }

    /** Whether trying again later may help without anybody changing Florin's settings. */
    public boolean mayPass() {
        return mayPass;
    }
}
