package io.github.kerasjvm.layer.core;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.InvertedDropout;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Gather;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keras {@code Embedding}: a vector for each index, {@code [batch, …]} of whole numbers from 0 to {@code inputDim - 1} to
 * {@code [batch, …, outputDim]}. Stores {@code embeddings [inputDim, outputDim]}, in Keras 1 as {@code W}.
 *
 * @param inputDim how many indices there are
 * @param outputDim the length of a vector
 * @param maskZero whether steps whose index is 0 are masked
 * @param dropout the share of the indices whose vectors Keras 1 drops in training
 */
public record Embedding(int inputDim, int outputDim, boolean maskZero, double dropout) implements UnaryLayer {

    /** How it is read. */
    public static final Kind<Embedding> KIND = Kind.of(Group.CORE, "Embedding", Embedding::read)
            .inKeras3(Lifting.taking("input_dim", "output_dim", "mask_zero", "embeddings_*")
                    .dropping("weights")
                    .first(Embedding::lift))
            .doc("A vector for each index");

    /** Keras 1 drops whole rows of the matrix in training. */
    private static void lift(Lifted layer) {
        layer.rename("init", "embeddings_initializer");
        layer.rename("W_regularizer", "embeddings_regularizer");
        layer.rename("W_constraint", "embeddings_constraint");
        JsonNode dropout = layer.take("dropout");
        if (dropout.asDouble(0) != 0) {
            layer.refuse("dropout", "is " + dropout + "; no layer of Keras 3 drops rows of the matrix in training");
        }
    }

    private static Embedding read(Args args) {
        // Of making the layer: first weights, low-rank updates that are off.
        args.passOver("weights", "lora_alpha");
        if (args.has("lora_rank")) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "lora_rank",
                    "is %s; low-rank updates do not run here",
                    args.get("lora_rank"));
        }
        return new Embedding(
                args.positive("input_dim"),
                args.positive("output_dim"),
                args.flag("mask_zero", false),
                args.number("dropout", 0));
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        List<Integer> sizes = new ArrayList<>(in.toList());
        sizes.add(outputDim);
        return Shape.of(sizes);
    }

    @Override
    public List<WeightSpec> weights(Shape in) {
        return List.of(WeightSpec.of("embeddings", inputDim, outputDim).or("W"));
    }

    @Override
    public List<Value> lower(Lowering call) {
        Value vectors = lower(call.ops(), call.input(0), call.weights());
        boolean drops = call.training().isPresent() && dropout > 0 && dropout < 1; // what Keras asks, too
        return List.of(drops ? dropped(call, vectors) : vectors);
    }

    /**
     * Drops indices, the same for the whole batch, and scales up the others. Keras 1 multiplies the rows of the matrix by what it
     * draws for each and looks up in that; to look up in both is the same product.
     */
    private Value dropped(Lowering call, Value vectors) {
        Ops ops = call.ops();
        Value kept = InvertedDropout.mask(ops, call.training().orElseThrow(), dropout, Shape.of(inputDim, 1));
        return ops.multiply(vectors, ops.apply(new Gather(), kept, call.input(0)));
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        return ops.apply(new Gather(), w.get("embeddings"), x);
    }

    @Override
    public List<Optional<Value>> masks(Lowering call) {
        Ops ops = call.ops();
        return maskZero
                ? List.of(Optional.of(ops.subtract(ops.constant(1), ops.equal(call.input(0), ops.constant(0)))))
                : List.of();
    }
}
