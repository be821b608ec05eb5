package io.github.kerasjvm.loss;

import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the losses of the generations and backends of Keras differ.
 *
 * @param looksThroughActivation whether a cross-entropy takes the logits of a last softmax or sigmoid
 * @param binary how binary cross-entropy treats probabilities
 * @param sparse how sparse cross-entropy treats probabilities
 * @param cosine sign and reduction of the cosine functions
 * @param hingeConvertsLabels whether hinge losses turn labels 0 and 1 into -1 and 1
 * @param accuracyByLoss whether {@code accuracy} means binary accuracy for every model trained with binary cross-entropy
 * @param countsFrozenRegularizers whether regularisers of frozen layers count in the loss
 */
public record LossRules(
        boolean looksThroughActivation,
        BinaryCrossentropy.Form binary,
        SparseCategoricalCrossentropy.Form sparse,
        CosineSimilarity.Form cosine,
        boolean hingeConvertsLabels,
        boolean accuracyByLoss,
        boolean countsFrozenRegularizers) {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    /**
     * The rules of the Keras that wrote a file.
     *
     * @param origin who wrote it
     * @return the rules
     */
    public static LossRules of(Origin origin) {
        boolean tensorflow = origin.backend().equals("tensorflow");
        boolean insideTensorFlow = origin.version().endsWith("-tf");
        boolean keras3 = origin.generation() == Generation.KERAS_3;
        int version = version(origin);
        // Keras 2.3 took over what tf.keras had: keras/backend/tensorflow_backend.py and losses.py of 2.3.0.
        boolean modern = keras3 || insideTensorFlow || version >= 203;
        return new LossRules(
                tensorflow && modern,
                keras3 || !tensorflow
                        ? BinaryCrossentropy.Form.PLAIN
                        : modern ? BinaryCrossentropy.Form.ADDED_EPSILON : BinaryCrossentropy.Form.AS_LOGITS,
                tensorflow
                        ? SparseCategoricalCrossentropy.Form.CLIPPED_FIRST
                        : SparseCategoricalCrossentropy.Form.NORMALIZED_FIRST,
                cosine(origin, version, insideTensorFlow),
                modern,
                // TensorFlow 2.2, which writes 2.3.0-tf, resolves by the shape (compile_utils.py).
                !keras3 && version < (insideTensorFlow ? 203 : 204),
                !keras3);
    }

    private static CosineSimilarity.Form cosine(Origin origin, int version, boolean insideTensorFlow) {
        if (origin.generation() == Generation.KERAS_1 || version < 201) {
            return CosineSimilarity.Form.NEGATIVE_MEAN;
        }
        return insideTensorFlow && origin.version().startsWith("2.2.4")
                ? CosineSimilarity.Form.SUM
                : CosineSimilarity.Form.NEGATIVE_SUM;
    }

    /** Major times 100 plus minor; the first of the generation if the file does not say. */
    private static int version(Origin origin) {
        Matcher version = VERSION.matcher(origin.version());
        if (version.matches()) {
            return 100 * Integer.parseInt(version.group(1)) + Integer.parseInt(version.group(2));
        }
        return switch (origin.generation()) {
            case KERAS_1 -> 102;
            case KERAS_2 -> 204;
            case KERAS_3 -> 300;
        };
    }
}
