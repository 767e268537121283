package io.florin.ops.tool.report;

import java.math.BigInteger;
import java.util.List;

/** Pictures as SVG inside of a page: whole numbers only, so that they are the same everywhere. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 150;
    private static final int LEFT = 8;
    private static final int TOP = 22;
    private static final int LABEL_HEIGHT = 18;
    private static final int LABELS = 8;
    private static final int GAP_FROM = 4; // pixels of a bar, from which there is room for a gap

    private final StringBuilder svg = new StringBuilder();
    private final String title;

    private Chart(String title) {
        this.title = title;
    }

    /**
     * Something at a moment.
     *
     * @param label of the moment.
     * @param value not negative.
     */
    record Point(String label, BigInteger value) {}

    /** A bar for each. */
    static String bars(String title, List<Point> points) {
        var chart = new Chart(title);
        BigInteger top = chart.begin(points);
        for (int i = 0; i < points.size(); i++) {
            int from = x(i, points.size());
            int width = x(i + 1, points.size()) - from;
            int height = height(points.get(i).value(), top);
            chart.svg
                    .append("<rect class=\"bar\" x=\"")
                    .append(from)
                    .append("\" y=\"")
                    .append(TOP + HEIGHT - height)
                    .append("\" width=\"")
                    .append(Math.max(1, width >= GAP_FROM ? width - 1 : width))
                    .append("\" height=\"")
                    .append(height)
                    .append("\"><title>")
                    .append(points.get(i).label())
                    .append(": ")
                    .append(points.get(i).value())
                    .append("</title></rect>");
        }
        return chart.end(points);
    }

    /** A line that goes up and down in steps: a value holds until the next one. */
    static String steps(String title, List<Point> points) {
        var chart = new Chart(title);
        BigInteger top = chart.begin(points);
        chart.svg.append("<polyline class=\"line\" points=\"");
        for (int i = 0; i < points.size(); i++) {
            int y = TOP + HEIGHT - height(points.get(i).value(), top);
            chart.svg.append(x(i, points.size())).append(',').append(y).append(' ');
            chart.svg.append(x(i + 1, points.size())).append(',').append(y).append(' ');
        }
        chart.svg.append("\"/>");
        return chart.end(points);
    }

    private BigInteger begin(List<Point> points) {
        BigInteger top = points.stream().map(Point::value).reduce(BigInteger.ZERO, BigInteger::max);
        int height = TOP + HEIGHT + LABEL_HEIGHT;
        svg.append("<svg role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH + 2 * LEFT)
                .append(' ')
                .append(height)
                .append("\" aria-label=\"")
                .append(title)
                .append("\"><text class=\"title\" x=\"")
                .append(LEFT)
                .append("\" y=\"14\">")
                .append(title)
                .append("</text><text class=\"top\" x=\"")
                .append(LEFT + WIDTH)
                .append("\" y=\"14\">at most ")
                .append(top)
                .append("</text>");
        return top;
    }

    private String end(List<Point> points) {
        int base = TOP + HEIGHT;
        svg.append("<line class=\"axis\" x1=\"")
                .append(LEFT)
                .append("\" y1=\"")
                .append(base)
                .append("\" x2=\"")
                .append(LEFT + WIDTH)
                .append("\" y2=\"")
                .append(base)
                .append("\"/>");
        int every = Math.max(1, (points.size() + LABELS - 1) / LABELS);
        for (int i = 0; i < points.size(); i += every) {
            svg.append("<text class=\"label\" x=\"")
                    .append(x(i, points.size()))
                    .append("\" y=\"")
                    .append(base + 14)
                    .append("\">")
                    .append(points.get(i).label())
                    .append("</text>");
        }
        return svg.append("</svg>\n").toString();
    }

    private static int x(int place, int places) {
        return LEFT + place * WIDTH / Math.max(1, places);
    }

    private static int height(BigInteger value, BigInteger top) {
        if (top.signum() == 0) return 0;
        return value.multiply(BigInteger.valueOf(HEIGHT)).divide(top).intValueExact();
    }
}
