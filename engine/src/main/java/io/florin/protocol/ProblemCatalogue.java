package io.florin.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every result and refusal that a client can see: the one list, read from {@code problems.csv}. Any thread; lookups
 * allocate nothing.
 */
public final class ProblemCatalogue {
    private static final String FILE = "problems.csv";
    private static final int COLUMNS = 8;
    private static final int STATUS_MAX = 1_024;
    private static final ProblemCatalogue INSTANCE = read();

    private final List<Problem> all;
    private final Map<String, Problem> byCode = new HashMap<>();
    private final @Nullable Problem[] byAccountStatus = new Problem[STATUS_MAX];
    private final @Nullable Problem[] byTransferStatus = new Problem[STATUS_MAX];

    private ProblemCatalogue(List<Problem> all) {
        this.all = List.copyOf(all);
        for (Problem problem : all) {
            if (byCode.put(problem.code(), problem) != null) throw broken(problem.code());
            put(byAccountStatus, problem.accountStatus(), problem);
            put(byTransferStatus, problem.transferStatus(), problem);
        }
    }

    public static ProblemCatalogue instance() {
        return INSTANCE;
    }

    /** In the order of the file. */
    public List<Problem> all() {
        return all;
    }

    /** Null if there is none of this name. */
    public @Nullable Problem find(String code) {
        return byCode.get(code);
    }

    /**
     * The problem of this name.
     *
     * @throws IllegalArgumentException if there is none.
     */
    public Problem byCode(String code) {
        Problem problem = byCode.get(code);
        if (problem == null) throw new IllegalArgumentException("no problem has this name: code=" + code);
        return problem;
    }

    /** The result of an event on accounts; null if this build does not know the number. */
    public @Nullable Problem byAccountStatus(int status) {
        return status < 0 || status >= STATUS_MAX ? null : byAccountStatus[status];
    }

    /** The result of an event on transfers; null if this build does not know the number. */
    public @Nullable Problem byTransferStatus(int status) {
        return status < 0 || status >= STATUS_MAX ? null : byTransferStatus[status];
    }

    private static void put(@Nullable Problem[] table, int status, Problem problem) {
        if (status == Problem.NONE) return;
        if (table[status] != null) throw broken(problem.code());
        table[status] = problem;
    }

    private static ProblemCatalogue read() {
        try (InputStream in = ProblemCatalogue.class.getResourceAsStream(FILE)) {
            if (in == null) throw broken("missing");
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Problem> problems = new ArrayList<>();
            text.lines().skip(1).forEach(line -> problems.add(problem(line)));
            return new ProblemCatalogue(problems);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Problem problem(String line) {
        String[] columns = line.split(",", COLUMNS);
        if (columns.length != COLUMNS) throw broken(line);
        return new Problem(
                columns[0],
                number(columns[1]),
                number(columns[2]),
                number(columns[3]),
                columns[4],
                columns[5],
                Boolean.parseBoolean(columns[6]),
                unquoted(columns[7]));
    }

    private static int number(String column) {
        return column.isEmpty() ? Problem.NONE : Integer.parseInt(column);
    }

    private static String unquoted(String column) {
        return column.startsWith("\"") ? column.substring(1, column.length() - 1) : column;
    }

    private static IllegalStateException broken(String what) {
        return new IllegalStateException("the list of problems is broken: " + FILE + "=" + what);
    }
}
