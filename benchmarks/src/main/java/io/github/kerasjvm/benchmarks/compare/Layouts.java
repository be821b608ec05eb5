package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.verify.Difference;
import io.github.kerasjvm.verify.ParityFile;
import io.github.kerasjvm.verify.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a network on the recorded inputs in every layout that its user might try, until its outputs agree in any layout
 * with Keras's. DL4J wants sequences as {@code [batch, features, steps]} and, depending on the file, images with the
 * channels first.
 *
 * @param golden what Keras computed
 * @param tolerance how far numbers may lie apart
 */
record Layouts(ParityFile golden, Tolerance tolerance) {

    /** Three inputs of two layouts each, and then some. */
    private static final int MOST_ATTEMPTS = 16;

    /** Runs a network. */
    interface Runner {
        INDArray[] run(INDArray... inputs);
    }

    /** What the nearest of all attempts gave. */
    Outcome compare(Runner network) {
        Outcome best = null;
        for (List<int[]> orders : attempts()) {
            Outcome outcome = attempt(network, orders);
            if (best == null || isBetter(outcome, best)) {
                best = outcome;
            }
            if (best.is(Outcome.Kind.MATCH)) {
                break;
            }
        }
        return best;
    }

    /** A match, or numbers nearer to Keras's; a wrong shape or an exception in another layout tells nothing new. */
    private static boolean isBetter(Outcome one, Outcome other) {
        return one.is(Outcome.Kind.MATCH)
                || one.is(Outcome.Kind.WRONG)
                        && !Double.isNaN(one.deviation())
                        && !(other.is(Outcome.Kind.WRONG) && other.deviation() <= one.deviation());
    }

    /** The orders of axes for each input, Keras's own first. */
    private List<List<int[]>> attempts() {
        List<List<int[]>> all = List.of(List.of());
        for (Tensor input : golden.inputs()) {
            List<List<int[]>> longer = new ArrayList<>();
            for (List<int[]> start : all) {
                for (int[] order : orders(input.shape().rank())) {
                    List<int[]> next = new ArrayList<>(start);
                    next.add(order);
                    longer.add(next);
                }
            }
            all = longer;
        }
        return all.subList(0, Math.min(all.size(), MOST_ATTEMPTS));
    }

    private Outcome attempt(Runner network, List<int[]> orders) {
        INDArray[] inputs = IntStream.range(0, orders.size())
                .mapToObj(i ->
                        array(golden.inputs().get(i)).permute(orders.get(i)).dup('c'))
                .toArray(INDArray[]::new);
        INDArray[] outputs;
        try {
            outputs = network.run(inputs);
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            return Outcome.of(Outcome.Kind.FAILS_RUNNING, e);
        }
        if (Arrays.asList(outputs).contains(null)) {
            return Outcome.of(Outcome.Kind.FAILS_RUNNING, "an output is null");
        }
        Outcome outcome = compare(outputs, golden.outputs(), orders);
        return outcome.is(Outcome.Kind.MATCH) || golden.alternatives().isEmpty()
                ? outcome
                : compare(outputs, golden.alternatives(), orders);
    }

    private Outcome compare(INDArray[] outputs, List<Tensor> wanted, List<int[]> orders) {
        if (outputs.length != wanted.size()) {
            return Outcome.of(Outcome.Kind.WRONG, "gives " + outputs.length + " outputs, Keras " + wanted.size());
        }
        double deviation = 0;
        boolean agrees = true;
        boolean isTurned = orders.stream().anyMatch(order -> !Arrays.equals(order, same(order.length)));
        for (int i = 0; i < outputs.length; i++) {
            Output output = nearest(outputs[i], wanted.get(i));
            if (output == null) {
                return Outcome.of(
                        Outcome.Kind.WRONG,
                        "gives the shape " + Arrays.toString(outputs[i].shape()) + ", Keras "
                                + wanted.get(i).shape());
            }
            deviation = Math.max(deviation, output.difference.maxAbs());
            agrees &= output.difference.isWithin();
            isTurned |= output.isTurned;
        }
        return new Outcome(
                agrees ? Outcome.Kind.MATCH : Outcome.Kind.WRONG, deviation, isTurned ? "in another layout" : "");
    }

    private record Output(Difference difference, boolean isTurned) {}

    /** The output in the layout that comes nearest, or null when it has Keras's shape in none. */
    private Output nearest(INDArray output, Tensor wanted) {
        Output best = null;
        for (int[] order : orders(output.rank())) {
            INDArray turned = output.permute(order);
            if (!fits(turned, wanted.shape())) {
                continue;
            }
            float[] values = turned.dup('c').data().asFloat();
            Difference difference = Difference.of("", Tensor.owning(wanted.shape(), values), wanted, tolerance);
            boolean isTurned = !Arrays.equals(order, same(order.length))
                    || output.rank() != wanted.shape().rank();
            if (best == null
                    || difference.isWithin() && !best.difference.isWithin()
                    || difference.isWithin() == best.difference.isWithin()
                            && difference.maxAbs() < best.difference.maxAbs()) {
                best = new Output(difference, isTurned);
            }
        }
        return best;
    }

    /** The same sizes, but for axes of size 1; the steps of all sequences one below the other; or not flattened. */
    private static boolean fits(INDArray output, Shape wanted) {
        int[] sizes = Arrays.stream(output.shape()).mapToInt(Math::toIntExact).toArray();
        int[] target = wanted.toArray();
        if (Arrays.equals(withoutOnes(sizes), withoutOnes(target))) {
            return true;
        }
        boolean isRows =
                sizes.length == 2 && target.length == 3 && sizes[0] == target[0] * target[1] && sizes[1] == target[2];
        boolean isFlat =
                sizes.length > 2 && target.length == 2 && sizes[0] == target[0] && output.length() == wanted.elements();
        return isRows || isFlat;
    }

    private static int[] withoutOnes(int[] sizes) {
        return Arrays.stream(sizes).filter(size -> size != 1).toArray();
    }

    /** The orders of axes to try: as it is, the last axis moved to place 1, and that of place 1 moved to the end. */
    private static List<int[]> orders(int rank) {
        if (rank < 3) {
            return List.of(same(rank));
        }
        int[] first = IntStream.range(0, rank)
                .map(i -> i < 2 ? i * (rank - 1) : i - 1)
                .toArray();
        int[] last = IntStream.range(0, rank)
                .map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1)
                .toArray();
        return rank == 3 ? List.of(same(rank), first) : List.of(same(rank), first, last);
    }

    private static int[] same(int rank) {
        return IntStream.range(0, rank).toArray();
    }

    private static INDArray array(Tensor tensor) {
        long[] sizes = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
        return Nd4j.create(tensor.toArray(), sizes, 'c');
    }
}
