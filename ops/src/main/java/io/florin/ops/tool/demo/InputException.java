package io.florin.ops.tool.demo;

/** The input is not what it should be; the message says where and ends in {@code name=value}. */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }
}
