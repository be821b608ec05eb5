package io.github.kerasjvm.cli.text;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * A line on standard error that is drawn over: how far, how fast, how long still. Draws nothing where that is no
 * terminal. May be told from any thread.
 */
public final class Progress implements AutoCloseable {

    private static final long NANOS_BETWEEN = 100_000_000L;
    private static final int BAR = 24;

    private final PrintWriter writer;
    private final boolean isShown;
    private final String unit;
    private long started = System.nanoTime();
    private long drawn = started;
    private boolean isDirty;

    /**
     * A line, not drawn yet.
     *
     * @param terminal where to draw
     * @param unit what is counted, {@code images}
     */
    public Progress(Terminal terminal, String unit) {
        this.writer = terminal.errors();
        this.isShown = terminal.showsProgress();
        this.unit = unit;
    }

    /**
     * Says how far the work is.
     *
     * @param done how much is done
     * @param total how much there is
     */
    public synchronized void update(long done, long total) {
        long now = System.nanoTime();
        if (!isShown || total <= 0 || (now - drawn < NANOS_BETWEEN)) {
            return;
        }
        drawn = now;
        isDirty = true;
        double rate = done / ((now - started) / 1e9);
        int full = (int) (BAR * done / total);
        writer.print(String.format(
                Locale.ROOT,
                "\r\u001b[K[%s%s] %,d of %,d %s, %,.0f/s, %s left",
                "=".repeat(full),
                " ".repeat(BAR - full),
                done,
                total,
                unit,
                rate,
                time((total - done) / Math.max(rate, 1e-9))));
        writer.flush();
    }

    private static String time(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 60 ? whole + " s" : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }

    /** Wipes the line, and begins to count anew. */
    public synchronized void restart() {
        close();
        started = System.nanoTime();
        drawn = started;
    }

    /** Wipes the line. */
    @Override
    public synchronized void close() {
        if (isDirty) {
            writer.print("\r\u001b[K");
            writer.flush();
            isDirty = false;
        }
    }
}
