package io.florin.ops.tool.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns under headings, as wide as they must be: words to the left, whole numbers to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String> headings;
    private final List<List<Object>> rows = new ArrayList<>();

    TextTable(String... headings) {
        this.headings = List.of(headings);
    }

    /** Text, or whole numbers of any size. */
    void row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("must be as many as there are headings: cells=" + cells.length);
        }
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        lines.add(line(headings));
        for (List<Object> row : rows) {
            lines.add(line(row.stream().map(TextTable::text).toList()));
        }
        return lines.stream().collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), column))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private String padded(String cell, int column) {
        String blanks = " ".repeat(width(column) - cell.length());
        return isNumeric(column) ? blanks + cell : cell + blanks;
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.getFirst().get(column) instanceof Number;
    }

    private int width(int column) {
        int widest = rows.stream()
                .mapToInt(row -> text(row.get(column)).length())
                .max()
                .orElse(0);
        return Math.max(widest, headings.get(column).length());
    }

    private static String text(Object cell) {
        return cell instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : cell.toString();
    }
}
