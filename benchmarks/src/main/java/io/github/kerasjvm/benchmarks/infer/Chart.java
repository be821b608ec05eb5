package io.github.kerasjvm.benchmarks.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chart as SVG of a few kB, with its text as text. (XChart, the library at hand, draws each letter: 300 kB for the same.)
 *
 * @param title what is shown, with its unit
 * @param categories what stands along the x axis, at equal distances
 * @param series the names in the legend, and for each category a number of 0 or more, or none
 */
record Chart(String title, List<String> categories, Map<String, List<Optional<Double>>> series) {

    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int WIDTH = 800;
    private static final int HEIGHT = 300;
    private static final int LINE = 20;
    private static final int MARKS = 5;

    /** Told apart by readers who do not see all colours, too: the palette of Okabe and Ito. */
    private static final List<String> COLOURS =
            List.of("#0072b2", "#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#f0e442", "#000000");

    /** A group of bars for each category. */
    String bars() {
        double group = WIDTH / (double) categories.size();
        double bar = 0.8 * group / series.size();
        StringBuilder marks = new StringBuilder();
        int number = 0;
        for (List<Optional<Double>> values : series.values()) {
            for (int i = 0; i < values.size(); i++) {
                double x = LEFT + (i + 0.1) * group + number * bar;
                String colour = colour(number);
                values.get(i)
                        .ifPresent(value -> marks.append(Tables.format(
                                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
                                x, y(value), bar, TOP + HEIGHT - y(value), colour)));
            }
            number++;
        }
        return document(marks.toString());
    }

    /** A line for each of the series. */
    String lines() {
        double step = WIDTH / (double) categories.size();
        StringBuilder marks = new StringBuilder();
        int number = 0;
        for (List<Optional<Double>> values : series.values()) {
            List<String> points = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                double x = LEFT + (i + 0.5) * step;
                values.get(i).ifPresent(value -> points.add(Tables.format("%.1f,%.1f", x, y(value))));
            }
            marks.append(Tables.format(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"/>%n",
                    String.join(" ", points), colour(number)));
            number++;
        }
        return document(marks.toString());
    }

    private static String colour(int number) {
        return COLOURS.get(number % COLOURS.size());
    }

    /** The mark at the top: the smallest of 1, 2 or 5 times a power of ten, five times, that is not below any value. */
    private double top() {
        double most = series.values().stream()
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9) / MARKS)));
        for (double times : new double[] {1, 2, 5}) {
            if (times * power * MARKS >= most) {
                return times * power * MARKS;
            }
        }
        return 10 * power * MARKS;
    }

    private double y(double value) {
        return TOP + HEIGHT * (1 - value / top());
    }

    private String document(String marks) {
        int height = TOP + HEIGHT + (series.size() + 3) * LINE;
        return Tables.format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                                + " font-size=\"13\">%n",
                        LEFT + WIDTH + LEFT, height)
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + text(LEFT, TOP - LINE, "start", title)
                + axis()
                + marks
                + legend()
                + "</svg>\n";
    }

    private String axis() {
        StringBuilder axis = new StringBuilder();
        for (int mark = 0; mark <= MARKS; mark++) {
            double value = top() * mark / MARKS;
            axis.append(Tables.format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#cccccc\"/>%n",
                    LEFT, y(value), LEFT + WIDTH, y(value)));
            String number = Tables.format(top() < MARKS ? "%.2f" : "%,.0f", value);
            axis.append(text(LEFT - 6, y(value) + 4, "end", number));
        }
        double step = WIDTH / (double) categories.size();
        for (int i = 0; i < categories.size(); i++) {
            axis.append(text(LEFT + (i + 0.5) * step, TOP + HEIGHT + LINE, "middle", categories.get(i)));
        }
        return axis.toString();
    }

    private String legend() {
        StringBuilder legend = new StringBuilder();
        int number = 0;
        for (String name : series.keySet()) {
            double y = TOP + HEIGHT + (number + 2.5) * LINE;
            legend.append(Tables.format(
                    "<rect x=\"%d\" y=\"%.1f\" width=\"12\" height=\"12\" fill=\"%s\"/>%n",
                    LEFT, y - 11, colour(number)));
            legend.append(text(LEFT + LINE, y, "start", name));
            number++;
        }
        return legend.toString();
    }

    private static String text(double x, double y, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Tables.format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escaped);
    }
}
