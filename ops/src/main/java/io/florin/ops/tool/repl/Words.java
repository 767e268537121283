package io.florin.ops.tool.repl;

import io.florin.ops.tool.CommandFailure;
import io.florin.ops.tool.ExitCode;
import java.util.Arrays;
import java.util.List;

/** One line as it is taken apart from left to right. Whatever is missing or too much is said with the form. */
final class Words {
    private final List<String> words;
    private final String form;
    private int next;

    /**
     * A line without its first word.
     *
     * @param form what would be right.
     */
    Words(String line, String form) {
        this.words = line.isBlank() ? List.of() : Arrays.asList(line.strip().split("\\s+", -1));
        this.form = form;
    }

    boolean hasNext() {
        return next < words.size();
    }

    /** The next word, which is there or missed by this name. */
    String next(String what) {
        if (!hasNext()) throw wrong("misses " + what);
        return words.get(next++);
    }

    /** Takes the word if it comes next. */
    boolean takes(String word) {
        boolean isNext = hasNext() && words.get(next).equals(word);
        if (isNext) next++;
        return isNext;
    }

    void requires(String word) {
        if (takes(word)) return;
        throw wrong(hasNext() ? "has " + words.get(next) + " where " + word + " belongs" : "misses " + word);
    }

    /** An amount and, if it has one, its currency: {@code 10.99 EUR}, {@code 10.99EUR} or {@code 1099}. */
    String amount() {
        String number = next("an amount");
        boolean hasCurrency = hasNext() && words.get(next).matches("[A-Za-z]{3}") && !isKeyword(words.get(next));
        return hasCurrency ? number + " " + words.get(next++) : number;
    }

    private static boolean isKeyword(String word) {
        return word.equals("for");
    }

    void end() {
        if (hasNext()) throw wrong("has too much: " + words.get(next));
    }

    CommandFailure wrong(String what) {
        return new CommandFailure(ExitCode.USAGE, what + "; must be: " + form);
    }
}
