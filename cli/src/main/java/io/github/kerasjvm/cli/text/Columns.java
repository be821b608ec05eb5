package io.github.kerasjvm.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A plain table: columns with blanks between them, as wide as their longest cell. Not safe to share between threads. */
public final class Columns {

    private final List<List<String>> rows = new ArrayList<>();
    private final String sides;

    /**
     * An empty table.
     *
     * @param sides for each column {@code l} or {@code r}, the side at which its text stands
     */
    public Columns(String sides) {
        this.sides = sides;
    }

    /**
     * Adds a row.
     *
     * @param cells one text for each column
     * @return this table
     */
    public Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /**
     * Writes the rows.
     *
     * @param page where to
     * @param indent what each line begins with
     */
    public void print(Page page, String indent) {
        int[] widths = new int[sides.length()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String blanks = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(sides.charAt(i) == 'r' ? blanks + row.get(i) : row.get(i) + blanks);
            }
            page.line(line.toString().stripTrailing());
        }
    }
}
