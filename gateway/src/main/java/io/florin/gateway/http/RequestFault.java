package io.florin.gateway.http;

import io.florin.counters.FlorinCounter;
import io.florin.protocol.Problem;
import io.florin.protocol.ProblemCatalogue;

/** A request that is refused before the ring. Carries no stack trace: it is an answer, not a bug. */
final class RequestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String INVALID = "request_invalid";

    private final transient Problem problem;
    private final String param;
    private final String detail;
    private final boolean isClosing;

    private RequestFault(String code, String param, String detail, boolean isClosing) {
        super(detail, null, false, false);
        this.problem = ProblemCatalogue.instance().byCode(code);
        this.param = param;
        this.detail = detail;
        this.isClosing = isClosing;
    }

    /** 400: this field, header or query parameter is not as it should be. */
    static RequestFault invalid(String param, String detail) {
        return new RequestFault(INVALID, param, detail, false);
    }

    /** Named by the catalogue; the catalogue says the rest. */
    static RequestFault of(String code) {
        Problem problem = ProblemCatalogue.instance().byCode(code);
        return new RequestFault(code, problem.param(), problem.advice(), false);
    }

    /** Named by the catalogue, with words of its own. */
    static RequestFault of(String code, String detail) {
        return new RequestFault(code, ProblemCatalogue.instance().byCode(code).param(), detail, false);
    }

    /** The same fault, after which nothing more is read from the connection. */
    RequestFault closing() {
        return new RequestFault(problem.code(), param, detail, true);
    }

    /** The same fault inside of an event of a batch. */
    RequestFault inEvent(int index) {
        String place = "[" + index + "]";
        return new RequestFault(problem.code(), param.isEmpty() ? place : place + "." + param, detail, isClosing);
    }

    /** The same fault on a line of a batch; what is said of places within it then counts from the line's beginning. */
    RequestFault onLine(int line) {
        String within = detail.replace(": line 1, column ", ", column ");
        return new RequestFault(problem.code(), param, "line " + line + ": " + within, isClosing);
    }

    /** Under which number it is counted. */
    FlorinCounter counter() {
        return switch (problem.code()) {
            case "busy" -> FlorinCounter.REFUSED_BUSY;
            case "draining" -> FlorinCounter.REFUSED_DRAINING;
            case "journal_full" -> FlorinCounter.REFUSED_JOURNAL_FULL;
            case "not_primary" -> FlorinCounter.REFUSED_NOT_PRIMARY;
            case "refused_by_operator" -> FlorinCounter.REFUSED_BY_OPERATOR;
            case "authentication_failed" -> FlorinCounter.REFUSED_UNKNOWN;
            case "signature_invalid", "signature_expired" -> FlorinCounter.REFUSED_SIGNATURE;
            case "rate_limited" -> FlorinCounter.REFUSED_RATE;
            case "window_exceeded" -> FlorinCounter.REFUSED_WINDOW;
            case "limit_reached" -> isClosing ? FlorinCounter.CONNECTIONS_REFUSED : FlorinCounter.STREAMS_REFUSED;
            default -> FlorinCounter.REFUSED_INVALID;
        };
    }

    Problem problem() {
        return problem;
    }

    String param() {
        return param;
    }

    String detail() {
        return detail;
    }

    boolean isClosing() {
        return isClosing;
    }
}
