package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tells whether a graph treats the rows of the batch one by one, so that a large batch may be run in parts. */
public final class RowWise {

    private static final int MIXED = 0;

    /** For each value that comes from the inputs: how many positions of its first axis belong to one row. */
    private final Map<Integer, Integer> positions = new HashMap<>();

    private final int batch;

    private RowWise(int batch) {
        this.batch = batch;
    }

    /**
     * Whether each row of the outputs depends on the same row of the inputs alone.
     *
     * <p>Shown by the shapes: in a graph whose inputs leave only the batch open, a value that comes from them keeps an
     * open first axis unless an operation has worked across the rows. Where an operation could bring that axis to
     * another place, or join its positions, it counts as mixing.
     *
     * @param graph a graph whose inputs all have an open first axis
     * @return false if rows are, or may be, mixed
     */
    public static boolean holds(OpGraph graph) {
        RowWise rows = new RowWise(Shape.ANY);
        return graph.inputs().stream().allMatch(input -> rows.leadsWithBatch(input.value())) && rows.holdsIn(graph);
    }

    /**
     * The same for a graph for batches of one size.
     *
     * @param graph a graph, all shapes known; inputs whose first axis has the size hold rows, the others are the same for
     *     all rows
     * @param batch the size of the batch; a large prime number, since sizes that are a multiple of it by chance count as
     *     mixing
     * @return false if rows are, or may be, mixed
     */
    public static boolean holds(OpGraph graph, int batch) {
        return new RowWise(batch).holdsIn(graph);
    }

    private boolean holdsIn(OpGraph graph) {
        OpGraph primitive = graph.expand(composite -> false);
        primitive.inputs().stream()
                .filter(input -> leadsWithBatch(input.value()))
                .forEach(input -> positions.put(input.value().id(), 1));
        return follow(primitive, 1);
    }

    /** Follows the rows through a graph; false if they are mixed, or do not come out as they should. */
    private boolean follow(OpGraph graph, int expected) {
        for (OpGraph.Constant constant : batch == Shape.ANY ? List.<OpGraph.Constant>of() : graph.constants()) {
            if (leadsWithBatch(constant.value())) {
                if (!hasEqualRows(constant.data())) {
                    return false;
                }
                positions.put(constant.value().id(), constant.value().shape().size(0) / batch);
            }
        }
        for (Node node : graph.nodes()) {
            List<Value> moving = node.inputs().stream().filter(this::moves).toList();
            if (moving.isEmpty()) {
                continue;
            }
            int found = node.op() instanceof Scan scan ? scanned(scan, node) : positions(node, moving);
            if (found == MIXED || node.outputs().stream().anyMatch(value -> !holds(value, found))) {
                return false;
            }
            node.outputs().forEach(value -> positions.put(value.id(), found));
        }
        return graph.outputs().stream()
                .allMatch(output -> positions.getOrDefault(output.value().id(), MIXED) == expected);
    }

    /** Such as the states that a recurrence begins with. */
    private static boolean hasEqualRows(Tensor data) {
        int rows = data.shape().size(0);
        Tensor first = data.rows(0, 1);
        return IntStream.range(1, rows).allMatch(row -> data.rows(row, row + 1).equals(first));
    }

    /** The rows of states and sequences go through each step; what is the same in each step must not hold any. */
    private int scanned(Scan scan, Node node) {
        int walked = scan.states() + scan.sequences();
        List<Value> taken = node.inputs().subList(0, walked);
        boolean apart = taken.stream().allMatch(this::moves)
                && node.inputs().subList(walked, node.inputs().size()).stream().noneMatch(this::moves);
        if (!apart) {
            return MIXED;
        }
        int before = positions.get(taken.get(0).id());
        RowWise step = new RowWise(batch);
        for (int i = 0; i < walked; i++) {
            if (positions.get(taken.get(i).id()) != before) {
                return MIXED;
            }
            step.positions.put(scan.body().inputs().get(i).value().id(), before);
        }
        return step.follow(scan.body(), before) ? before : MIXED;
    }

    private boolean moves(Value value) {
        return positions.containsKey(value.id());
    }

    /** How many positions of a node's result belong to one row, or {@link #MIXED}. */
    private int positions(Node node, List<Value> moving) {
        Value result = node.outputs().get(0);
        int before = positions.get(moving.get(0).id());
        boolean equal = moving.stream().allMatch(value -> positions.get(value.id()) == before);
        if (!equal || !leadsWithBatch(result)) {
            return MIXED;
        }
        boolean moves = node.op() instanceof Slice slice && slice.axis() == 0
                || node.op() instanceof Gather && moves(node.inputs().get(0));
        if (moves) {
            return MIXED;
        }
        if (node.op() instanceof Reshape) {
            return reshaped(before, node.inputs().get(0).shape(), result.shape());
        }
        // Broadcasting aligns axes at the end: only arrays of the same rank have their rows in the same place. What is
        // looked up stands behind the axes of its number.
        boolean aligned = node.op() instanceof Reduce
                || node.op() instanceof Gather
                || moving.stream()
                        .allMatch(
                                value -> value.shape().rank() == result.shape().rank());
        boolean apart = !(node.op() instanceof Concatenate c)
                || c.axis() > 0 && moving.size() == node.inputs().size();
        // The rows of a single second matrix are summed over, or become columns.
        boolean stacked = !(node.op() instanceof MatMul)
                || result.shape().rank() > 2
                || !moves(node.inputs().get(1));
        return aligned && apart && stacked ? before : MIXED;
    }

    private static int reshaped(int before, Shape from, Shape to) {
        long elements = before * from.elementsFrom(1);
        long each = to.elementsFrom(1);
        if (each == 0) {
            return elements == 0 && from.elementsFrom(1) == 0 ? before : MIXED;
        }
        return elements % each == 0 ? Math.toIntExact(elements / each) : MIXED;
    }

    private boolean leadsWithBatch(Value value) {
        Shape shape = value.shape();
        if (shape.rank() == 0 || !shape.isKnownFrom(1)) {
            return false;
        }
        if (batch == Shape.ANY) {
            return shape.size(0) == Shape.ANY;
        }
        boolean isAlone = IntStream.range(1, shape.rank()).noneMatch(axis -> isMultiple(shape.size(axis)));
        return isAlone && isMultiple(shape.size(0));
    }

    private boolean holds(Value value, int positions) {
        return batch == Shape.ANY || value.shape().size(0) == batch * positions;
    }

    private boolean isMultiple(int size) {
        return size > 0 && size % batch == 0;
    }
}
