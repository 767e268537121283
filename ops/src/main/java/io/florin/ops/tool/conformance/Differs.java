package io.florin.ops.tool.conformance;

/** Something else came than was expected. */
final class Differs extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String came;

    Differs(String expected, String came) {
        super(expected + ": " + came);
        this.expected = expected;
        this.came = came;
    }

    String expected() {
        return expected;
    }

    String came() {
        return came;
    }

    static void unlessEqual(Object expected, Object came) {
        if (!expected.equals(came)) throw new Differs(expected.toString(), came.toString());
    }

    static void unless(boolean isGood, String expected, Object came) {
        if (!isGood) throw new Differs(expected, came.toString());
    }
}
