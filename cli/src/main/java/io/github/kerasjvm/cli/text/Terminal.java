package io.github.kerasjvm.cli.text;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/**
 * Where a command prints, and what can be shown there.
 *
 * @param out standard output: the answer, nothing else
 * @param err standard error: errors, progress, log
 * @param charset the encoding of text for people; JSON is UTF-8 always
 * @param columns the width of a line
 * @param hasColour whether text may be coloured
 * @param showsProgress whether standard error is a terminal, so that a line can be drawn over
 */
public record Terminal(
        OutputStream out, OutputStream err, Charset charset, int columns, boolean hasColour, boolean showsProgress) {

    /** Wide enough that Keras shortens nothing; what a file or a pipe gets. */
    private static final int PLAIN_COLUMNS = 112;

    /**
     * The terminal of this process. The launcher says in {@code keras-jvm.tty} which of the streams 1 and 2 are
     * terminals, and in {@code keras-jvm.columns} how wide; Java 17 cannot tell.
     *
     * @param out standard output
     * @param err standard error
     * @param properties the system's properties
     * @param environment the environment
     * @return the terminal
     */
    public static Terminal of(
            OutputStream out, OutputStream err, Properties properties, Map<String, String> environment) {
        String tty = properties.getProperty("keras-jvm.tty", System.console() == null ? "" : "12");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(
                out,
                err,
                charset(properties),
                columns(properties, environment),
                tty.contains("1") && !plain,
                tty.contains("2"));
    }

    private static Charset charset(Properties properties) {
        for (String name : new String[] {"stdout.encoding", "native.encoding"}) {
            String value = properties.getProperty(name, "");
            if (!value.isEmpty() && Charset.isSupported(value)) {
                return Charset.forName(value);
            }
        }
        return Charset.defaultCharset();
    }

    private static int columns(Properties properties, Map<String, String> environment) {
        for (String value :
                new String[] {environment.getOrDefault("COLUMNS", ""), properties.getProperty("keras-jvm.columns", "")
                }) {
            if (value.matches("[1-9][0-9]{1,3}")) {
                return Math.max(40, Integer.parseInt(value));
            }
        }
        return PLAIN_COLUMNS;
    }

    /**
     * The same terminal without colours.
     *
     * @return the terminal
     */
    public Terminal plain() {
        return new Terminal(out, err, charset, columns, false, showsProgress);
    }

    /**
     * The same terminal without lines that are drawn over.
     *
     * @return the terminal
     */
    public Terminal quiet() {
        return new Terminal(out, err, charset, columns, hasColour, false);
    }

    /**
     * The same terminal, except that nothing is shown.
     *
     * @return the terminal
     */
    public Terminal discarding() {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return new Terminal(nowhere, nowhere, charset, columns, false, false);
    }

    /**
     * Whether lines of tables and other signs beyond ASCII can be shown.
     *
     * @return false where the encoding has none of them
     */
    public boolean isUnicode() {
        return charset.newEncoder().canEncode("┏│…└·");
    }

    /**
     * A text as it can be shown: signs of ours beyond ASCII are replaced where the encoding has none of them.
     *
     * @param text the text
     * @return the text
     */
    public String shown(String text) {
        return isUnicode() ? text : text.replace("…", "...").replace("·", "*").replace("–", "-");
    }

    /**
     * A writer of text for people on standard output; whoever takes it flushes it.
     *
     * @return a new writer
     */
    public PrintWriter writer() {
        return new PrintWriter(out, false, charset);
    }

    /**
     * A writer of text for people on standard error.
     *
     * @return a new writer that flushes after each line
     */
    public PrintWriter errors() {
        return new PrintWriter(err, true, charset);
    }

    /**
     * A writer of JSON on standard output.
     *
     * @return a new writer
     */
    public PrintWriter jsonWriter() {
        return new PrintWriter(out, false, StandardCharsets.UTF_8);
    }
}
