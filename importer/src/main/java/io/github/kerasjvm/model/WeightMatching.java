package io.github.kerasjvm.model;

/**
 * How the arrays of a weights file find the layers of an architecture.
 *
 * @param rule what has to agree
 * @param skipsMismatches whether an array of another shape, or a layer with another number of arrays, is passed over, as
 *     {@code load_weights(…, skip_mismatch=True)} does; else it is a problem
 */
public record WeightMatching(Rule rule, boolean skipsMismatches) {

    /** Every array of the layers is in the file and every array of the file has its layer; what the file itself names. */
    public static final WeightMatching EXACT = new WeightMatching(Rule.EXACT, false);

    /** As {@code load_weights(path, by_name=True)}: a layer takes the arrays of the layer of its name; others are left. */
    public static final WeightMatching BY_NAME = new WeightMatching(Rule.NAME, false);

    /**
     * As {@code load_weights(path)}. In a file with a group for each layer, the layers that have weights are matched one by
     * one, whatever their names, and there have to be as many on both sides. In a {@code .weights.h5} file or a
     * {@code .keras} archive, the layers of each class are.
     */
    public static final WeightMatching BY_ORDER = new WeightMatching(Rule.ORDER, false);

    /** What has to agree. */
    public enum Rule {
        /** Everything. */
        EXACT,
        /** The names of the layers. */
        NAME,
        /** The order of the layers. */
        ORDER
    }

    /**
     * Checks that nothing is skipped where everything has to agree.
     *
     * @param rule what has to agree
     * @param skipsMismatches whether what does not fit is passed over
     * @throws IllegalArgumentException if exact matching is to skip mismatches
     */
    public WeightMatching {
        if (rule == Rule.EXACT && skipsMismatches) {
            throw new IllegalArgumentException("exact matching skips nothing; match by name or by order");
        }
    }

    /**
     * The same rule, with what does not fit passed over.
     *
     * @return the matching
     * @throws IllegalArgumentException for {@link #EXACT}
     */
    public WeightMatching skippingMismatches() {
        return new WeightMatching(rule, true);
    }

    /** Whether some arrays may be left as they are. */
    boolean isPartial() {
        return rule != Rule.EXACT;
    }
}
