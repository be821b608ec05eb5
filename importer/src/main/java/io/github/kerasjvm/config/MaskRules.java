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
 * @param softmaxGivesZeros whether a softmax over nothing but masked elements gives zeros, not equal shares: after Keras 3.9
 * @param innerSeen whether {@code TimeDistributed} asks its inner layer for a mask
 * @param takenByHeads whether {@code MultiHeadAttention} takes the masks away from the tensors that it is called with, so that
 *     what runs after it sees none: Keras 3.8 and later (multi_head_attention.py, {@code call})
 */
public record MaskRules(
        boolean joinedByOr,
        boolean keptByPreprocessing,
        boolean bidirectionalGivesZeros,
        boolean mergesPassOver,
        boolean softmaxGivesZeros,
        boolean innerSeen,
        boolean takenByHeads) {

    /** Keras 1, and Keras 2 on its own (keras/layers/wrappers.py, merge.py of 2.3.1). */
    public static final MaskRules STANDALONE = new MaskRules(false, false, false, false, false, true, false);

    /** Keras inside TensorFlow 1 and 2, and tf_keras (bidirectional.py, {@code force_zero_output_for_mask}). */
    public static final MaskRules TENSORFLOW = new MaskRules(false, false, true, false, false, true, false);

    /** The newest Keras 3 (base_merge.py, {@code compute_mask}). */
    public static final MaskRules KERAS_3 = keras3(Integer.MAX_VALUE);

    private static final Pattern RELEASE_OF_KERAS_3 = Pattern.compile("3\\.(\\d{1,4}).*");

    static MaskRules of(Origin origin) {
        if (origin.generation() == Generation.KERAS_3) {
            Matcher release = RELEASE_OF_KERAS_3.matcher(origin.version());
            return release.matches() ? keras3(Integer.parseInt(release.group(1))) : KERAS_3;
        }
        boolean inTensorflow =
                origin.version().endsWith("-tf") || origin.version().matches("2\\.([4-9]|\\d\\d).*");
        return inTensorflow ? TENSORFLOW : STANDALONE;
    }

    private static MaskRules keras3(int release) {
        return new MaskRules(true, true, true, release >= 4, release >= 10, false, release >= 8);
    }
}
