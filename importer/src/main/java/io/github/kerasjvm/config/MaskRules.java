package io.github.kerasjvm.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of masks where the generations of Keras differ.
 *
 * @param joinedByOr whether layers that join inputs count a step if any input does, and drop the mask if one has none; else
 *     all inputs that have a mask have to count it
 * @param keptByPreprocessing whether {@code Rescaling} and {@code Normalization} hand a mask on
 * @param bidirectionalGivesZeros whether {@code Bidirectional} gives zeros for masked steps instead of the last output
 * @param mergesPassOver whether masked elements take no part in {@code Multiply}, {@code Maximum} and {@code Minimum}:
 *     Keras 3.4 and later
 * @param attentionTakesAway whether {@code MultiHeadAttention} takes the masks off its inputs, so that what reads them
 *     afterwards finds none: Keras 3.8 and later
 * @param softmaxGivesZeros whether a softmax over nothing but masked elements gives zeros, not equal shares: Keras
 *     3.10 and later
 * @param innerSeen whether {@code TimeDistributed} asks its inner layer for a mask
 */
public record MaskRules(
        boolean joinedByOr,
        boolean keptByPreprocessing,
        boolean bidirectionalGivesZeros,
        boolean mergesPassOver,
        boolean attentionTakesAway,
        boolean softmaxGivesZeros,
        boolean innerSeen) {

    /** Keras 1, and Keras 2 on its own (keras/layers/wrappers.py, merge.py of 2.3.1). */
    public static final MaskRules STANDALONE = new MaskRules(false, false, false, false, false, false, true);

    /** Keras inside TensorFlow 1 and 2, and tf_keras (bidirectional.py, {@code force_zero_output_for_mask}). */
    public static final MaskRules TENSORFLOW = new MaskRules(false, false, true, false, false, false, true);

    /** Keras 3 as it is now (base_merge.py, {@code compute_mask}). */
    public static final MaskRules KERAS_3 = ofKeras3(Integer.MAX_VALUE);

    static MaskRules of(Origin origin) {
        if (origin.generation() == Generation.KERAS_3) {
            Matcher version = Pattern.compile("3\\.(\\d{1,4})(\\..*)?").matcher(origin.version());
            return version.matches() ? ofKeras3(Integer.parseInt(version.group(1))) : KERAS_3;
        }
        boolean inTensorflow =
                origin.version().endsWith("-tf") || origin.version().matches("2\\.([4-9]|\\d\\d).*");
        return inTensorflow ? TENSORFLOW : STANDALONE;
    }

    /** The rules of a release 3.x. */
    private static MaskRules ofKeras3(int minor) {
        return new MaskRules(true, true, true, minor >= 4, minor >= 8, minor >= 10, false);
    }
}
