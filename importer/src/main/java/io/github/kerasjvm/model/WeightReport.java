package io.github.kerasjvm.model;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * What became of each array when a weights file was matched by name or by order.
 *
 * @param weights one entry for each array that the layers need, in the order of the layers
 * @param unused the arrays of the file that no layer takes, in the order of the file
 */
public record WeightReport(List<Entry> weights, List<Unused> unused) {
    /** Keeps its own copies. */
    public WeightReport {
        weights = List.copyOf(weights);
        unused = List.copyOf(unused);
    }

    /** What became of an array. */
    public enum Status {
        /** It is taken from the weights file. */
        APPLIED,
        /** The weights file has something for it, which does not fit. */
        SKIPPED,
        /** The weights file has nothing for it. */
        MISSING
    }

    /**
     * An array that a layer needs.
     *
     * @param weight its name in the model, {@code conv2d_1/kernel}
     * @param shape its shape as the layer uses it
     * @param status what became of it
     * @param path the array in the weights file, for one that was applied, or skipped because of its shape; else empty
     * @param reason why it was skipped; else empty
     * @param nearest for a missing one the names in the file nearest to its layer's, likeliest first; often empty
     * @param isKept whether it stays as it is in the model's own file; false for an applied one, and for one that is nowhere
     */
    public record Entry(
            String weight,
            Shape shape,
            Status status,
            String path,
            String reason,
            List<String> nearest,
            boolean isKept) {
        /** Keeps its own copy. */
        public Entry {
            nearest = List.copyOf(nearest);
        }
    }

    /**
     * An array of the file that no layer takes.
     *
     * @param path the array in the weights file
     * @param shape its shape
     * @param nearest the names of layers without weights from the file nearest to its layer's; often empty
     */
    public record Unused(String path, Shape shape, List<String> nearest) {
        /** Keeps its own copy. */
        public Unused {
            nearest = List.copyOf(nearest);
        }
    }

    /**
     * The entries of one status.
     *
     * @param status the status
     * @return the entries in the order of the layers
     */
    public List<Entry> with(Status status) {
        return weights.stream().filter(entry -> entry.status() == status).toList();
    }
}
