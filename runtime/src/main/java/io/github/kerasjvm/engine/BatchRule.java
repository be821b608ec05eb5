package io.github.kerasjvm.engine;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.stream.Stream;

/**
 * How a batch is divided among threads. Three things decide, each a number of bytes:
 *
 * <ul>
 *   <li>What the layers pass on should stay in the cache of the core that computes it, so the largest of the values of a part
 *       fits into a megabyte, the second-level cache of today's cores. A MobileNetV2 for images of 224 x 224 runs one row at a
 *       time, a small net for digits seven.
 *   <li>Each part reads all weights once more. So the values of a part weigh no less than the weights, whatever the caches
 *       hold, and in a batch whose values weigh less than the weights, all threads share each operation.
 *   <li>A batch of fewer rows than threads would leave threads idle; there, too, all threads share each operation.
 * </ul>
 *
 * What it gives is in {@code docs/performance.md}.
 *
 * @param rows the most rows of a part, 1 or more
 * @param isEven whether a batch is divided evenly, so that every thread has as many parts; else all parts but the last have
 *     {@code rows} rows, for engines that prepare every size on its own
 * @param rowBytes what all values of one row weigh
 * @param weightBytes what the weights weigh
 */
public record BatchRule(int rows, boolean isEven, long rowBytes, long weightBytes) {

    private static final long CACHE_BYTES = 1 << 20;
    private static final int MOST_ROWS = 64;

    /** Checks the rows. */
    public BatchRule {
        if (rows < 1) {
            throw new IllegalArgumentException("parts of " + rows + " rows");
        }
    }

    /**
     * Parts of so many rows and what is left, whatever the graph.
     *
     * @param rows the rows of a part; {@link Integer#MAX_VALUE} to run every batch whole
     * @return the rule
     */
    public static BatchRule parts(int rows) {
        return new BatchRule(rows, false, 0, 0);
    }

    /**
     * Parts of at most so many rows, and one for each thread at least, whatever the graph.
     *
     * @param rows the most rows of a part
     * @return the rule
     */
    public static BatchRule evenParts(int rows) {
        return new BatchRule(rows, true, 0, 0);
    }

    /**
     * The rule for a graph, by what its values and weights weigh.
     *
     * @param graph a graph whose inputs have the batch first
     * @return the rule
     */
    public static BatchRule of(OpGraph graph) {
        long largest = values(graph).mapToLong(BatchRule::bytesOfRow).max().orElse(0);
        long row = values(graph).mapToLong(BatchRule::bytesOfRow).sum();
        long weights = Stream.concat(
                        graph.parameters().stream().map(OpGraph.Parameter::data),
                        graph.constants().stream().map(OpGraph.Constant::data))
                .mapToLong(data -> (long) Float.BYTES * data.elements())
                .sum();
        long cached = Math.min(MOST_ROWS, CACHE_BYTES / Math.max(1, largest));
        long worthIt = weights / Math.max(1, row);
        long rows = Math.max(1, Math.max(cached, worthIt));
        return new BatchRule((int) Math.min(Integer.MAX_VALUE, rows), true, row, weights);
    }

    private static Stream<Value> values(OpGraph graph) {
        return Stream.concat(
                graph.inputs().stream().map(OpGraph.Input::value),
                graph.nodes().stream().flatMap(node -> node.outputs().stream()));
    }

    /** Sizes that are open count as one position; what does not depend on the batch counts, too. */
    private static long bytesOfRow(Value value) {
        Shape shape = value.shape();
        if (shape.isUnknown()) {
            return 0;
        }
        long elements = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            elements *= axis == 0 || shape.size(axis) == Shape.ANY ? 1 : shape.size(axis);
        }
        return Float.BYTES * elements;
    }

    /**
     * Whether all threads should share each operation of a batch.
     *
     * @param batch the rows of the batch
     * @param threads how many threads there are
     * @return false if it should be run in parts, or there is one thread
     */
    boolean isShared(int batch, int threads) {
        return threads > 1 && batch > 0 && (batch < threads || (double) batch * rowBytes < weightBytes);
    }

    /**
     * Into how many parts a batch is divided.
     *
     * @param batch the rows of the batch
     * @param threads how many threads there are
     * @return the parts; 0 for a batch of no rows
     */
    int parts(int batch, int threads) {
        int needed = (int) (((long) batch + rows - 1) / rows);
        if (!isEven) {
            return needed;
        }
        long alike = (needed + threads - 1L) / threads * threads;
        return (int) Math.min(batch, alike);
    }

    /**
     * Where a part begins.
     *
     * @param part its number
     * @param parts how many there are, or that number for the end of the last
     * @param batch the rows of the batch
     * @return the first row
     */
    int from(int part, int parts, int batch) {
        return isEven ? (int) ((long) batch * part / parts) : (int) Math.min(batch, (long) part * rows);
    }
}
