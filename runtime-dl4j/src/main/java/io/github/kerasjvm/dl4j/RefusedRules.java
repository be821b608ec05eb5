package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.activation.ParametricSoftplus;
import io.github.kerasjvm.layer.activation.SReLU;
import io.github.kerasjvm.layer.attention.AdditiveAttention;
import io.github.kerasjvm.layer.attention.Attention;
import io.github.kerasjvm.layer.attention.GroupedQueryAttention;
import io.github.kerasjvm.layer.attention.MultiHeadAttention;
import io.github.kerasjvm.layer.convolutional.Conv3DTranspose;
import io.github.kerasjvm.layer.convolutional.LocallyConnected1D;
import io.github.kerasjvm.layer.convolutional.LocallyConnected2D;
import io.github.kerasjvm.layer.core.EinsumDense;
import io.github.kerasjvm.layer.merging.Dot;
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
import io.github.kerasjvm.layer.preprocessing.AutoContrast;
import io.github.kerasjvm.layer.preprocessing.CategoryEncoding;
import io.github.kerasjvm.layer.preprocessing.Discretization;
import io.github.kerasjvm.layer.preprocessing.IntegerLookup;
import io.github.kerasjvm.layer.recurrent.ConvLSTM1D;
import io.github.kerasjvm.layer.recurrent.ConvLSTM2D;
import io.github.kerasjvm.layer.recurrent.ConvLSTM3D;
import io.github.kerasjvm.layer.recurrent.CuDNNGRU;
import io.github.kerasjvm.layer.recurrent.GRU;
import io.github.kerasjvm.layer.recurrent.GRUCell;
import io.github.kerasjvm.layer.recurrent.LSTMCell;
import io.github.kerasjvm.layer.recurrent.SimpleRNNCell;
import io.github.kerasjvm.layer.recurrent.StackedRNNCells;
import java.util.List;

/** The layers that plain DL4J cannot express, each with the reason. */
final class RefusedRules {

    /** Why an operation in place of a layer is refused. */
    static final String OPERATION = "is an operation in place of a layer; an archive of DL4J holds layers";

    private static final String WINDOWS = "pools windows of different sizes; those of DL4J have one size";
    private static final String ATTENTION =
            "weighs steps by attention; DL4J's attention layers have other arrays and" + " scale otherwise";
    private static final String DATA = "stretches each image by its own values, which no layer of DL4J does";
    private static final String TOKENS = "turns numbers into tokens, which DL4J leaves to the preparation of data";
    private static final String STATISTICS = "normalises each row by its own statistics, which no layer of DL4J does";

    static final List<Rule<?>> ALL = List.of(
            refused(AdaptiveAveragePooling1D.KIND, AdaptiveAveragePooling1D.class, WINDOWS),
            refused(AdaptiveAveragePooling2D.KIND, AdaptiveAveragePooling2D.class, WINDOWS),
            refused(AdaptiveAveragePooling3D.KIND, AdaptiveAveragePooling3D.class, WINDOWS),
            refused(AdaptiveMaxPooling1D.KIND, AdaptiveMaxPooling1D.class, WINDOWS),
            refused(AdaptiveMaxPooling2D.KIND, AdaptiveMaxPooling2D.class, WINDOWS),
            refused(AdaptiveMaxPooling3D.KIND, AdaptiveMaxPooling3D.class, WINDOWS),
            refused(AdditiveAttention.KIND, AdditiveAttention.class, ATTENTION),
            refused(Attention.KIND, Attention.class, ATTENTION),
            refused(AutoContrast.KIND, AutoContrast.class, DATA),
            refused(CategoryEncoding.KIND, CategoryEncoding.class, TOKENS),
            refused(
                    Conv3DTranspose.KIND,
                    Conv3DTranspose.class,
                    "is no layer of DL4J whose padding and kernels are known to be Keras's"),
            refused(ConvLSTM1D.KIND, ConvLSTM1D.class, "is a recurrence of convolutions, which DL4J does not have"),
            refused(ConvLSTM2D.KIND, ConvLSTM2D.class, "is a recurrence of convolutions, which DL4J does not have"),
            refused(ConvLSTM3D.KIND, ConvLSTM3D.class, "is a recurrence of convolutions, which DL4J does not have"),
            refused(CuDNNGRU.KIND, CuDNNGRU.class, "is a gated recurrent unit, which DL4J does not have"),
            refused(Discretization.KIND, Discretization.class, TOKENS),
            refused(Dot.KIND, Dot.class, "multiplies two inputs as matrices; DL4J's vertices join elements one by one"),
            refused(
                    EinsumDense.KIND,
                    EinsumDense.class,
                    "multiplies along any axes; a dense layer of DL4J multiplies the last one"),
            refused(GroupNormalization.KIND, GroupNormalization.class, STATISTICS),
            refused(GroupedQueryAttention.KIND, GroupedQueryAttention.class, ATTENTION),
            refused(GRU.KIND, GRU.class, "is a gated recurrent unit, which DL4J does not have"),
            refused(GRUCell.KIND, GRUCell.class, "is a cell; it is exported, if at all, inside RNN"),
            refused(IntegerLookup.KIND, IntegerLookup.class, TOKENS),
            refused(LayerNormalization.KIND, LayerNormalization.class, STATISTICS),
            refused(
                    LocallyConnected1D.KIND,
                    LocallyConnected1D.class,
                    "has a bias for each position; DL4J's has one for all"),
            refused(
                    LocallyConnected2D.KIND,
                    LocallyConnected2D.class,
                    "has a bias for each position; DL4J's has one for all"),
            refused(LSTMCell.KIND, LSTMCell.class, "is a cell; it is exported, if at all, inside RNN"),
            refused(MultiHeadAttention.KIND, MultiHeadAttention.class, ATTENTION),
            refused(
                    ParametricSoftplus.KIND,
                    ParametricSoftplus.class,
                    "is an activation with arrays that DL4J does not have"),
            refused(RMSNormalization.KIND, RMSNormalization.class, STATISTICS),
            refused(SimpleRNNCell.KIND, SimpleRNNCell.class, "is a cell; it is exported, if at all, inside RNN"),
            refused(
                    SpectralNormalization.KIND,
                    SpectralNormalization.class,
                    "is a layer around another, which DL4J does not have"),
            refused(SReLU.KIND, SReLU.class, "is an activation with arrays that DL4J does not have"),
            refused(StackedRNNCells.KIND, StackedRNNCells.class, "is a cell; it is exported, if at all, inside RNN"),
            refused(TensorFlowOpLayer.KIND, TensorFlowOpLayer.class, OPERATION),
            refused(TFOpLambda.KIND, TFOpLambda.class, OPERATION),
            refused(
                    UnitNormalization.KIND,
                    UnitNormalization.class,
                    "keeps short vectors short; DL4J's L2NormalizeVertex does it otherwise"));

    private RefusedRules() {}

    private static <L extends Layer> Rule<L> refused(Kind<L> kind, Class<L> type, String reason) {
        return new Rule<>(
                kind.className(),
                type,
                Dl4jSupport.Level.REFUSED,
                reason,
                true,
                (layer, call) -> call.refuse("", reason));
    }
}
