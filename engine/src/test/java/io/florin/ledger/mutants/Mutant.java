package io.florin.ledger.mutants;

import java.util.List;

/**
 * The ledger with one line changed.
 *
 * @param file of the ledger, without its path.
 * @param line from 0.
 * @param kind what is wrong with it, in words.
 */
record Mutant(String file, int line, String kind, String before, String after) {
    /** The same change wherever the line stands, so that a list of them outlives the next commit. */
    String key() {
        return file + ": " + before.strip() + " => " + after.strip();
    }

    String source(List<String> lines) {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            source.append(i == line ? after : lines.get(i)).append('\n');
        }
        return source.toString();
    }

    @Override
    public String toString() {
        return kind + " | " + file + ":" + (line + 1) + " | " + before.strip() + " => " + after.strip();
    }
}
