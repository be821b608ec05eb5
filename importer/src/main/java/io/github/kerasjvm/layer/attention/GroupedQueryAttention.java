package io.github.kerasjvm.layer.attention;

import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.config.BiasRule;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keras 3 {@code GroupQueryAttention} (Ainslie and others, 2023; grouped_query_attention.py): attention whose key and value have
 * fewer heads than the query; each serves several heads of the query in a row.
 *
 * <p>Takes {@code query [batch, targets, dim]}, {@code value [batch, sources, …]} and perhaps {@code key}, gives
 * {@code [batch, targets, dim]}, and if asked the shares {@code [batch, queryHeads, targets, sources]}. Stores kernel and bias of
 * query, key, (gate,) value and output.
 *
 * @param headDim features of a head
 * @param queryHeads heads of the query
 * @param keyHeads heads of key and value, which divide those of the query
 * @param bias along which axis the biases of the projections are added; empty for none
 * @param useGate whether the heads' results are multiplied by a gate of the query
 * @param slidingWindow how near a source has to be; 0 if any may be far
 * @param nothingCounts what a target gets all of whose sources are masked
 * @param dropout the share of the shares that is dropped in training
 * @param call which of the inputs of a call is what
 */
public record GroupedQueryAttention(
        int headDim,
        int queryHeads,
        int keyHeads,
        Optional<BiasRule> bias,
        boolean useGate,
        int slidingWindow,
        Weighing.NothingCounts nothingCounts,
        double dropout,
        HeadsCall call)
        implements Layer {

    /** How it is read. */
    public static final Kind<GroupedQueryAttention> KIND = Kind.of(
                    Group.ATTENTION, "GroupQueryAttention", GroupedQueryAttention::read)
            .alias("GroupedQueryAttention")
            .inKeras("3")
            .doc("Attention whose key and value have fewer heads");

    private static GroupedQueryAttention read(Args args) {
        args.passOver("flash_attention");
        int queryHeads = args.positive("num_query_heads");
        int keyHeads = args.positive("num_key_value_heads");
        if (queryHeads % keyHeads != 0) {
            args.report(
                    Code.ARGUMENT_RANGE,
                    "num_key_value_heads",
                    "is %s, which does not divide %s",
                    keyHeads,
                    queryHeads);
        }
        return new GroupedQueryAttention(
                args.positive("head_dim"),
                queryHeads,
                keyHeads,
                Projection.bias(args),
                args.flag("use_gate", false),
                args.has("sliding_window") ? args.positive("sliding_window") : 0,
                Weighing.NothingCounts.read(args),
                Weighing.dropout(args),
                HeadsCall.NONE);
    }

    @Override
    public Layer called(Arguments arguments, Problems problems) {
        HeadsCall found = HeadsCall.of(arguments, problems);
        return new GroupedQueryAttention(
                headDim, queryHeads, keyHeads, bias, useGate, slidingWindow, nothingCounts, dropout, found);
    }

    private Projection in(String name, Shape in, int heads) {
        return new Projection(name, name + "_dense", List.of(in.last()), List.of(heads, headDim), bias);
    }

    private Projection output(List<Shape> inputs) {
        List<Integer> out = List.of(inputs.get(call.query()).last());
        return new Projection("attention_output", "output_dense", List.of(queryHeads, headDim), out, bias);
    }

    @Override
    public List<Shape> outputs(List<Shape> inputs, Problems problems) {
        Shape query = inputs.get(call.query());
        Shape value = inputs.get(call.value());
        Shape key = inputs.get(call.key());
        boolean fits = problems.require(
                query.rank() == 3
                        && value.rank() == 3
                        && key.withLast(0).agreesWith(value.withLast(0))
                        && query.last() != Shape.ANY
                        && key.last() != Shape.ANY
                        && value.last() != Shape.ANY,
                "needs a query, value and key [batch, steps, features] whose features are known, got %s",
                inputs);
        if (!fits) {
            return List.of(Shape.UNKNOWN);
        }
        Shape scores = Shape.of(query.size(0), queryHeads, query.size(1), value.size(1));
        return call.options().returnScores() ? List.of(query, scores) : List.of(query);
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        List<Projection> projections = new ArrayList<>();
        projections.add(in("query", inputs.get(call.query()), queryHeads));
        projections.add(in("key", inputs.get(call.key()), keyHeads));
        if (useGate) {
            projections.add(in("gate", inputs.get(call.query()), queryHeads));
        }
        projections.add(in("value", inputs.get(call.value()), keyHeads));
        projections.add(output(inputs));
        return projections.stream().flatMap(p -> p.specs().stream()).toList();
    }

    @Override
    public List<Value> lower(Lowering lowering) {
        Ops ops = lowering.ops();
        Value given = lowering.input(call.query());
        Value query = project(lowering, "query", call.query(), queryHeads);
        Value key = repeated(ops, project(lowering, "key", call.key(), keyHeads));
        Value value = repeated(ops, project(lowering, "value", call.value(), keyHeads));
        Value scaled = ops.multiply(query, ops.constant(1 / Math.sqrt(headDim)));
        Value scores = ops.matmul(byHead(ops, scaled), byHead(ops, key), false, true);
        Optional<Value> pairs = call.pairs(lowering, slidingWindow).map(mask -> Weighing.forHeads(ops, mask, 4));
        Optional<Value> own = call.given(lowering).map(mask -> Weighing.forHeads(ops, mask, 4));
        Optional<Value> mask = Weighing.all(ops, List.of(pairs, own));
        Value shares = nothingCounts.apply(
                ops, Weighing.shares(ops, scores, mask), mask, call.options().returnScores());
        Value heads = byHead(ops, ops.matmul(Weighing.dropped(lowering, shares, dropout), byHead(ops, value)));
        if (useGate) {
            Value gate = project(lowering, "gate", call.query(), queryHeads);
            heads = ops.multiply(heads, ops.unary(UnaryFunction.SIGMOID, gate));
        }
        List<Shape> shapes = lowering.inputs().stream().map(Value::shape).toList();
        Value result = output(shapes).apply(ops, heads, lowering.weights());
        Value placed = ops.reshape(result, given.shape());
        return call.options().returnScores() ? List.of(placed, shares) : List.of(placed);
    }

    private Value project(Lowering lowering, String name, int input, int heads) {
        Value x = lowering.input(input);
        return in(name, x.shape(), heads).apply(lowering.ops(), x, lowering.weights());
    }

    /** {@code [batch, steps, heads, features]} to {@code [batch, heads, steps, features]}, and back. */
    private static Value byHead(Ops ops, Value x) {
        return ops.transpose(x, List.of(0, 2, 1, 3));
    }

    /** Each head of key and value as often as the query has heads for it, in a row. */
    private Value repeated(Ops ops, Value x) {
        int steps = x.shape().size(1);
        Value single = ops.reshape(x, Shape.of(Shape.ANY, steps, keyHeads, 1, headDim));
        int times = queryHeads / keyHeads;
        Value many = ops.broadcast(single, Shape.of(Shape.ANY, steps, keyHeads, times, headDim));
        return ops.reshape(many, Shape.of(Shape.ANY, steps, queryHeads, headDim));
    }

    @Override
    public List<Optional<Value>> masks(Lowering lowering) {
        return List.of(lowering.mask(call.query()));
    }
}
