package io.github.kerasjvm.config;

/**
 * What becomes of masks where the generations of Keras differ.
 *
 * @param joinedByOr whether layers that join inputs count a step if any input does, and drop the mask if one has none; else
 *     all inputs that have a mask have to count it
 * @param keptByPreprocessing whether {@code Rescaling} and {@code Normalization} hand a mask on
 * @param bidirectionalGivesZeros whether {@code Bidirectional} gives zeros for masked steps instead of the last output
 * @param mergesPassOver whether masked elements take no part in {@code Multiply}, {@code Maximum} and {@code Minimum}:
 *     Keras 3.4 and later
 * @param softmaxGivesZeros whether a softmax over nothing but masked elements gives zeros, not equal shares: after Keras 3.9
 * @param innerSeen whether {@code TimeDistributed} asks its inner layer for a mask
 */
public record MaskRules(
        boolean joinedByOr,
        boolean keptByPreprocessing,
        boolean bidirectionalGivesZeros,
        boolean mergesPassOver,
        boolean softmaxGivesZeros,
        boolean innerSeen) {

    /** Keras 1, and Keras 2 on its own (keras/layers/wrappers.py, merge.py of 2.3.1). */
    public static final MaskRules STANDALONE = new MaskRules(false, false, false, false, false, true);

    /** Keras inside TensorFlow 1 and 2, and tf_keras (bidirectional.py, {@code force_zero_output_for_mask}). */
    public static final MaskRules TENSORFLOW = new MaskRules(false, false, true, false, false, true);

    /** Keras 3.10 and later (base_merge.py, {@code compute_mask}). */
    public static final MaskRules KERAS_3 = new MaskRules(true, true, true, true, true, false);

    /** Keras 3.4 to 3.9. */
    public static final MaskRules KERAS_3_4 = new MaskRules(true, true, true, true, false, false);

    /** Keras 3.0 to 3.3. */
    public static final MaskRules KERAS_3_0 = new MaskRules(true, true, true, false, false, false);

    static MaskRules of(Origin origin) {
        if (origin.generation() == Generation.KERAS_3) {
            boolean isOld = origin.version().matches("3\\.[0-3](\\..*)?");
            boolean isOlder = origin.version().matches("3\\.[4-9](\\..*)?");
            return isOld ? KERAS_3_0 : isOlder ? KERAS_3_4 : KERAS_3;
        }
        boolean inTensorflow =
                origin.version().endsWith("-tf") || origin.version().matches("2\\.([4-9]|\\d\\d).*");
        return inTensorflow ? TENSORFLOW : STANDALONE;
    }
}
