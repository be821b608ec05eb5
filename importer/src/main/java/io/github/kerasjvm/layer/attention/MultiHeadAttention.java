package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.config.BiasRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keras {@code MultiHeadAttention} (Vaswani and others, 2017; multi_head_attention.py of 3.15): query, key and value are
 * projected to {@code heads} parts of {@code keyDim} and {@code valueDim} features; each head gives for each target the mean of the
 * values, weighed by {@code softmax(query · key / √keyDim)}; the heads are projected together. Steps may lie along several axes;
 * {@code attentionAxes} says along which is weighed, the others are as the batch.
 *
 * <p>Takes {@code query [batch, targets…, queryDim]}, {@code value [batch, sources…, …]} and perhaps {@code key}, gives
 * {@code [batch, targets…, out…]}, and if asked the shares {@code [batch, heads, targets…, sources…]}. Stores kernel and bias of
 * query, key, (gate,) value and output.
 *
 * @param heads how many heads
 * @param keyDim features of a head's query and key
 * @param valueDim features of a head's value
 * @param bias along which axis the biases of the projections are added; empty for none
 * @param useGate whether the heads' results are multiplied by a gate of the query
 * @param outputShape the axes that are given; empty for those of the query
 * @param attentionAxes the axes of the steps; empty for all between the batch and the features
 * @param slidingWindow how near a source has to be; 0 if any may be far
 * @param nothingCounts what a target gets all of whose sources are masked
 * @param dropout the share of the shares that is dropped in training
 * @param takesMasks whether the masks of its inputs are gone for what runs after it
 * @param call which of the inputs of a call is what
 */
public record MultiHeadAttention(
        int heads,
        int keyDim,
        int valueDim,
        Optional<BiasRule> bias,
        boolean useGate,
        List<Integer> outputShape,
        List<Integer> attentionAxes,
        int slidingWindow,
        Weighing.NothingCounts nothingCounts,
        double dropout,
        boolean takesMasks,
        HeadsCall call)
        implements Layer {

    /** How it is read. */
    public static final Kind<MultiHeadAttention> KIND = Kind.of(
                    Group.ATTENTION, "MultiHeadAttention", MultiHeadAttention::read)
            .inKeras("2, 3")
            .inKeras3(Lifting.taking(
                            "num_heads",
                            "key_dim",
                            "value_dim",
                            "dropout",
                            "use_bias",
                            "output_shape",
                            "attention_axes",
                            "kernel_*",
                            "bias_*",
                            "seed")
                    .dropping("query_shape", "key_shape", "value_shape", "softmax_robust_masking"))
            .doc("Attention of several heads");

    private static MultiHeadAttention read(Args args) {
        // How it is computed, and the shapes that tf.keras was built with.
        args.passOver("flash_attention", "softmax_robust_masking");
        args.passOver("query_shape", "key_shape", "value_shape");
        List<Integer> axes = args.integers("attention_axes");
        // Before Keras 3.12 they count from behind the heads, later from before them; and files of those have none.
        if (axes.stream().anyMatch(axis -> axis < 0)) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "attention_axes",
                    "are %s; give axes counted from the first, 1 or more",
                    axes);
        }
        int keyDim = args.positive("key_dim");
        return new MultiHeadAttention(
                args.positive("num_heads"),
                keyDim,
                args.has("value_dim") ? args.positive("value_dim") : keyDim,
                Projection.bias(args),
                args.flag("use_gate", false),
                args.integers("output_shape"),
                axes,
                args.has("sliding_window") ? args.positive("sliding_window") : 0,
                Weighing.NothingCounts.read(args),
                Weighing.dropout(args),
                args.semantics().masks().takenByHeads(),
                HeadsCall.NONE);
    }

    @Override
    public Layer called(Arguments arguments, Problems problems) {
        HeadsCall found = HeadsCall.of(arguments, problems);
        return new MultiHeadAttention(
                heads,
                keyDim,
                valueDim,
                bias,
                useGate,
                outputShape,
                attentionAxes,
                slidingWindow,
                nothingCounts,
                dropout,
                takesMasks,
                takesMasks ? found.withoutQueryMask() : found);
    }

    @Override
    public List<Integer> unmasks() {
        return takesMasks ? List.of(call.query(), call.value(), call.key()) : List.of();
    }

    /** The projections for inputs of some shapes. */
    private Projection query(List<Shape> inputs) {
        return in("query", inputs.get(call.query()), keyDim);
    }

    private Projection in(String name, Shape in, int features) {
        return new Projection(name, name + "_dense", List.of(in.last()), List.of(heads, features), bias);
    }

    private Projection output(List<Shape> inputs) {
        List<Integer> out =
                outputShape.isEmpty() ? List.of(inputs.get(call.query()).last()) : outputShape;
        return new Projection("attention_output", "output_dense", List.of(heads, valueDim), out, bias);
    }

    private List<Integer> axes(Shape query) {
        int last = query.rank() - 1;
        return attentionAxes.isEmpty() ? IntStream.range(1, last).boxed().toList() : attentionAxes;
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        Shape query = inputs.get(call.query());
        Shape value = inputs.get(call.value());
        Shape key = inputs.get(call.key());
        boolean fits = problems.require(
                query.rank() >= 3
                        && value.rank() == query.rank()
                        && key.withLast(0).agreesWith(value.withLast(0))
                        && Stream.of(query, key, value).allMatch(shape -> shape.last() != Shape.ANY),
                "needs a query, value and key [batch, steps…, features] of one rank whose features are known, got %s",
                inputs);
        boolean isMasked = slidingWindow > 0
                || call.options().causal()
                || call.attentionMask().isPresent();
        if (fits && query.rank() > 3 && isMasked) {
            problems.add(Code.GRAPH_UNSUPPORTED, "", "is masked along several axes, which does not run here", "");
            fits = false;
        }
        fits = fits
                && problems.require(
                        axes(query).stream().allMatch(axis -> axis > 0 && axis < query.rank() - 1),
                        "has the attention axes %s for a query %s",
                        attentionAxes,
                        query);
        if (!fits) {
            return List.of(Shape.UNKNOWN);
        }
        List<Integer> steps = query.toList().subList(0, query.rank() - 1);
        Shape result = Shape.of(
                Stream.concat(steps.stream(), output(inputs).out().stream()).toList());
        return call.options().returnScores() ? List.of(result, scores(query, value)) : List.of(result);
    }

    /** The shares: batch axes, heads, targets, sources. */
    private Shape scores(Shape query, Shape value) {
        List<Integer> sizes = new ArrayList<>();
        others(query).forEach(axis -> sizes.add(query.size(axis)));
        sizes.add(heads);
        axes(query).forEach(axis -> sizes.add(query.size(axis)));
        axes(query).forEach(axis -> sizes.add(value.size(axis)));
        return Shape.of(sizes);
    }

    /** The axes that are as the batch. */
    private List<Integer> others(Shape query) {
        return IntStream.range(0, query.rank() - 1)
                .boxed()
                .filter(axis -> !axes(query).contains(axis))
                .toList();
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        List<Projection> projections = new ArrayList<>();
        projections.add(query(inputs));
        projections.add(in("key", inputs.get(call.key()), keyDim));
        if (useGate) {
            projections.add(in("gate", inputs.get(call.query()), valueDim));
        }
        projections.add(in("value", inputs.get(call.value()), valueDim));
        projections.add(output(inputs));
        return projections.stream().flatMap(p -> p.specs().stream()).toList();
    }

    @Override
    public List<Value> lower(Lowering lowering) {
        Ops ops = lowering.ops();
        List<Shape> shapes = lowering.inputs().stream().map(Value::shape).toList();
        Value given = lowering.input(call.query());
        Value query = query(shapes).apply(ops, given, lowering.weights());
        Value key =
                in("key", shapes.get(call.key()), keyDim).apply(ops, lowering.input(call.key()), lowering.weights());
        Value value = in("value", shapes.get(call.value()), valueDim)
                .apply(ops, lowering.input(call.value()), lowering.weights());
        Value scaled = ops.multiply(query, ops.constant(1 / Math.sqrt(keyDim)));
        Shape place = given.shape();
        Value scores = ops.matmul(rows(ops, scaled, place), rows(ops, key, place), false, true);
        Optional<Value> mask = mask(lowering, scores.shape().rank());
        boolean isSpecial = call.options().returnScores() || place.rank() > 3;
        Value shares = nothingCounts.apply(ops, Weighing.shares(ops, scores, mask), mask, isSpecial);
        Value heads =
                back(ops, ops.matmul(Weighing.dropped(lowering, shares, dropout), rows(ops, value, place)), place);
        if (useGate) {
            Value gate = in("gate", place, valueDim).apply(ops, given, lowering.weights());
            heads = ops.multiply(heads, ops.unary(UnaryFunction.SIGMOID, gate));
        }
        Value result = output(shapes).apply(ops, heads, lowering.weights());
        return call.options().returnScores()
                ? List.of(
                        result,
                        ops.reshape(
                                shares, scores(place, shapes.get(call.value())).with(0, Shape.ANY)))
                : List.of(result);
    }

    private Optional<Value> mask(Lowering lowering, int rank) {
        Ops ops = lowering.ops();
        boolean isPlain = lowering.input(call.query()).shape().rank() == 3;
        if (!isPlain) {
            return Optional.empty();
        }
        Optional<Value> pairs = call.pairs(lowering, slidingWindow).map(mask -> Weighing.forHeads(ops, mask, rank));
        Optional<Value> own = call.given(lowering).map(mask -> Weighing.forHeads(ops, mask, rank));
        return Weighing.all(ops, List.of(pairs, own));
    }

    /** {@code [batch, steps…, heads, features]} to {@code [batch axes…, heads, steps, features]}. */
    private Value rows(Ops ops, Value x, Shape query) {
        List<Integer> order = order(query);
        Value moved = ops.transpose(x, order);
        int kept = others(query).size() + 1;
        List<Integer> sizes = new ArrayList<>(moved.shape().toList().subList(0, kept));
        sizes.add(
                moved.shape().toList().subList(kept, order.size() - 1).stream().reduce(1, Math::multiplyExact));
        sizes.add(moved.shape().last());
        return ops.reshape(moved, Shape.of(sizes));
    }

    private List<Integer> order(Shape query) {
        List<Integer> order = new ArrayList<>(others(query));
        order.add(query.rank() - 1);
        order.addAll(axes(query));
        order.add(query.rank());
        return order;
    }

    private Value back(Ops ops, Value x, Shape query) {
        List<Integer> order = order(query);
        int kept = others(query).size() + 1;
        List<Integer> sizes = new ArrayList<>(x.shape().toList().subList(0, kept));
        axes(query).forEach(axis -> sizes.add(query.size(axis)));
        sizes.add(x.shape().last());
        Integer[] inverse = new Integer[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[order.get(i)] = i;
        }
        return ops.transpose(ops.reshape(x, Shape.of(sizes)), List.of(inverse));
    }

    @Override
    public List<Optional<Value>> masks(Lowering lowering) {
        return List.of(lowering.mask(call.query()));
    }
}
