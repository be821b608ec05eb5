package io.github.kerasjvm.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.activation.ELU;
import io.github.kerasjvm.layer.activation.LeakyReLU;
import io.github.kerasjvm.layer.activation.PReLU;
import io.github.kerasjvm.layer.activation.ParametricSoftplus;
import io.github.kerasjvm.layer.activation.ReLU;
import io.github.kerasjvm.layer.activation.SReLU;
import io.github.kerasjvm.layer.activation.SoftmaxLayer;
import io.github.kerasjvm.layer.activation.ThresholdedReLU;
import io.github.kerasjvm.layer.attention.AdditiveAttention;
import io.github.kerasjvm.layer.attention.Attention;
import io.github.kerasjvm.layer.attention.GroupedQueryAttention;
import io.github.kerasjvm.layer.attention.MultiHeadAttention;
import io.github.kerasjvm.layer.convolutional.Conv1D;
import io.github.kerasjvm.layer.convolutional.Conv1DTranspose;
import io.github.kerasjvm.layer.convolutional.Conv2D;
import io.github.kerasjvm.layer.convolutional.Conv2DTranspose;
import io.github.kerasjvm.layer.convolutional.Conv3D;
import io.github.kerasjvm.layer.convolutional.Conv3DTranspose;
import io.github.kerasjvm.layer.convolutional.Deconvolution2D;
import io.github.kerasjvm.layer.convolutional.DepthwiseConv1D;
import io.github.kerasjvm.layer.convolutional.DepthwiseConv2D;
import io.github.kerasjvm.layer.convolutional.LocallyConnected1D;
import io.github.kerasjvm.layer.convolutional.LocallyConnected2D;
import io.github.kerasjvm.layer.convolutional.SeparableConv1D;
import io.github.kerasjvm.layer.convolutional.SeparableConv2D;
import io.github.kerasjvm.layer.core.ActivationLayer;
import io.github.kerasjvm.layer.core.Dense;
import io.github.kerasjvm.layer.core.EinsumDense;
import io.github.kerasjvm.layer.core.Embedding;
import io.github.kerasjvm.layer.core.Highway;
import io.github.kerasjvm.layer.core.Identity;
import io.github.kerasjvm.layer.core.InputLayer;
import io.github.kerasjvm.layer.core.Masking;
import io.github.kerasjvm.layer.core.MaxoutDense;
import io.github.kerasjvm.layer.merging.Add;
import io.github.kerasjvm.layer.merging.Average;
import io.github.kerasjvm.layer.merging.Concatenate;
import io.github.kerasjvm.layer.merging.Dot;
import io.github.kerasjvm.layer.merging.Maximum;
import io.github.kerasjvm.layer.merging.Merge;
import io.github.kerasjvm.layer.merging.Minimum;
import io.github.kerasjvm.layer.merging.Multiply;
import io.github.kerasjvm.layer.merging.Subtract;
import io.github.kerasjvm.layer.normalization.BatchNormalization;
import io.github.kerasjvm.layer.normalization.GroupNormalization;
import io.github.kerasjvm.layer.normalization.LayerNormalization;
import io.github.kerasjvm.layer.normalization.RMSNormalization;
import io.github.kerasjvm.layer.normalization.SpectralNormalization;
import io.github.kerasjvm.layer.normalization.UnitNormalization;
import io.github.kerasjvm.layer.operation.TFOpLambda;
import io.github.kerasjvm.layer.operation.TensorFlowOpLayer;
import io.github.kerasjvm.layer.pooling.AdaptiveAveragePooling1D;
import io.github.kerasjvm.layer.pooling.AdaptiveAveragePooling2D;
import io.github.kerasjvm.layer.pooling.AdaptiveAveragePooling3D;
import io.github.kerasjvm.layer.pooling.AdaptiveMaxPooling1D;
import io.github.kerasjvm.layer.pooling.AdaptiveMaxPooling2D;
import io.github.kerasjvm.layer.pooling.AdaptiveMaxPooling3D;
import io.github.kerasjvm.layer.pooling.AveragePooling1D;
import io.github.kerasjvm.layer.pooling.AveragePooling2D;
import io.github.kerasjvm.layer.pooling.AveragePooling3D;
import io.github.kerasjvm.layer.pooling.GlobalAveragePooling1D;
import io.github.kerasjvm.layer.pooling.GlobalAveragePooling2D;
import io.github.kerasjvm.layer.pooling.GlobalAveragePooling3D;
import io.github.kerasjvm.layer.pooling.GlobalMaxPooling1D;
import io.github.kerasjvm.layer.pooling.GlobalMaxPooling2D;
import io.github.kerasjvm.layer.pooling.GlobalMaxPooling3D;
import io.github.kerasjvm.layer.pooling.MaxPooling1D;
import io.github.kerasjvm.layer.pooling.MaxPooling2D;
import io.github.kerasjvm.layer.pooling.MaxPooling3D;
import io.github.kerasjvm.layer.preprocessing.AugMix;
import io.github.kerasjvm.layer.preprocessing.AutoContrast;
import io.github.kerasjvm.layer.preprocessing.CategoryEncoding;
import io.github.kerasjvm.layer.preprocessing.CenterCrop;
import io.github.kerasjvm.layer.preprocessing.CutMix;
import io.github.kerasjvm.layer.preprocessing.Discretization;
import io.github.kerasjvm.layer.preprocessing.Equalization;
import io.github.kerasjvm.layer.preprocessing.IntegerLookup;
import io.github.kerasjvm.layer.preprocessing.MixUp;
import io.github.kerasjvm.layer.preprocessing.Normalization;
import io.github.kerasjvm.layer.preprocessing.RandAugment;
import io.github.kerasjvm.layer.preprocessing.RandomBrightness;
import io.github.kerasjvm.layer.preprocessing.RandomColorDegeneration;
import io.github.kerasjvm.layer.preprocessing.RandomColorJitter;
import io.github.kerasjvm.layer.preprocessing.RandomContrast;
import io.github.kerasjvm.layer.preprocessing.RandomCrop;
import io.github.kerasjvm.layer.preprocessing.RandomElasticTransform;
import io.github.kerasjvm.layer.preprocessing.RandomErasing;
import io.github.kerasjvm.layer.preprocessing.RandomFlip;
import io.github.kerasjvm.layer.preprocessing.RandomGaussianBlur;
import io.github.kerasjvm.layer.preprocessing.RandomGrayscale;
import io.github.kerasjvm.layer.preprocessing.RandomHeight;
import io.github.kerasjvm.layer.preprocessing.RandomHue;
import io.github.kerasjvm.layer.preprocessing.RandomInvert;
import io.github.kerasjvm.layer.preprocessing.RandomPerspective;
import io.github.kerasjvm.layer.preprocessing.RandomPosterization;
import io.github.kerasjvm.layer.preprocessing.RandomRotation;
import io.github.kerasjvm.layer.preprocessing.RandomSaturation;
import io.github.kerasjvm.layer.preprocessing.RandomSharpness;
import io.github.kerasjvm.layer.preprocessing.RandomShear;
import io.github.kerasjvm.layer.preprocessing.RandomTranslation;
import io.github.kerasjvm.layer.preprocessing.RandomWidth;
import io.github.kerasjvm.layer.preprocessing.RandomZoom;
import io.github.kerasjvm.layer.preprocessing.Rescaling;
import io.github.kerasjvm.layer.preprocessing.Resizing;
import io.github.kerasjvm.layer.preprocessing.Solarization;
import io.github.kerasjvm.layer.recurrent.Bidirectional;
import io.github.kerasjvm.layer.recurrent.ConvLSTM1D;
import io.github.kerasjvm.layer.recurrent.ConvLSTM2D;
import io.github.kerasjvm.layer.recurrent.ConvLSTM3D;
import io.github.kerasjvm.layer.recurrent.CuDNNGRU;
import io.github.kerasjvm.layer.recurrent.CuDNNLSTM;
import io.github.kerasjvm.layer.recurrent.GRU;
import io.github.kerasjvm.layer.recurrent.GRUCell;
import io.github.kerasjvm.layer.recurrent.LSTM;
import io.github.kerasjvm.layer.recurrent.LSTMCell;
import io.github.kerasjvm.layer.recurrent.RNN;
import io.github.kerasjvm.layer.recurrent.SimpleRNN;
import io.github.kerasjvm.layer.recurrent.SimpleRNNCell;
import io.github.kerasjvm.layer.recurrent.StackedRNNCells;
import io.github.kerasjvm.layer.recurrent.TimeDistributed;
import io.github.kerasjvm.layer.regularization.ActivityRegularization;
import io.github.kerasjvm.layer.regularization.AlphaDropout;
import io.github.kerasjvm.layer.regularization.Dropout;
import io.github.kerasjvm.layer.regularization.GaussianDropout;
import io.github.kerasjvm.layer.regularization.GaussianNoise;
import io.github.kerasjvm.layer.regularization.SpatialDropout1D;
import io.github.kerasjvm.layer.regularization.SpatialDropout2D;
import io.github.kerasjvm.layer.regularization.SpatialDropout3D;
import io.github.kerasjvm.layer.reshaping.Cropping1D;
import io.github.kerasjvm.layer.reshaping.Cropping2D;
import io.github.kerasjvm.layer.reshaping.Cropping3D;
import io.github.kerasjvm.layer.reshaping.Flatten;
import io.github.kerasjvm.layer.reshaping.Permute;
import io.github.kerasjvm.layer.reshaping.RepeatVector;
import io.github.kerasjvm.layer.reshaping.Reshape;
import io.github.kerasjvm.layer.reshaping.UpSampling1D;
import io.github.kerasjvm.layer.reshaping.UpSampling2D;
import io.github.kerasjvm.layer.reshaping.UpSampling3D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding1D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding2D;
import io.github.kerasjvm.layer.reshaping.ZeroPadding3D;
import io.github.kerasjvm.problem.Code;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of layers that are known to one import: those of Keras, and those that the caller adds. Immutable. */
public final class Layers {

    /** The layers of Keras, alphabetically. */
    public static final List<Kind<?>> OF_KERAS = List.of(
            ActivationLayer.KIND,
            ActivityRegularization.KIND,
            AdaptiveAveragePooling1D.KIND,
            AdaptiveAveragePooling2D.KIND,
            AdaptiveAveragePooling3D.KIND,
            AdaptiveMaxPooling1D.KIND,
            AdaptiveMaxPooling2D.KIND,
            AdaptiveMaxPooling3D.KIND,
            Add.KIND,
            AdditiveAttention.KIND,
            AlphaDropout.KIND,
            Attention.KIND,
            AugMix.KIND,
            AutoContrast.KIND,
            Average.KIND,
            AveragePooling1D.KIND,
            AveragePooling2D.KIND,
            AveragePooling3D.KIND,
            BatchNormalization.KIND,
            Bidirectional.KIND,
            CategoryEncoding.KIND,
            CenterCrop.KIND,
            Concatenate.KIND,
            Conv1D.KIND,
            Conv1DTranspose.KIND,
            Conv2D.KIND,
            Conv2DTranspose.KIND,
            Conv3D.KIND,
            Conv3DTranspose.KIND,
            ConvLSTM1D.KIND,
            ConvLSTM2D.KIND,
            ConvLSTM3D.KIND,
            Cropping1D.KIND,
            Cropping2D.KIND,
            Cropping3D.KIND,
            CuDNNGRU.KIND,
            CuDNNLSTM.KIND,
            CutMix.KIND,
            Deconvolution2D.KIND,
            Dense.KIND,
            DepthwiseConv1D.KIND,
            DepthwiseConv2D.KIND,
            Discretization.KIND,
            Dot.KIND,
            Dropout.KIND,
            EinsumDense.KIND,
            ELU.KIND,
            Embedding.KIND,
            Equalization.KIND,
            Flatten.KIND,
            GaussianDropout.KIND,
            GaussianNoise.KIND,
            GlobalAveragePooling1D.KIND,
            GlobalAveragePooling2D.KIND,
            GlobalAveragePooling3D.KIND,
            GlobalMaxPooling1D.KIND,
            GlobalMaxPooling2D.KIND,
            GlobalMaxPooling3D.KIND,
            GroupedQueryAttention.KIND,
            GroupNormalization.KIND,
            GRU.KIND,
            GRUCell.KIND,
            Highway.KIND,
            Identity.KIND,
            InputLayer.KIND,
            IntegerLookup.KIND,
            LayerNormalization.KIND,
            LeakyReLU.KIND,
            LocallyConnected1D.KIND,
            LocallyConnected2D.KIND,
            LSTM.KIND,
            LSTMCell.KIND,
            Masking.KIND,
            Maximum.KIND,
            MaxoutDense.KIND,
            MaxPooling1D.KIND,
            MaxPooling2D.KIND,
            MaxPooling3D.KIND,
            Merge.KIND,
            Minimum.KIND,
            MixUp.KIND,
            MultiHeadAttention.KIND,
            Multiply.KIND,
            Normalization.KIND,
            ParametricSoftplus.KIND,
            Permute.KIND,
            PReLU.KIND,
            RandAugment.KIND,
            RandomBrightness.KIND,
            RandomColorDegeneration.KIND,
            RandomColorJitter.KIND,
            RandomContrast.KIND,
            RandomCrop.KIND,
            RandomElasticTransform.KIND,
            RandomErasing.KIND,
            RandomFlip.KIND,
            RandomGaussianBlur.KIND,
            RandomGrayscale.KIND,
            RandomHeight.KIND,
            RandomHue.KIND,
            RandomInvert.KIND,
            RandomPerspective.KIND,
            RandomPosterization.KIND,
            RandomRotation.KIND,
            RandomSaturation.KIND,
            RandomSharpness.KIND,
            RandomShear.KIND,
            RandomTranslation.KIND,
            RandomWidth.KIND,
            RandomZoom.KIND,
            ReLU.KIND,
            RepeatVector.KIND,
            Rescaling.KIND,
            Reshape.KIND,
            Resizing.KIND,
            RMSNormalization.KIND,
            RNN.KIND,
            SeparableConv1D.KIND,
            SeparableConv2D.KIND,
            SimpleRNN.KIND,
            SimpleRNNCell.KIND,
            SoftmaxLayer.KIND,
            Solarization.KIND,
            SpatialDropout1D.KIND,
            SpatialDropout2D.KIND,
            SpatialDropout3D.KIND,
            SpectralNormalization.KIND,
            SReLU.KIND,
            StackedRNNCells.KIND,
            Subtract.KIND,
            TensorFlowOpLayer.KIND,
            TFOpLambda.KIND,
            ThresholdedReLU.KIND,
            TimeDistributed.KIND,
            UnitNormalization.KIND,
            UpSampling1D.KIND,
            UpSampling2D.KIND,
            UpSampling3D.KIND,
            ZeroPadding1D.KIND,
            ZeroPadding2D.KIND,
            ZeroPadding3D.KIND);

    /** Layers whose configuration holds Python code. */
    private static final List<String> WITH_CODE =
            List.of("Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer");

    /** Layers that cannot run here, and why. */
    private static final Map<String, String> IMPOSSIBLE = Map.of(
            "StringLookup", "takes or gives strings; arrays hold numbers here",
            "TextVectorization", "takes strings; arrays hold numbers here",
            "Hashing", "hashes strings, or numbers as they are written; no operation here does",
            "HashedCrossing", "hashes strings, or numbers as they are written; no operation here does");

    private final Map<String, Kind<?>> byClassName = new HashMap<>();

    private Layers(Collection<Kind<?>> added) {
        OF_KERAS.forEach(this::put);
        added.forEach(this::put);
    }

    private void put(Kind<?> kind) {
        kind.classNames().forEach(name -> byClassName.put(name, kind));
    }

    /**
     * The layers of Keras and some of the caller, which come before those of Keras under the same class name.
     *
     * @param added the caller's kinds
     * @return the layers
     */
    public static Layers with(Collection<Kind<?>> added) {
        return new Layers(added);
    }

    /**
     * Makes a layer that is an argument of another.
     *
     * @param entry the object with {@code class_name} and {@code config}
     * @param args the configuration; takes what is wrong with it
     * @return the layer; empty if a problem was found
     */
    public Optional<Layer> read(JsonNode entry, Args args) {
        return read(entry.path("class_name").asText(), args);
    }

    /**
     * Makes a layer.
     *
     * @param className its class in the file
     * @param args its arguments; takes what is wrong with them
     * @return the layer; empty if a problem was found
     */
    public Optional<Layer> read(String className, Args args) {
        Kind<?> kind = find(className);
        if (kind == null) {
            reportUnknown(className, args);
            return Optional.empty();
        }
        int before = args.problemCount();
        Layer layer = kind.read(args);
        return args.problemCount() == before ? Optional.of(layer) : Optional.empty();
    }

    /**
     * The kind of layer of a class.
     *
     * @param className the class in a file
     * @return the kind; empty if none is known
     */
    public Optional<Kind<?>> kind(String className) {
        return Optional.ofNullable(find(className));
    }

    private Kind<?> find(String className) {
        return byClassName.get(className.replaceFirst("^.*>", ""));
    }

    /**
     * Whether a layer may stand in a graph with {@code training=True}.
     *
     * @param className its class in the file
     * @return true if that changes nothing
     */
    public boolean isTrainingIgnored(String className) {
        Kind<?> kind = find(className);
        return kind != null && kind.isTrainingIgnored();
    }

    private void reportUnknown(String className, Args args) {
        if (WITH_CODE.contains(className)) {
            args.reportLayer(
                    Code.CODE,
                    "holds Python code, which is never run here",
                    "Give a Java layer for it: Import.layer(…), or --layers JAR");
            return;
        }
        if (IMPOSSIBLE.containsKey(className)) {
            args.reportLayer(
                    Code.LAYER_UNKNOWN,
                    IMPOSSIBLE.get(className),
                    "Save the model without it and give it the numbers, or give a Java layer for it: Import.layer(…)");
            return;
        }
        String meant = Words.nearest(className, new ArrayList<>(byClassName.keySet()));
        args.reportLayer(
                Code.LAYER_UNKNOWN,
                "is a layer that is not known here",
                (meant.isEmpty() ? "" : "Did you mean " + meant + "? ")
                        + "A class of your own needs a Java layer: Import.layer(…), or --layers JAR");
    }
}
