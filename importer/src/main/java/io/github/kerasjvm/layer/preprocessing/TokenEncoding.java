package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.op.BinaryFunction;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the layers that turn numbers into tokens give (Keras {@code numerical_utils.encode_categorical_inputs}). */
public enum TokenEncoding {
    /** The index of each token. */
    INT,
    /** A row for each token, with a one in the token's place. */
    ONE_HOT,
    /** A row for each sample, with ones in the places of the tokens that are in it. */
    MULTI_HOT,
    /** A row for each sample: how often each token is in it. */
    COUNT;

    /** Reads {@code output_mode}; {@code binary} is the older name of {@code multi_hot}. */
    static TokenEncoding read(Args args, TokenEncoding otherwise, TokenEncoding... possible) {
        List<String> words = Stream.of(possible)
                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                .toList();
        String[] all = Stream.concat(words.stream(), Stream.of("binary")).toArray(String[]::new);
        String word = args.word("output_mode", otherwise.name().toLowerCase(Locale.ROOT), all);
        return word.equals("binary") ? MULTI_HOT : valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** The shape for tokens of a shape, of so many kinds. */
    Shape output(Shape in, int depth, Problems problems) {
        boolean samples = this == MULTI_HOT || this == COUNT;
        if (!problems.require(
                samples ? in.rank() == 2 : in.rank() >= 2,
                samples ? "needs an input [batch, tokens], got %s" : "needs an input [batch, …], got %s",
                in)) {
            return Shape.UNKNOWN;
        }
        return switch (this) {
            case INT -> in;
            case ONE_HOT -> appended(in.last() == 1 ? in.without(-1) : in, depth);
            case MULTI_HOT, COUNT -> Shape.of(in.size(0), depth);
        };
    }

    /** Brings rows {@code [.., depth]}, one for each token, to the shape and the numbers that are wanted. */
    Value encode(Ops ops, Value rows) {
        Shape shape = rows.shape();
        return switch (this) {
            case INT -> throw new IllegalStateException("indices need no rows");
            case ONE_HOT -> {
                Shape tokens = shape.without(-1);
                Shape left = appended(tokens.last() == 1 ? tokens.without(-1) : tokens, shape.last());
                yield ops.reshape(rows, left.with(0, Shape.ANY));
            }
            case MULTI_HOT -> ops.reduce(ReduceFunction.MAXIMUM, rows, List.of(1), false);
            case COUNT -> ops.reduce(ReduceFunction.SUM, rows, List.of(1), false);
        };
    }

    /** Numbers with an axis of 1 behind them, to compare each with many. */
    static Value each(Ops ops, Value x) {
        return ops.reshape(x, appended(x.shape(), 1).with(0, Shape.ANY));
    }

    /** Which of ascending thresholds each number has reached, {@code [.., thresholds]}; not a number reaches all. */
    static Value reached(Ops ops, Value x, float[] thresholds) {
        Value bounds = ops.constant(Tensor.owning(Shape.of(thresholds.length), thresholds));
        Value missed = ops.binary(BinaryFunction.GREATER, bounds, each(ops, x));
        return ops.subtract(ops.constant(1), missed);
    }

    private static Shape appended(Shape shape, int size) {
        List<Integer> sizes = new ArrayList<>(shape.toList());
        sizes.add(size);
        return Shape.of(sizes);
    }
}
