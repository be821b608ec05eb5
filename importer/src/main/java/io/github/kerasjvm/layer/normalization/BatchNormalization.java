package io.github.kerasjvm.layer.normalization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.github.kerasjvm.config.BatchStatistics;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.KeepsMask;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Change;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keras {@code BatchNormalization} at inference: {@code (x - movingMean) / √(movingVariance + epsilon) * gamma + beta}
 * along one axis.
 *
 * <p>Takes and gives any shape. Stores {@code gamma} (with {@code scale}), {@code beta} (with {@code center}),
 * {@code moving_mean} and {@code moving_variance}, each of the size of the axis. Keras 1 calls the last two
 * {@code running_mean} and {@code running_std}; the latter holds the variance, too.
 *
 * @param axis the axis that the vectors belong to; negative counts from the last
 * @param momentum the share of the old moving statistics that a training step keeps
 * @param epsilon added to the variance
 * @param center whether beta is stored and added
 * @param scale whether gamma is stored and multiplied
 * @param sampleWise whether each row is normalised by the statistics of its own last axis, which mode 1 of Keras 1 means
 * @param statistics what a batch does to the moving statistics in training
 */
public record BatchNormalization(
        int axis,
        double momentum,
        double epsilon,
        boolean center,
        boolean scale,
        boolean sampleWise,
        BatchStatistics statistics)
        implements UnaryLayer, KeepsMask {

    /** How it is read. */
    public static final Kind<BatchNormalization> KIND = Kind.of(
                    Group.NORMALIZATION, "BatchNormalization", BatchNormalization::read)
            .alias("BatchNormalizationV1") // tf.keras of TensorFlow 1
            .alias("BatchNormalizationV2") // tf.keras of TensorFlow 1
            .alias("SyncBatchNormalization")
            .inKeras3(Lifting.taking(
                            "axis",
                            "momentum",
                            "epsilon",
                            "center",
                            "scale",
                            "beta_*",
                            "gamma_*",
                            "moving_mean_initializer",
                            "moving_variance_initializer",
                            "synchronized")
                    .dropping("mode", mode -> mode.asInt() == 0)
                    .dropping("fused", "renorm_clipping", "renorm_momentum")
                    .first(BatchNormalization::lift))
            .doc("Normalisation with moving statistics along one axis");

    private static void lift(Lifted layer) {
        JsonNode axis = layer.value("axis");
        if (axis.isArray() && axis.size() == 1) {
            layer.put("axis", axis.get(0)); // tf.keras writes a list
        }
        if (layer.value("mode").asInt() == 1) {
            layer.refuse(
                    "mode", "is " + layer.take("mode") + ": each row has its own statistics, in no layer of Keras 3");
        }
        for (String flag : List.of("center", "scale")) {
            if (layer.value(flag).isIntegralNumber()) {
                layer.put(flag, BooleanNode.valueOf(layer.take(flag).asInt() != 0));
            }
        }
        if (!layer.semantics().statistics().frozenInfers() && !layer.isTrainable()) {
            layer.change(
                    Change.Kind.TRAINING, "frozen, it takes its moving statistics in Keras 3, not those of the batch");
        }
        if (!layer.semantics().statistics().equals(BatchStatistics.KERAS_3)) {
            layer.change(
                    Change.Kind.TRAINING, "Keras 3 moves the moving statistics by other rules (a factor near n/(n-1))");
        }
    }

    private static BatchNormalization read(Args args) {
        List<Integer> axes = args.integers("axis"); // a list of one in tf.keras
        if (axes.size() > 1) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "axis", "is %s; one axis runs here", axes);
        }
        int mode = args.integer("mode", 0);
        if (mode != 0 && mode != 1) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "mode", "is %s: it takes the statistics of the batch at hand", mode);
        }
        if (args.flag("renorm", false)) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "renorm", "is true; batch renormalisation does not run here");
        }
        if (args.has("virtual_batch_size")) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "virtual_batch_size", "is given; virtual batches do not run here");
        }
        // Of use with renorm alone; how the numbers are computed; and where statistics are gathered in training; not
        // what they are.
        args.get("renorm_clipping");
        args.get("renorm_momentum");
        args.get("fused");
        args.get("synchronized");
        return new BatchNormalization(
                axes.isEmpty() ? -1 : axes.get(0),
                args.number("momentum", 0.99),
                args.number("epsilon", 1e-3),
                args.flag("center", true),
                args.flag("scale", true),
                mode == 1,
                args.semantics().statistics());
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        boolean inside = axis < in.rank() && axis >= -in.rank() && in.rank() > 1;
        return problems.require(
                        inside && in.size(axis) != Shape.ANY, "needs an input whose axis %s is known, got %s", axis, in)
                ? in
                : Shape.UNKNOWN;
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        int size = in.size(axis);
        List<WeightSpec> specs = new ArrayList<>();
        if (scale) {
            specs.add(WeightSpec.of("gamma", size));
        }
        if (center) {
            specs.add(WeightSpec.of("beta", size));
        }
        specs.add(WeightSpec.of("moving_mean", size).or("running_mean").frozen());
        specs.add(WeightSpec.of("moving_variance", size)
                .or("running_std", "running_var")
                .frozen());
        return specs;
    }

    @Override
    public List<Value> lower(Lowering call) {
        boolean infers = call.training().isEmpty()
                || sampleWise
                || statistics.frozenInfers() && !call.training().get().isTrainable();
        return List.of(infers ? lower(call.ops(), call.input(0), call.weights()) : train(call));
    }

    /** Normalises by the statistics of the batch, and moves the moving ones. */
    private Value train(Lowering call) {
        Ops ops = call.ops();
        Value x = call.input(0);
        int own = x.shape().axis(axis);
        List<Integer> others = IntStream.range(0, x.shape().rank())
                .filter(other -> other != own)
                .boxed()
                .toList();
        Value mean = ops.reduce(ReduceFunction.MEAN, x, others, true);
        Value centred = ops.subtract(x, mean);
        Value variance = ops.reduce(ReduceFunction.MEAN, ops.multiply(centred, centred), others, true);
        if (call.training().orElseThrow().isTrainable() || statistics.frozenMoves()) {
            move(call, mean, variance);
        }
        Value y = ops.divide(centred, ops.squareRoot(ops.add(variance, ops.constant(epsilon))));
        y = scale ? ops.multiply(y, aligned(ops, call.weights().get("gamma"), mean)) : y;
        return center ? ops.add(y, aligned(ops, call.weights().get("beta"), mean)) : y;
    }

    private static Value aligned(Ops ops, Value vector, Value mean) {
        return ops.reshape(vector, mean.shape());
    }

    private void move(Lowering call, Value mean, Value variance) {
        Ops ops = call.ops();
        Shape in = call.input(0).shape();
        Shape vector = Shape.of(in.size(axis));
        boolean image = in.rank() == 4 && in.axis(axis) == 3;
        BatchStatistics.Variance rule = image ? statistics.image() : statistics.other();
        double count = (double) in.elements() / in.size(axis);
        Value entering = ops.multiply(ops.reshape(variance, vector), ops.constant(rule.factor(count, epsilon)));
        if (rule == BatchStatistics.Variance.WITH_EPSILON) {
            entering = ops.add(entering, ops.constant(epsilon));
        }
        call.training().orElseThrow().update("moving_mean", moved(call, "moving_mean", ops.reshape(mean, vector)));
        call.training().orElseThrow().update("moving_variance", moved(call, "moving_variance", entering));
    }

    private Value moved(Lowering call, String name, Value entering) {
        Ops ops = call.ops();
        Value old = call.weights().get(name);
        Value rate = ops.constant(1 - momentum);
        if (!statistics.debiased()) {
            return ops.subtract(old, ops.multiply(ops.subtract(old, entering), rate));
        }
        // (old m (1 - m^(k-1)) + (1 - m) new) / (1 - m^k): the first batch replaces what was stored.
        Value one = ops.constant(1);
        Value step = call.training().orElseThrow().step();
        Value before = ops.power(ops.constant(momentum), ops.subtract(step, one));
        Value after = ops.multiply(before, ops.constant(momentum));
        Value kept = ops.multiply(ops.multiply(old, ops.constant(momentum)), ops.subtract(one, before));
        return ops.divide(ops.add(kept, ops.multiply(entering, rate)), ops.subtract(one, after));
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        Shape vector = Shape.of(x.shape().size(axis));
        Value gamma = scale ? w.get("gamma") : ops.constant(Tensor.filled(vector, 1));
        Value beta = center ? w.get("beta") : ops.constant(Tensor.filled(vector, 0));
        if (sampleWise) {
            return sampleWise(ops, x, gamma, beta);
        }
        var op = new io.github.kerasjvm.op.BatchNormalization(x.shape().axis(axis), epsilon);
        return ops.apply(op, x, gamma, beta, w.get("moving_mean"), w.get("moving_variance"));
    }

    /** {@code (x - mean) / (√(variance + epsilon) + epsilon) * gamma + beta} (normalization.py of 1.2.2). */
    private Value sampleWise(Ops ops, Value x, Value gamma, Value beta) {
        List<Integer> last = List.of(-1);
        Value centred = ops.subtract(x, ops.reduce(ReduceFunction.MEAN, x, last, true));
        Value variance = ops.reduce(ReduceFunction.MEAN, ops.multiply(centred, centred), last, true);
        Value deviation = ops.squareRoot(ops.add(variance, ops.constant(epsilon)));
        Value normed = ops.divide(centred, ops.add(deviation, ops.constant(epsilon)));
        return ops.add(ops.multiply(normed, gamma), beta);
    }
}
