package io.github.kerasjvm.cli.text;

import java.io.PrintWriter;

/** Text for a person. Flushed by whoever made its writer. */
public final class Page {

    private final PrintWriter writer;
    private final Terminal terminal;
    private final boolean isUnicode;

    /**
     * A page.
     *
     * @param writer where it is written to
     * @param terminal what can be shown there
     */
    public Page(PrintWriter writer, Terminal terminal) {
        this.writer = writer;
        this.terminal = terminal;
        this.isUnicode = terminal.isUnicode();
    }

    /**
     * Writes a line.
     *
     * @param text the line without its end
     */
    public void line(String text) {
        writer.println(terminal.shown(text));
    }

    /**
     * Writes a line.
     *
     * @param format the line, as for {@link String#format}; numbers are written with a point whatever the locale
     * @param arguments its arguments
     */
    public void format(String format, Object... arguments) {
        line(String.format(java.util.Locale.ROOT, format, arguments));
    }

    /** Writes an empty line. */
    public void gap() {
        writer.println();
    }

    /**
     * Whether lines and corners of tables can be drawn.
     *
     * @return false when plain ASCII is asked for
     */
    public boolean isUnicode() {
        return isUnicode;
    }

    /**
     * The width of a line.
     *
     * @return characters
     */
    public int columns() {
        return terminal.columns();
    }

    /**
     * A heading.
     *
     * @param text the text
     * @return the text, in bold where there are colours
     */
    public String strong(String text) {
        return styled("1", text);
    }

    /**
     * A good answer.
     *
     * @param text the text
     * @return the text, in green where there are colours
     */
    public String good(String text) {
        return styled("32", text);
    }

    /**
     * A bad answer.
     *
     * @param text the text
     * @return the text, in red where there are colours
     */
    public String bad(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return terminal.hasColour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
