package io.florin.ops.tool.journal;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints rows as they come: a table for people, one JSON object a line, or CSV (RFC 4180). Cells are whole numbers,
 * facts or text; numbers stand to the right in a table. One thread.
 */
public final class Rows {
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final Format format;
    private final PrintStream out;
    private boolean isBegun;

    /** How rows look. */
    public enum Format {
        TABLE,
        JSON,
        CSV
    }

    /**
     * A heading, and how wide a table makes it.
     *
     * @param width in characters; what is wider is printed whole.
     */
    public record Column(String name, int width) {}

    /** Rows with these headings. */
    public Rows(Format format, PrintStream out, Column... columns) {
        this.format = format;
        this.out = out;
        this.columns = List.of(columns);
    }

    /** One row; as many cells as there are columns. */
    public void row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("must be as many as there are columns: cells=" + cells.length);
        }
        if (!isBegun) begin();
        out.println(
                switch (format) {
                    case TABLE -> table(cells);
                    case JSON -> json(cells);
                    case CSV -> csv(cells);
                });
    }

    /** Prints the headings, if no row has done so: an empty table says what it would hold. */
    public void end() {
        if (!isBegun) begin();
        out.flush();
    }

    private void begin() {
        isBegun = true;
        Object[] names = columns.stream().map(Column::name).toArray();
        if (format == Format.TABLE) out.println(table(names));
        if (format == Format.CSV) out.println(csv(names));
    }

    private String table(Object[] cells) {
        return IntStream.range(0, cells.length)
                .mapToObj(i -> padded(cells[i], columns.get(i).width()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String padded(Object cell, int width) {
        String text = cell.toString();
        String blanks = " ".repeat(Math.max(0, width - text.length()));
        return cell instanceof Number ? blanks + text : text + blanks;
    }

    private String json(Object[] cells) {
        return IntStream.range(0, cells.length)
                .mapToObj(i -> quoted(columns.get(i).name()) + ": " + jsonValue(cells[i]))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String jsonValue(Object cell) {
        return cell instanceof Number || cell instanceof Boolean ? cell.toString() : quoted(cell.toString());
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                default -> quoted.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }

    private static String csv(Object[] cells) {
        return IntStream.range(0, cells.length)
                .mapToObj(i -> csvValue(cells[i].toString()))
                .collect(Collectors.joining(","));
    }

    private static String csvValue(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
