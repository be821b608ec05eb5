package io.github.kerasjvm.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table with lines around its cells, as the Python package rich draws it for {@code model.summary()}. Immutable.
 *
 * @param columns the columns
 * @param rows the cells, a list of as many as there are columns for each row
 */
record BoxTable(List<Column> columns, List<List<String>> rows) {
    /** Keeps its own copies. */
    BoxTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * A column.
     *
     * @param header its heading
     * @param width how many characters of text it holds, if there is room
     * @param isRight whether its text stands at the right
     */
    record Column(String header, int width, boolean isRight) {}

    /** What the lines are drawn with: left, line, crossing, right. */
    private record Rule(String left, String line, String crossing, String right) {
        String over(List<Integer> widths) {
            return left
                    + String.join(crossing, widths.stream().map(line::repeat).toList())
                    + right;
        }
    }

    private record Style(
            Rule top, Rule belowHeader, Rule between, Rule bottom, String headerBar, String bar, String dots) {}

    private static final Style HEAVY = new Style(
            new Rule("┏", "━", "┳", "┓"),
            new Rule("┡", "━", "╇", "┩"),
            new Rule("├", "─", "┼", "┤"),
            new Rule("└", "─", "┴", "┘"),
            "┃",
            "│",
            "…");
    private static final Style ASCII = new Style(
            new Rule("+", "-", "-", "+"),
            new Rule("|", "-", "+", "|"),
            new Rule("|", "-", "+", "|"),
            new Rule("+", "-", "-", "+"),
            "|",
            "|",
            "...");

    /** Draws the table in at most some characters a line. */
    void print(Page page, int lineWidth) {
        Style style = page.isUnicode() ? HEAVY : ASCII;
        List<Integer> widths = widths(lineWidth);
        page.line(style.top.over(widths));
        printRow(page, columns.stream().map(Column::header).toList(), widths, style.headerBar, style.dots);
        for (int i = 0; i < rows.size(); i++) {
            page.line((i == 0 ? style.belowHeader : style.between).over(widths));
            printRow(page, rows.get(i), widths, style.bar, style.dots);
        }
        page.line((rows.isEmpty() ? style.belowHeader : style.bottom).over(widths));
    }

    /**
     * The widths with a blank on both sides. rich 14 table.py, _calculate_column_widths: what is too much is taken
     * evenly from all columns, halves rounded to even.
     */
    private List<Integer> widths(int lineWidth) {
        int excess = columns.stream().mapToInt(c -> c.width + 2).sum() + columns.size() + 1 - lineWidth;
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int less = excess <= 0 ? 0 : (int) Math.rint(excess / (double) (columns.size() - i));
            widths.add(Math.max(3, columns.get(i).width + 2 - less));
            excess -= less;
        }
        return widths;
    }

    private void printRow(Page page, List<String> cells, List<Integer> widths, String bar, String dots) {
        List<List<String>> wrapped = IntStream.range(0, cells.size())
                .mapToObj(i -> wrapped(cells.get(i), widths.get(i) - 2, dots))
                .toList();
        int height = wrapped.stream().mapToInt(List::size).max().orElse(0);
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder(bar);
            for (int i = 0; i < cells.size(); i++) {
                String part = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
                String blanks = " ".repeat(widths.get(i) - 2 - part.length());
                text.append(' ').append(columns.get(i).isRight ? blanks + part : part + blanks);
                text.append(' ').append(bar);
            }
            page.line(text.toString());
        }
    }

    /** Breaks at blanks; a word too long for a line is cut. */
    static List<String> wrapped(String text, int width, String dots) {
        List<String> lines = new ArrayList<>();
        String words = text.stripLeading();
        StringBuilder line = new StringBuilder(" ".repeat(text.length() - words.length()));
        for (String word : words.split(" ")) {
            String part = word.length() <= width ? word : word.substring(0, Math.max(0, width - dots.length())) + dots;
            boolean isFirst = line.toString().isBlank();
            if (!isFirst && line.length() + 1 + part.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                isFirst = true;
            }
            line.append(isFirst ? "" : " ").append(part);
        }
        lines.add(line.toString());
        return lines;
    }
}
