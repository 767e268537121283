package io.florin.bench.run;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/**
 * Lines over a common axis, as SVG inside of a page: no script, no font and nothing else from elsewhere.
 *
 * @param title with the unit of its values.
 * @param labels of the horizontal axis, spread evenly over it; the values between them too.
 * @param isLogarithmic whether the vertical axis is; values below 1 then lie on its ground.
 */
record Chart(String title, List<String> labels, boolean isLogarithmic, List<Line> lines) {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 240;
    private static final int LEFT = 70;
    private static final int RIGHT = 130;
    private static final int TOP = 14;
    private static final int BOTTOM = 24;
    private static final int TICKS = 5;
    private static final String[] COLOURS = {"#0b6e4f", "#c8553d", "#3d5a80", "#8a6d00"};

    /** One line, by the second or by the label. */
    record Line(String name, List<Double> values) {}

    String svg() {
        var svg = new Formatter(Locale.ROOT);
        svg.format(
                "<h2>%s</h2>%n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                title, LEFT + WIDTH + RIGHT, TOP + HEIGHT + BOTTOM, title);
        double top = top();
        grid(svg, top);
        for (int i = 0; i < lines.size(); i++) line(svg, i, top);
        return svg.format("</svg>%n").toString();
    }

    private double top() {
        double max = 1;
        for (Line line : lines) {
            for (double value : line.values()) max = Math.max(max, value);
        }
        double step = Math.pow(10, Math.floor(Math.log10(max)));
        return isLogarithmic ? Math.pow(10, Math.ceil(Math.log10(max * 1.001))) : Math.ceil(max / step) * step;
    }

    private double y(double value, double top) {
        double share = isLogarithmic ? Math.log10(Math.max(1, value)) / Math.log10(top) : value / top;
        return TOP + HEIGHT * (1 - share);
    }

    private void grid(Formatter svg, double top) {
        int ticks = isLogarithmic ? (int) Math.round(Math.log10(top)) : TICKS;
        for (int i = 0; i <= ticks; i++) {
            double value = isLogarithmic ? Math.pow(10, i) : top * i / ticks;
            svg.format(
                    "<path d=\"M%d %.1fh%d\" class=\"grid\"/><text x=\"%d\" y=\"%.1f\" class=\"left\">%,.0f</text>%n",
                    LEFT, y(value, top), WIDTH, LEFT - 6, y(value, top) + 4, value);
        }
        for (int i = 0; i < labels.size(); i++) {
            double x = LEFT + (double) WIDTH * i / Math.max(1, labels.size() - 1);
            svg.format(
                    "<text x=\"%.1f\" y=\"%d\" class=\"below\">%s</text>%n",
                    x, TOP + HEIGHT + BOTTOM - 6, labels.get(i));
        }
    }

    private void line(Formatter svg, int index, double top) {
        Line line = lines.get(index);
        String colour = COLOURS[index % COLOURS.length];
        svg.format("<polyline fill=\"none\" stroke=\"%s\" points=\"", colour);
        List<Double> values = line.values();
        for (int i = 0; i < values.size(); i++) {
            double x = LEFT + (double) WIDTH * i / Math.max(1, values.size() - 1);
            svg.format("%.1f,%.1f ", x, y(values.get(i), top));
        }
        svg.format("\"/>");
        svg.format(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                LEFT + WIDTH + 8, TOP + 14 + 18 * index, colour, line.name());
    }
}
