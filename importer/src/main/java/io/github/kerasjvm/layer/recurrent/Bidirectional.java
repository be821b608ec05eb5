package io.github.kerasjvm.layer.recurrent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.layer.Activation;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightParts;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keras {@code Bidirectional}: one recurrent layer from the first step on, another from the last step on, and their
 * outputs joined. The first states of a call, and the last states that are given, are those of the forward layer and then
 * those of the backward layer. Stores the arrays of both in that order.
 *
 * @param forward the layer from the first step on
 * @param backward the layer from the last step on
 * @param merge how the outputs are joined
 */
public record Bidirectional(RecurrentLayer forward, RecurrentLayer backward, Merge merge) implements Layer {

    /** How it is read. */
    public static final Kind<Bidirectional> KIND = Kind.of(Group.RECURRENT, "Bidirectional", Bidirectional::read)
            .inKeras3(Lifting.taking("merge_mode")
                    .dropping("weights")
                    .first(Bidirectional::lift)
                    .calling(RecurrentOptions::call))
            .doc("A recurrent layer in both directions");

    /** How the outputs are joined. */
    public enum Merge {
        /** The backward features behind the forward ones. */
        CONCAT,
        /** The sum. */
        SUM,
        /** The product. */
        MUL,
        /** The mean. */
        AVE,
        /** Not at all: two outputs. */
        NONE
    }

    private static Bidirectional read(Args args) {
        RecurrentLayer none = new SimpleRNN(
                new SimpleRNNCell(new Gates(1, false, List.of("h"), List.of()), Activation.LINEAR, StepDropout.NONE),
                new RecurrentOptions(false, false, false, false, false, true, false));
        RecurrentLayer forward = inner(args, "layer").orElse(none);
        RecurrentLayer backward = args.has("backward_layer")
                ? inner(args, "backward_layer").orElse(none)
                : forward.with(forward.options().otherWayRound());
        // The initial weights of a layer that was made with some; the file has them among the others.
        args.passOver("weights");
        if (args.integer("num_constants", 0) != 0) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "num_constants", "is given; constants do not run here");
        }
        return new Bidirectional(zeroing(args, forward), zeroing(args, backward), merge(args));
    }

    /**
     * Names the backward layer where the file leaves it to be made from the forward one, as Keras 3 itself always does:
     * what it makes always begins with the last step, and while a file is loaded it may be another layer altogether
     * (3.15.1 knows what it has loaded by its address, also after that was given free).
     */
    private static void lift(Lifted layer) {
        JsonNode inner = layer.value("layer");
        if (inner.path("config").isObject() && !layer.has("backward_layer")) {
            ObjectNode backward = inner.deepCopy();
            ObjectNode config = (ObjectNode) backward.get("config");
            config.put("go_backwards", !config.path("go_backwards").asBoolean());
            config.put("name", "backward_" + config.path("name").asText());
            layer.put("backward_layer", backward);
        }
        layer.take("num_constants");
        layer.takeLayers("layer");
        layer.takeLayers("backward_layer");
    }

    private static Optional<RecurrentLayer> inner(Args args, String name) {
        JsonNode entry = args.get(name);
        Optional<Layer> layer = args.layer(name);
        if (layer.isPresent() && layer.get() instanceof RecurrentLayer recurrent) {
            return Optional.of(recurrent);
        }
        if (layer.isPresent()) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    name,
                    "is a %s, which does not run here in two directions",
                    entry.path("class_name").asText());
        }
        return Optional.empty();
    }

    /** Where sequences are given, Keras inside TensorFlow and Keras 3 let masked steps give zeros. */
    private static RecurrentLayer zeroing(Args args, RecurrentLayer layer) {
        RecurrentOptions options = layer.options();
        return args.semantics().masks().bidirectionalGivesZeros()
                ? layer.with(options.withZeroOutputForMask(options.returnSequences()))
                : layer;
    }

    private static Merge merge(Args args) {
        if (!args.has("merge_mode")) {
            return Merge.NONE;
        }
        String word = args.word("merge_mode", "concat", "concat", "sum", "mul", "ave");
        return Merge.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public Layer called(Arguments arguments, Problems problems) {
        RecurrentLayer.checkArguments(arguments, problems);
        return RecurrentLayer.isUnmasked(arguments)
                ? new Bidirectional(
                        forward.with(forward.options().withoutMask()),
                        backward.with(backward.options().withoutMask()),
                        merge)
                : this;
    }

    @Override
    public boolean isStateful() {
        return forward.isStateful() || backward.isStateful();
    }

    private static <T> List<T> half(List<T> all, int half) {
        int count = (all.size() - 1) / 2;
        return all.subList(1 + half * count, half == 0 ? 1 + count : all.size());
    }

    private static <T> List<T> inputs(List<T> all, int half) {
        return Stream.concat(Stream.of(all.get(0)), half(all, half).stream()).toList();
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        List<Shape> there = forward.outputs(inputs(inputs, 0), problems);
        List<Shape> back = backward.outputs(inputs(inputs, 1), problems);
        if (there.get(0).isUnknown() || back.get(0).isUnknown()) {
            return List.of(Shape.UNKNOWN);
        }
        boolean alike = there.size() == back.size()
                && (merge == Merge.CONCAT || there.get(0).equals(back.get(0)));
        if (!problems.require(alike, "joins outputs of the shapes %s and %s", there, back)) {
            return List.of(Shape.UNKNOWN);
        }
        List<Shape> results = new ArrayList<>();
        Shape first = there.get(0);
        switch (merge) {
            case CONCAT -> results.add(first.withLast(first.last() + back.get(0).last()));
            case NONE -> results.addAll(List.of(first, back.get(0)));
            case SUM, MUL, AVE -> results.add(first);
        }
        results.addAll(there.subList(1, there.size()));
        results.addAll(back.subList(1, back.size()));
        return results;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        List<Shape> sequence = inputs.subList(0, 1);
        return Stream.concat(
                        forward.weights(sequence).stream()
                                .map(spec -> spec.in("forward_layer").named("forward")),
                        backward.weights(sequence).stream()
                                .map(spec -> spec.in("backward_layer").named("backward")))
                .toList();
    }

    @Override
    public Map<String, Tensor> liftedWeights(Map<String, Tensor> weights) {
        Map<String, Tensor> there = WeightParts.changed(weights, "forward", forward::liftedWeights);
        return WeightParts.changed(there, "backward", backward::liftedWeights);
    }

    @Override
    public List<Value> lower(Lowering call) {
        Recurrence.Run there = run(call, forward, "forward", 0);
        Recurrence.Run back = run(call, backward, "backward", 1);
        Ops ops = call.ops();
        List<Value> results =
                new ArrayList<>(merged(ops, output(ops, there, forward, false), output(ops, back, backward, true)));
        if (forward.options().returnState()) {
            results.addAll(there.states());
            results.addAll(back.states());
        }
        return results;
    }

    private static Recurrence.Run run(Lowering call, RecurrentLayer layer, String name, int half) {
        return layer.run(
                call, half(call.inputs(), half), weight -> call.weights().get(name + "/" + weight), name + "/");
    }

    /** The output of a direction; that of the backward layer is turned round once more. */
    private static Value output(Ops ops, Recurrence.Run run, RecurrentLayer layer, boolean turned) {
        boolean flips = layer.options().goBackwards() != turned;
        return run.steps().map(steps -> flips ? ops.flip(steps, 1) : steps).orElse(run.last());
    }

    private List<Value> merged(Ops ops, Value there, Value back) {
        return switch (merge) {
            case CONCAT -> List.of(ops.concatenate(List.of(there, back), -1));
            case SUM -> List.of(ops.add(there, back));
            case MUL -> List.of(ops.multiply(there, back));
            case AVE -> List.of(ops.multiply(ops.add(there, back), ops.constant(0.5)));
            case NONE -> List.of(there, back);
        };
    }

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        if (!forward.options().returnSequences()) {
            return List.of();
        }
        return merge == Merge.NONE ? List.of(call.mask(0), call.mask(0)) : List.of(call.mask(0));
    }
}
