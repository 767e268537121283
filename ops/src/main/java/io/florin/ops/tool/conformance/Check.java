package io.florin.ops.tool.conformance;

/**
 * One thing that a server must do.
 *
 * @param surface binary or http.
 * @param name what it does, in a few words.
 */
record Check(String surface, String name, Act act) {
    static final String OK = "ok";
    static final String FAIL = "FAIL";

    /** Asks the server; whatever it throws is what came instead. */
    interface Act {
        void run() throws Exception;
    }

    /** What became of it. */
    record Outcome(Check check, String result, String expected, String came) {
        boolean isGood() {
            return result.equals(OK);
        }
    }

    Outcome outcome() {
        try {
            act.run();
            return new Outcome(this, OK, "", "");
        } catch (Differs differs) {
            return new Outcome(this, FAIL, differs.expected(), differs.came());
        } catch (Exception failed) {
            Throwable why = failed.getCause() == null ? failed : failed.getCause();
            return new Outcome(this, FAIL, "an answer", String.valueOf(why));
        }
    }
}
