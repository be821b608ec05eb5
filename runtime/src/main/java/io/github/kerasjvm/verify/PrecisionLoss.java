package io.github.kerasjvm.verify;

import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a model in another precision lacks of its numbers in float32.
 *
 * @param format the precision
 * @param source what it was measured on, in words
 * @param rows on how many rows
 * @param outputs the loss of each output, in order
 */
public record PrecisionLoss(NumberFormat format, String source, int rows, List<OfOutput> outputs) {

    /**
     * The loss of one output.
     *
     * @param difference the differences, held against {@link Tolerance#FLOAT32}
     * @param share the largest difference as a share of the output's largest number in float32; infinite if an element is
     *     a number in one of them alone
     * @param tolerances the largest difference in tolerances of {@code verify}; up to 1 it agrees with float32
     * @param sameClass of how many rows, as a share, the largest element is the same; empty unless the output has a row of
     *     two or more for each
     */
    public record OfOutput(Difference difference, double share, double tolerances, OptionalDouble sameClass) {

        static OfOutput of(String name, Tensor exact, Tensor reduced) {
            Difference difference = Difference.of(name, reduced, exact, Tolerance.FLOAT32);
            double largest = 0;
            double tolerances = 0;
            double most = 0;
            for (int i = 0; i < exact.elements(); i++) {
                double size = Math.abs((double) exact.get(i));
                boolean same = Float.compare(exact.get(i), reduced.get(i)) == 0 || exact.get(i) == reduced.get(i);
                double distance = same ? 0 : Math.abs((double) exact.get(i) - reduced.get(i));
                most = Math.max(most, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
                largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
                double allowed = Tolerance.FLOAT32.absolute() + Tolerance.FLOAT32.relative() * size;
                tolerances = Math.max(tolerances, most == 0 ? 0 : distance / allowed);
            }
            double share = most == 0 ? 0 : most / largest;
            return new OfOutput(difference, share, tolerances, sameClass(exact, reduced));
        }

        private static OptionalDouble sameClass(Tensor exact, Tensor reduced) {
            if (exact.shape().rank() != 2 || exact.shape().last() < 2) {
                return OptionalDouble.empty();
            }
            int rows = exact.shape().size(0);
            int same = 0;
            for (int row = 0; row < rows; row++) {
                same += largest(exact, row) == largest(reduced, row) ? 1 : 0;
            }
            return OptionalDouble.of((double) same / rows);
        }

        private static int largest(Tensor tensor, int row) {
            int width = tensor.shape().last();
            int best = 0;
            for (int i = 1; i < width; i++) {
                best = tensor.get(row * width + i) > tensor.get(row * width + best) ? i : best;
            }
            return best;
        }

        private String text() {
            String classes = sameClass.isPresent()
                    ? String.format(
                            Locale.ROOT, ", the same class for %.1f %% of the rows", 100 * sameClass.getAsDouble())
                    : "";
            return String.format(
                    Locale.ROOT,
                    "%s: %.2g of the largest number, max abs %.1e, max rel %.1e, %.0f times verify's tolerance%s",
                    difference.name(),
                    share,
                    difference.maxAbs(),
                    difference.maxRel(),
                    tolerances,
                    classes);
        }
    }

    /** Keeps its own copy. */
    public PrecisionLoss {
        outputs = List.copyOf(outputs);
    }

    /**
     * Compares outputs.
     *
     * @param format the precision
     * @param source what the inputs are, in words
     * @param names the names of the outputs
     * @param exact the outputs in float32, with the batch first
     * @param reduced those in the precision
     * @return the loss
     */
    public static PrecisionLoss of(
            NumberFormat format, String source, List<String> names, List<Tensor> exact, List<Tensor> reduced) {
        List<OfOutput> outputs = new ArrayList<>();
        for (int i = 0; i < exact.size(); i++) {
            outputs.add(OfOutput.of(names.get(i), exact.get(i), reduced.get(i)));
        }
        return new PrecisionLoss(format, source, exact.get(0).shape().size(0), outputs);
    }

    /**
     * The loss as one number: the largest share of all outputs.
     *
     * @return 0 or more
     */
    public double share() {
        return outputs.stream().mapToDouble(OfOutput::share).reduce(0, Math::max);
    }

    /**
     * The loss for people.
     *
     * @return a line that says what was compared, then one for each output
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(format.label() + " differs from float32 on " + source + ", " + rows + " rows, by at most");
        outputs.forEach(output -> lines.add("  " + output.text()));
        return lines;
    }
}
