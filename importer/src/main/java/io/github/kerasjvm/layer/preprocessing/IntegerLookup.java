package io.github.kerasjvm.layer.preprocessing;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
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
import java.util.OptionalInt;

/**
 * Keras {@code IntegerLookup}: whole numbers as their places in a vocabulary, or inverted. With a mask token its index is
 * 0; then comes the index of all that is not in the vocabulary, then the vocabulary. Rows have no place for the mask.
 *
 * <p>Without an index for what is not in the vocabulary Keras stops with an error there; here the result is not a number.
 *
 * @param vocabulary the numbers in the order of their indices
 * @param mask the number that stands for nothing; empty for none
 * @param unknown how many indices there are for what is not in the vocabulary: 0 or 1
 * @param unknownToken what an index without a number gives, inverted
 * @param invert whether indices are turned into numbers
 * @param depth the length of rows; the indices that are used, when empty
 * @param encoding what is given
 */
public record IntegerLookup(
        List<Integer> vocabulary,
        OptionalInt mask,
        int unknown,
        int unknownToken,
        boolean invert,
        OptionalInt depth,
        TokenEncoding encoding)
        implements UnaryLayer {

    /** How it is read. */
    public static final Kind<IntegerLookup> KIND = Kind.of(Group.PREPROCESSING, "IntegerLookup", IntegerLookup::read)
            .renamed("max_values", "max_tokens") // TensorFlow 2.4 to 2.7
            .renamed("num_oov_tokens", "num_oov_indices") // as before
            .renamed("mask_value", "mask_token") // as before
            .renamed("oov_value", "oov_token") // as before
            .inKeras("2, 3")
            .inKeras3(Lifting.taking(
                            "max_tokens",
                            "num_oov_indices",
                            "mask_token",
                            "oov_token",
                            "vocabulary",
                            "vocabulary_dtype",
                            "idf_weights",
                            "invert",
                            "output_mode",
                            "pad_to_max_tokens",
                            "sparse")
                    .dropping("vocabulary_size"))
            .doc("Whole numbers as their places in a vocabulary");

    /** Float32 holds all whole numbers up to here. */
    private static final int LARGEST = 1 << 24;

    private static IntegerLookup read(Args args) {
        // The element types, and the size of the vocabulary, which says the same again.
        List.of("dtype", "vocabulary_size", "has_input_vocabulary").forEach(args::get);
        // How what is not in the vocabulary is shared out among several indices: there is one at most.
        List.of("oov_method", "salt").forEach(args::get);
        args.word("vocabulary_dtype", "int64", "int64", "int32");
        int unknown = args.integer("num_oov_indices", 1);
        if (unknown < 0 || unknown > 1) {
            args.report(Code.ARGUMENT_UNSUPPORTED, "num_oov_indices", "is %s; 0 or 1 run here", unknown);
        }
        TokenEncoding encoding = TokenEncoding.read(args, TokenEncoding.INT, TokenEncoding.values());
        if (unknown == 0 && encoding != TokenEncoding.INT) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "num_oov_indices",
                    "is 0: Keras stops at what is not in the vocabulary, which rows cannot tell");
        }
        OptionalInt mask = args.has("mask_token") ? OptionalInt.of(whole(args, "mask_token")) : OptionalInt.empty();
        boolean pads = args.flag("pad_to_max_tokens", false);
        OptionalInt most = args.has("max_tokens") ? OptionalInt.of(args.positive("max_tokens")) : OptionalInt.empty();
        int unknownToken = args.has("oov_token") ? whole(args, "oov_token") : -1;
        return new IntegerLookup(
                vocabulary(args, mask, encoding, unknown, unknownToken),
                mask,
                unknown,
                unknownToken,
                args.flag("invert", false),
                pads ? most : OptionalInt.empty(),
                encoding);
    }

    private static int whole(Args args, String name) {
        int number = args.integer(name, 0);
        if (Math.abs((long) number) > LARGEST) {
            args.report(Code.ARGUMENT_UNSUPPORTED, name, "is %s; float32 holds whole numbers to %s", number, LARGEST);
        }
        return number;
    }

    private static List<Integer> vocabulary(
            Args args, OptionalInt mask, TokenEncoding encoding, int unknown, int unknownToken) {
        List<Integer> tokens = new ArrayList<>();
        for (JsonNode token : args.get("vocabulary")) {
            if (!token.canConvertToInt() || Math.abs((long) token.intValue()) > LARGEST) {
                args.report(
                        Code.ARGUMENT_UNSUPPORTED,
                        "vocabulary",
                        "holds %s; expected whole numbers that float32 holds, to %s",
                        token,
                        LARGEST);
                return List.of();
            }
            tokens.add(token.intValue());
        }
        List<Integer> special = new ArrayList<>();
        if (encoding == TokenEncoding.INT) {
            mask.ifPresent(special::add);
        }
        if (unknown == 1) {
            special.add(unknownToken);
        }
        boolean leads = tokens.size() >= special.size()
                && tokens.subList(0, special.size()).equals(special);
        List<Integer> own = List.copyOf(leads ? tokens.subList(special.size(), tokens.size()) : tokens);
        if (own.isEmpty()) {
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "vocabulary",
                    "is not in the configuration; give the layer its vocabulary instead of adapt() before it is saved");
        }
        return own;
    }

    /** The index of the first number of the vocabulary. */
    private int start() {
        return unknown + (mask.isPresent() && encoding == TokenEncoding.INT ? 1 : 0);
    }

    @Override
    public Shape output(Shape in, Problems problems) {
        int used = start() + vocabulary.size();
        boolean fits = depth.isEmpty() || depth.getAsInt() >= used;
        return problems.require(fits, "has %s indices, more than max_tokens", used)
                ? encoding.output(in, depth.orElse(used), problems)
                : Shape.UNKNOWN;
    }

    @Override
    public Value lower(Ops ops, Value x, Weights w) {
        float[] numbers = new float[vocabulary.size()];
        float[] indices = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = vocabulary.get(i);
            indices[i] = start() + i;
        }
        return encoding == TokenEncoding.INT
                ? invert ? look(ops, x, indices, numbers) : look(ops, x, numbers, indices)
                : encoding.encode(ops, rows(ops, x, numbers));
    }

    private static Value matches(Ops ops, Value x, float[] keys) {
        return ops.equal(TokenEncoding.each(ops, x), ops.constant(Tensor.of(Shape.of(keys.length), keys)));
    }

    private Value look(Ops ops, Value x, float[] keys, float[] values) {
        Value matches = matches(ops, x, keys);
        Value each = ops.constant(Tensor.of(Shape.of(values.length), values));
        Value found = ops.reduce(ReduceFunction.SUM, ops.multiply(matches, each), List.of(-1), false);
        Value isFound = ops.reduce(ReduceFunction.MAXIMUM, matches, List.of(-1), false);
        Value y = ops.select(isFound, found, ops.constant(other()));
        if (mask.isEmpty()) {
            return y;
        }
        int from = invert ? 0 : mask.getAsInt();
        int to = invert ? mask.getAsInt() : 0;
        return ops.select(ops.equal(x, ops.constant(from)), ops.constant(to), y);
    }

    /** What is given for what is not found. */
    private double other() {
        if (invert) {
            return unknownToken;
        }
        return unknown == 1 ? start() - 1 : Double.NaN;
    }

    private Value rows(Ops ops, Value x, float[] numbers) {
        Value matches = matches(ops, x, numbers);
        Value missing = ops.subtract(ops.constant(1), ops.reduce(ReduceFunction.MAXIMUM, matches, List.of(-1), true));
        if (mask.isPresent()) {
            Value masked = ops.equal(TokenEncoding.each(ops, x), ops.constant(mask.getAsInt()));
            missing = ops.multiply(missing, ops.subtract(ops.constant(1), masked));
        }
        Value rows = ops.concatenate(List.of(missing, matches), -1);
        int used = start() + numbers.length;
        return depth.orElse(used) == used ? rows : ops.pad(rows, rows.shape().rank() - 1, 0, depth.getAsInt() - used);
    }
}
