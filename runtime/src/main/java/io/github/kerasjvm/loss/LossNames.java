package io.github.kerasjvm.loss;

import java.util.Locale;
import java.util.Optional;

/** Keras's names of losses: functions, classes, abbreviations of any generation. */
final class LossNames {

    private LossNames() {}

    /** A loss by its name and arguments; empty if it is not one of those computed here. */
    static Optional<Loss> find(String name, LossArguments args, LossRules rules) {
        // Classes and functions differ in case and underscores only: MeanSquaredError, mean_squared_error.
        String plain = name.replaceFirst("^.*>", "").replace("_", "").toLowerCase(Locale.ROOT);
        Optional<Loss> entropy = crossentropy(plain, args, rules);
        return entropy.isPresent() ? entropy : other(plain, args, rules);
    }

    private static Optional<Loss> crossentropy(String plain, LossArguments args, LossRules rules) {
        return Optional.ofNullable(
                switch (plain) {
                    case "categoricalcrossentropy" -> new CategoricalCrossentropy(args.fromLogits(), args.smoothing());
                    case "sparsecategoricalcrossentropy" ->
                        new SparseCategoricalCrossentropy(args.fromLogits(), rules.sparse());
                    case "binarycrossentropy", "bce" ->
                        new BinaryCrossentropy(args.fromLogits(), args.smoothing(), rules.binary());
                    case "binaryfocalcrossentropy" ->
                        new BinaryFocalCrossentropy(
                                args.fromLogits(),
                                args.smoothing(),
                                args.number("gamma", 2),
                                args.number("alpha", 0.25),
                                args.flag("apply_class_balancing"),
                                rules.binary());
                    case "categoricalfocalcrossentropy" ->
                        new CategoricalFocalCrossentropy(
                                args.fromLogits(),
                                args.smoothing(),
                                args.number("gamma", 2),
                                args.number("alpha", 0.25));
                    default -> null;
                });
    }

    private static Optional<Loss> other(String plain, LossArguments args, LossRules rules) {
        return Optional.ofNullable(
                switch (plain) {
                    case "meansquarederror", "mse" -> new MeanSquaredError();
                    case "meanabsoluteerror", "mae" -> new MeanAbsoluteError();
                    case "meanabsolutepercentageerror", "mape" -> new MeanAbsolutePercentageError();
                    case "meansquaredlogarithmicerror", "msle" -> new MeanSquaredLogarithmicError();
                    case "kullbackleiblerdivergence", "kldivergence", "kld" -> new KullbackLeiblerDivergence();
                    case "poisson" -> new Poisson();
                    case "hinge" -> new Hinge(rules.hingeConvertsLabels());
                    case "squaredhinge" -> new SquaredHinge(rules.hingeConvertsLabels());
                    case "categoricalhinge" -> new CategoricalHinge();
                    case "huber", "huberloss" -> new Huber(args.number("delta", 1));
                    case "logcosh" -> new LogCosh();
                    case "cosinesimilarity", "cosineproximity", "cosine" ->
                        new CosineSimilarity(args.isClass() ? CosineSimilarity.Form.NEGATIVE_SUM : rules.cosine());
                    default -> null;
                });
    }
}
