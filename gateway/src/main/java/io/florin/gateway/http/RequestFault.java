package io.florin.gateway.http;

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
