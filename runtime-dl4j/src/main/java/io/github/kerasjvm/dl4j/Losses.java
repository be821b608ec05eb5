package io.github.kerasjvm.dl4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.loss.BinaryCrossentropy;
import io.github.kerasjvm.loss.CategoricalCrossentropy;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.CosineSimilarity;
import io.github.kerasjvm.loss.KullbackLeiblerDivergence;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.loss.LossRules;
import io.github.kerasjvm.loss.MeanAbsoluteError;
import io.github.kerasjvm.loss.MeanAbsolutePercentageError;
import io.github.kerasjvm.loss.MeanSquaredError;
import io.github.kerasjvm.loss.MeanSquaredLogarithmicError;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.loss.Reduction;
import io.github.kerasjvm.loss.SparseCategoricalCrossentropy;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossCosineProximity;
import org.nd4j.linalg.lossfunctions.impl.LossKLD;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMAPE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossMSLE;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * Makes the layers that give the outputs of a model layers with the loss of the file, so that DL4J can train the network
 * further: an {@code OutputLayer} of a dense layer, else a {@code LossLayer}. What is predicted never
 * changes. What DL4J computes otherwise than Keras is said (DL4J 1.0.0-M2.1, {@code org.nd4j.linalg.lossfunctions.impl}).
 */
final class Losses {

    /** Where Keras holds probabilities, and DL4J with these losses. */
    private static final double CLIP = 1e-7;

    /** The smallest float32 in full precision: only a probability of 0 is changed, which else gives no number. */
    private static final double NO_CLIP = 1.2e-38;

    /** Which losses are carried, for the documentation. */
    static final List<Dl4jSupport> SUPPORT = List.of(
            exact("mean_squared_error", ""),
            exact("mean_absolute_error", "With a loss weight of 1."),
            exact(
                    "categorical_crossentropy, sparse_categorical_crossentropy",
                    "Behind a softmax. Where Keras takes the logits (TensorFlow, from Keras 2.3 on), the steps are the same; the"
                            + " score that DL4J reports is at most 87 for a row. Elsewhere both hold probabilities above 1e-7,"
                            + " but DL4J's gradient goes on below: a warning says so."),
            conditional(
                    "binary_crossentropy",
                    "Behind a sigmoid. DL4J holds probabilities within 1e-7 and 1 - 1e-7, with a gradient of its own beyond:"
                            + " a warning says so."),
            conditional("mean_absolute_percentage_error", "A warning: no number for a label of 0."),
            conditional("mean_squared_logarithmic_error", "A warning: other numbers below 0."),
            conditional("kl_divergence", "A warning: DL4J holds both sides above 1e-5, Keras above 1e-7."),
            conditional(
                    "cosine_similarity", "Of Keras 2.1 and later. A warning: other numbers for vectors below 1e-5."),
            refused("hinge, squared_hinge, poisson", "DL4J adds up over the outputs where Keras takes the mean."),
            refused(
                    "any other, label_smoothing, from_logits, the reduction sum",
                    "DL4J has no such loss, or it would change what is predicted."));

    /** What DL4J has for a loss. */
    private sealed interface Choice {
        /**
         * A loss.
         *
         * @param caveat in which numbers it differs; empty if in none
         */
        record Found(ILossFunction function, String caveat) implements Choice {}

        /** Nothing. */
        record None(String why) implements Choice {}
    }

    private final LossRules rules;
    private final TrainingNotes notes;

    private Losses(LossRules rules, TrainingNotes notes) {
        this.rules = rules;
        this.notes = notes;
    }

    private static Dl4jSupport exact(String name, String note) {
        return new Dl4jSupport(name, Dl4jSupport.Level.EXACT, note);
    }

    private static Dl4jSupport conditional(String name, String note) {
        return new Dl4jSupport(name, Dl4jSupport.Level.CONDITIONAL, note);
    }

    private static Dl4jSupport refused(String name, String note) {
        return new Dl4jSupport(name, Dl4jSupport.Level.REFUSED, note);
    }

    /**
     * Attaches the losses of a model, where it has them.
     *
     * @param notes told what is left out, and what DL4J computes otherwise
     */
    static void attach(KerasModel model, Blueprint blueprint, TrainingNotes notes) {
        if (model.trainingConfig().isEmpty()) {
            return;
        }
        JsonNode training = Json.parse(model.file(), model.trainingConfig().get(), Limits.DEFAULT);
        LossRules rules = LossRules.of(model.origin());
        List<String> names = model.outputs().stream().map(KerasModel.Port::name).toList();
        CompiledLosses losses = LossReader.read(training, names, rules);
        losses.notes().forEach(note -> notes.differ("", "loss", note + "; it is left out"));
        Losses all = new Losses(rules, notes);
        for (int i = 0; i < names.size(); i++) {
            Optional<OutputLoss> loss = losses.outputs().get(i);
            if (loss.isPresent()) {
                all.attach(blueprint, blueprint.outputs().get(i), names.get(i), loss.get());
            } else if (losses.notes().isEmpty()) {
                notes.differ(names.get(i), "loss", "is none; DL4J trains no network without one for every output");
            }
        }
    }

    private void attach(Blueprint blueprint, Flow output, String name, OutputLoss loss) {
        Optional<Node> giver = blueprint.nodes().stream()
                .filter(node -> node.name().equals(output.node()) && blueprint.uses(output.node()) == 1)
                .findFirst();
        if (giver.isEmpty() || output.shape().rank() != 2) {
            notes.differ(
                    name,
                    "loss",
                    loss.loss().name() + " is left out: it is not of rows with one axis of features, of"
                            + " which alone DL4J takes the mean as Keras does");
            return;
        }
        IActivation activation = activation(giver.get());
        Choice choice = choose(loss, activation, output.shape().last());
        if (choice instanceof Choice.None none) {
            notes.differ(name, "loss", loss.loss().name() + " is left out: " + none.why());
        } else if (choice instanceof Choice.Found found) {
            if (!found.caveat().isEmpty()) {
                notes.tell(name, "loss", loss.loss().name() + ": " + found.caveat());
            }
            attach(blueprint, giver.get(), activation, output, found.function());
        }
    }

    private static IActivation activation(Node node) {
        if (node instanceof Node.OfLayer layer && layer.layer() instanceof DenseLayer dense) {
            return dense.getActivationFn();
        }
        return node instanceof Node.OfLayer layer && layer.layer() instanceof ActivationLayer alone
                ? alone.getActivationFn()
                : new ActivationIdentity();
    }

    /**
     * A dense layer takes the loss into itself, and so does a softmax with its cross-entropy. Behind anything else comes a
     * layer for the loss alone: with an activation in it, DL4J computes the score from what its gradient has overwritten.
     */
    private static void attach(
            Blueprint blueprint, Node giver, IActivation activation, Flow output, ILossFunction loss) {
        if (giver instanceof Node.OfLayer layer && layer.layer() instanceof DenseLayer dense) {
            OutputLayer last = new OutputLayer.Builder(loss)
                    .nIn(dense.getNIn())
                    .nOut(dense.getNOut())
                    .hasBias(dense.hasBias())
                    .activation(activation)
                    .build();
            blueprint.replace(giver, with(layer, last));
        } else if (giver instanceof Node.OfLayer layer && loss instanceof LossMCXENT) {
            blueprint.replace(
                    giver,
                    with(
                            layer,
                            new LossLayer.Builder(loss).activation(activation).build()));
        } else {
            LossLayer last = new LossLayer.Builder(loss)
                    .activation(new ActivationIdentity())
                    .build();
            last.setLayerName(giver.name());
            Node renamed = giver.withName(blueprint.free(giver.name() + "-before-loss"));
            blueprint.replace(giver, renamed);
            blueprint.add(new Node.OfLayer(giver.name(), last, Map.of(), List.of(renamed.name()), output.shape()));
        }
    }

    private static Node.OfLayer with(Node.OfLayer node, Layer last) {
        last.setLayerName(node.name());
        return new Node.OfLayer(node.name(), last, node.weights(), node.inputs(), node.shape());
    }

    private Choice choose(OutputLoss of, IActivation activation, int size) {
        if (of.reduction() == Reduction.SUM) {
            return new Choice.None("it is summed over the batch, of which DL4J takes the mean");
        }
        Loss loss = of.loss();
        if (loss instanceof MeanSquaredError) {
            return new Choice.Found(of.weight() == 1 ? new LossMSE() : new LossMSE(row(size, of.weight())), "");
        }
        if (loss instanceof CategoricalCrossentropy || loss instanceof SparseCategoricalCrossentropy) {
            return classes(of, activation, size);
        }
        if (loss instanceof BinaryCrossentropy binary) {
            return binary(binary, of.weight(), activation, size);
        }
        return of.weight() == 1
                ? plain(loss)
                : new Choice.None("its weight is " + of.weight() + ", which DL4J does not have for it");
    }

    private static Choice plain(Loss loss) {
        if (loss instanceof MeanAbsoluteError) {
            return new Choice.Found(new LossMAE(), "");
        }
        if (loss instanceof MeanAbsolutePercentageError) {
            return new Choice.Found(new LossMAPE(), "for a label of 0 DL4J gives no number");
        }
        if (loss instanceof MeanSquaredLogarithmicError) {
            return new Choice.Found(
                    new LossMSLE(), "DL4J takes labels and outputs below 0 as they are, which Keras takes for 1e-7");
        }
        if (loss instanceof KullbackLeiblerDivergence) {
            return new Choice.Found(
                    new LossKLD(),
                    "DL4J takes labels and outputs below 1e-5 for 1e-5, Keras those below 1e-7 for 1e-7");
        }
        if (loss instanceof CosineSimilarity cosine && cosine.form() == CosineSimilarity.Form.NEGATIVE_SUM) {
            return new Choice.Found(
                    new LossCosineProximity(),
                    "DL4J divides by lengths of at least 1e-5, Keras by lengths of at least 1e-6");
        }
        return new Choice.None("DL4J has no such loss, or one that is computed otherwise");
    }

    private Choice classes(OutputLoss of, IActivation activation, int size) {
        boolean isLogits = of.loss() instanceof CategoricalCrossentropy one && one.fromLogits()
                || of.loss() instanceof SparseCategoricalCrossentropy other && other.fromLogits();
        if (isLogits || !(activation instanceof ActivationSoftmax)) {
            return new Choice.None("it is not behind a softmax, without which DL4J computes it otherwise");
        }
        if (of.loss() instanceof CategoricalCrossentropy smooth && smooth.labelSmoothing() != 0) {
            return new Choice.None("DL4J does not smooth labels");
        }
        double clip = rules.looksThroughActivation() ? NO_CLIP : CLIP;
        INDArray weights = of.weight() == 1 ? null : row(size, of.weight());
        String caveat = rules.looksThroughActivation()
                ? ""
                : "where this Keras clips a probability at 1e-7 or 1 - 1e-7, its gradient is 0, and DL4J's is not";
        return new Choice.Found(
                of.loss() instanceof CategoricalCrossentropy
                        ? new LossMCXENT(clip, weights)
                        : new LossSparseMCXENT(clip, weights),
                caveat);
    }

    /** DL4J adds up over the outputs where Keras takes the mean. */
    private Choice binary(BinaryCrossentropy loss, double weight, IActivation activation, int size) {
        if (loss.fromLogits() || !(activation instanceof ActivationSigmoid)) {
            return new Choice.None("it is not behind a sigmoid, without which DL4J computes it otherwise");
        }
        if (loss.labelSmoothing() != 0) {
            return new Choice.None("DL4J does not smooth labels");
        }
        double factor = weight / size;
        return new Choice.Found(
                new LossBinaryXENT(CLIP, factor == 1 ? null : row(size, factor)),
                rules.looksThroughActivation()
                        ? "DL4J clips probabilities at 1e-7 and 1 - 1e-7, this Keras takes logits and clips nothing"
                        : "where probabilities are clipped, this Keras's gradient is 0, and DL4J's is not");
    }

    private static INDArray row(int size, double value) {
        Nd4jLibrary.load();
        return Nd4j.valueArrayOf(new long[] {1, size}, value);
    }
}
