package io.github.kerasjvm.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Makes the last layer an {@code OutputLayer} with the loss of the file, so that DL4J can train the network further.
 * Only a dense layer that is the one output, with a loss that DL4J computes as Keras does; any other network predicts
 * the same without. What it predicts never changes.
 */
final class Losses {

    private Losses() {}

    static void attach(KerasModel model, Blueprint blueprint) {
        if (blueprint.outputs().size() != 1 || model.trainingConfig().isEmpty()) {
            return;
        }
        JsonNode training = Json.parse(model.file(), model.trainingConfig().get(), Limits.DEFAULT);
        String output = blueprint.outputs().get(0).node();
        for (Node node : blueprint.nodes()) {
            boolean isOutput = node.name().equals(output) && blueprint.uses(output) == 1;
            if (isOutput && node instanceof Node.OfLayer layer && layer.layer() instanceof DenseLayer dense) {
                loss(training.path("loss"), dense)
                        .ifPresent(loss -> blueprint.replace(
                                node,
                                new Node.OfLayer(
                                        layer.name(),
                                        last(dense, loss),
                                        layer.weights(),
                                        layer.inputs(),
                                        layer.shape())));
            }
        }
    }

    private static OutputLayer last(DenseLayer dense, ILossFunction loss) {
        OutputLayer layer = new OutputLayer.Builder(loss)
                .nIn(dense.getNIn())
                .nOut(dense.getNOut())
                .hasBias(dense.hasBias())
                .activation(dense.getActivationFn())
                .build();
        layer.setLayerName(dense.getLayerName());
        return layer;
    }

    /** A name, or the class of a loss with its arguments, of which only the defaults are taken. */
    private static Optional<ILossFunction> loss(JsonNode loss, DenseLayer dense) {
        JsonNode config = loss.path("config");
        boolean isPlain = !config.path("from_logits").asBoolean()
                && config.path("label_smoothing").asDouble() == 0;
        String name = loss.isTextual() ? loss.asText() : loss.path("class_name").asText();
        return isPlain ? named(name.replace("_", "").toLowerCase(Locale.ROOT), dense) : Optional.empty();
    }

    private static Optional<ILossFunction> named(String name, DenseLayer dense) {
        boolean isSoftmax = dense.getActivationFn() instanceof ActivationSoftmax;
        boolean isSigmoid = dense.getActivationFn() instanceof ActivationSigmoid;
        return Optional.ofNullable(
                switch (name) {
                    case "mse", "meansquarederror" -> new LossMSE();
                    case "mae", "meanabsoluteerror" -> new LossMAE();
                    case "mape", "meanabsolutepercentageerror" -> new LossMAPE();
                    case "msle", "meansquaredlogarithmicerror" -> new LossMSLE();
                    case "kld", "kldivergence", "kullbackleiblerdivergence" -> new LossKLD();
                    case "categoricalcrossentropy" -> isSoftmax ? new LossMCXENT() : null;
                    case "sparsecategoricalcrossentropy" -> isSoftmax ? new LossSparseMCXENT() : null;
                    case "binarycrossentropy" -> isSigmoid ? binary(dense.getNOut()) : null;
                    default -> null;
                });
    }

    /** DL4J adds up over the outputs where Keras takes the mean. */
    private static ILossFunction binary(long outputs) {
        if (outputs == 1) {
            return new LossBinaryXENT();
        }
        Nd4jLibrary.load();
        return new LossBinaryXENT(Nd4j.valueArrayOf(new long[] {1, outputs}, 1.0 / outputs));
    }
}
