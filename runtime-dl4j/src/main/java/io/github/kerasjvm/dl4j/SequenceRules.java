package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.core.Embedding;
import io.github.kerasjvm.layer.core.Masking;
import io.github.kerasjvm.layer.recurrent.TimeDistributed;
import io.github.kerasjvm.layer.reshaping.RepeatVector;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;

/** Rules for what makes sequences and works on their steps. */
final class SequenceRules {

    static final List<Rule<?>> ALL = List.of(
            Rule.conditional(
                    Embedding.KIND,
                    Embedding.class,
                    "Of indices that the embedding has. With mask_zero, where no layer behind uses the mask.",
                    SequenceRules::embedding),
            Rule.conditional(
                    Masking.KIND,
                    Masking.class,
                    "Left out with mask_value 0, where no layer behind uses the mask.",
                    (layer, call) -> layer.maskValue() == 0
                            ? call.in()
                            : call.refuse(
                                    "mask_value",
                                    "is " + layer.maskValue() + "; DL4J has no layer that sets such steps to zero")),
            Rule.exact(RepeatVector.KIND, RepeatVector.class, SequenceRules::repeat),
            Rule.conditional(
                    TimeDistributed.KIND,
                    TimeDistributed.class,
                    "Around a layer that DL4J can express, under its conditions; not around a model.",
                    SequenceRules::onSteps));

    private SequenceRules() {}

    /** DL4J embeds {@code [batch, steps]}; further axes join the steps for its time. */
    private static Flow embedding(Embedding embedding, LayerCall call) {
        Shape in = call.in().shape();
        int steps = Math.toIntExact(in.elementsFrom(1));
        call.takesIndices(embedding.inputDim());
        EmbeddingSequenceLayer layer = new EmbeddingSequenceLayer.Builder()
                .nIn(embedding.inputDim())
                .nOut(embedding.outputDim())
                .hasBias(false)
                .inputLength(steps)
                .inferInputLength(false)
                .outputDataFormat(RNNFormat.NWC)
                .build();
        Flow flat = call.reshape("-flat", call.in(), Shape.of(Shape.ANY, steps));
        Shape sequence = Shape.of(Shape.ANY, steps, embedding.outputDim());
        Flow y = call.layer(layer, Map.of("W", call.weight("embeddings")), flat, sequence);
        return call.reshape("-shape", y, call.output());
    }

    private static Flow repeat(RepeatVector repeat, LayerCall call) {
        var layer = new org.deeplearning4j.nn.conf.layers.misc.RepeatVector.Builder<>()
                .repetitionFactor(repeat.n())
                .dataFormat(RNNFormat.NWC)
                .build();
        return call.layer(layer, call.in(), call.output());
    }

    /** The steps join the batch for the time of the inner layer, to which each is a row. */
    private static Flow onSteps(TimeDistributed layer, LayerCall call) {
        Layer inner = layer.inner();
        Optional<Rule<?>> rule = Rules.STANDARD.of(inner);
        if (rule.isEmpty()) {
            return call.refuse("layer", Rules.NO_RULE);
        }
        Flow rows = call.reshape("-rows", call.in(), call.in().shape().from(2).after(Shape.ANY));
        List<Shape> shapes = inner.outputs(List.of(rows.shape()), Problems.none());
        Flow y = rule.get().apply(inner, call.onSteps(rows, shapes.get(0)));
        return y.order().isPresent()
                ? call.refuse("layer", "gives features in an order that only a Dense layer can make up for")
                : call.reshape("-apart", y, call.output());
    }
}
