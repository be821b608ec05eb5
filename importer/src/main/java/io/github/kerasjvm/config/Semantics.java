package io.github.kerasjvm.config;

/**
 * What the words of a file mean where the generations and backends of Keras differ.
 *
 * @param hardSigmoidSlope the slope of {@code hard_sigmoid}: 0.2 in Keras 1 and 2, 1/6 in Keras 3
 * @param flippedKernels whether convolution kernels are stored for a true convolution, as under Theano
 * @param theanoAlignment whether {@code same} padding is placed as Theano places it
 * @param kernelsOfKeras1 whether kernels are stored as in Keras 1: those of channels-first layers
 *     {@code [out, in, spatial…]}, those over one axis as those of an image of width 1
 * @param masks what becomes of masks
 * @param resetAfter whether a GRU whose file does not say applies the reset gate behind the matrix product
 * @param imageScaling where the positions of a scaled image lie in the original
 * @param storedTraining whether {@code training} in a stored call holds at inference; in Keras 3 what the model is called
 *     with takes its place
 * @param statistics what BatchNormalization does in training
 * @param biases along which axis a bias of several axes is added
 * @param randomCrop what {@code RandomCrop} does at inference
 * @param randomImages what layers that change images at random draw in training
 * @param recurrentDropout what recurrent layers drop in training
 * @param leastLength what {@code SpectralNormalization} divides vectors by that are shorter: 1e-7 in Keras 3, 1e-6 in tf.keras
 */
public record Semantics(
        double hardSigmoidSlope,
        boolean flippedKernels,
        boolean theanoAlignment,
        boolean kernelsOfKeras1,
        MaskRules masks,
        boolean resetAfter,
        ImageScaling imageScaling,
        boolean storedTraining,
        BatchStatistics statistics,
        BiasRule biases,
        RandomCropRule randomCrop,
        RandomImageRule randomImages,
        RecurrentDropoutRule recurrentDropout,
        double leastLength) {

    /** What Keras 3 on TensorFlow means. */
    public static final Semantics KERAS_3 = new Semantics(
            1.0 / 6,
            false,
            false,
            false,
            MaskRules.KERAS_3,
            true,
            ImageScaling.CENTRES_BY_TABLE,
            false,
            BatchStatistics.KERAS_3,
            BiasRule.AXIS_OF_ITS_SIZE,
            RandomCropRule.KEEPS,
            RandomImageRule.BY_IMAGE,
            RecurrentDropoutRule.KERAS_3,
            1e-7);

    /** What Keras 2 on TensorFlow means. */
    public static final Semantics KERAS_2 = new Semantics(
            0.2,
            false,
            false,
            false,
            MaskRules.TENSORFLOW,
            false,
            ImageScaling.CENTRES_BY_TABLE,
            true,
            BatchStatistics.TENSORFLOW,
            BiasRule.OWN_AXIS,
            RandomCropRule.RESIZES,
            RandomImageRule.BY_OPERATION,
            RecurrentDropoutRule.UNKNOWN,
            1e-6);

    /**
     * The semantics of a file.
     *
     * @param origin who wrote it
     * @return what its words mean
     */
    public static Semantics of(Origin origin) {
        boolean theano = origin.backend().equals("theano");
        MaskRules masks = MaskRules.of(origin);
        ImageScaling scaling = ImageScaling.of(origin);
        BatchStatistics statistics = BatchStatistics.of(origin);
        BiasRule biases = BiasRule.of(origin);
        RandomCropRule crop = RandomCropRule.of(origin);
        RandomImageRule images = RandomImageRule.of(origin);
        RecurrentDropoutRule drop = RecurrentDropoutRule.of(origin);
        boolean isKeras3 = origin.generation() == Generation.KERAS_3;
        return new Semantics(
                isKeras3 ? 1.0 / 6 : 0.2,
                theano && !isKeras3,
                theano && !isKeras3,
                origin.generation() == Generation.KERAS_1,
                masks,
                isKeras3,
                scaling,
                !isKeras3,
                statistics,
                biases,
                crop,
                images,
                drop,
                isKeras3 ? 1e-7 : 1e-6);
    }
}
