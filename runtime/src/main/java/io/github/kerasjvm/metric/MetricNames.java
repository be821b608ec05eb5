package io.github.kerasjvm.metric;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.kerasjvm.loss.CosineSimilarity;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.loss.LossReader;
import io.github.kerasjvm.tensor.Shape;
import java.util.Locale;
import java.util.Optional;

/** Keras's names of metrics that average a function: functions, classes, abbreviations of any generation. */
final class MetricNames {

    private static final int KERAS_K = 5;

    private final MetricRules rules;
    private final Shape output;

    /**
     * The metrics of one output.
     *
     * @param rules the rules of the generation
     * @param output the output's shape, batch first
     */
    MetricNames(MetricRules rules, Shape output) {
        this.rules = rules;
        this.output = output;
    }

    /** Classes and functions differ in case and underscores only: MeanSquaredError, mean_squared_error. */
    static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * A metric by its name and arguments; empty if it is not one of those computed here.
     *
     * @param name the name of a class or function
     * @param isFunction whether it can be a function only: what a user calls {@code recall} is not Keras's class
     * @param args the arguments
     */
    Optional<Metric> find(String name, boolean isFunction, MetricArguments args) {
        String plain = plain(name);
        boolean counts = !isFunction || rules.line() == MetricRules.Line.KERAS_1;
        Optional<Metric> counting = counts ? new CountingMetrics(rules, output).find(plain, args) : Optional.empty();
        return counting.isPresent() ? counting : values(name, plain, args).map(values -> averaged(plain, values));
    }

    private Metric averaged(String plain, Values values) {
        // keras-2.2.4 metrics.py: the top k is the mean of the batch already.
        boolean whole = plain.contains("topk");
        return rules.byBatch() ? new BatchMean(new BatchValues(values, whole)) : new MeanMetric(values);
    }

    private Optional<Values> values(String name, String plain, MetricArguments args) {
        Optional<Values> matches = Optional.ofNullable(
                switch (plain) {
                    case "accuracy", "acc" -> new EqualMatches();
                    case "binaryaccuracy" -> binary(args);
                    case "categoricalaccuracy" -> new ClassMatches(false);
                    case "sparsecategoricalaccuracy" -> new ClassMatches(true);
                    case "topkcategoricalaccuracy" -> topK(args, false);
                    case "sparsetopkcategoricalaccuracy" -> topK(args, true);
                    case "pearsoncorrelation" -> correlation(args, false);
                    case "concordancecorrelation" -> correlation(args, true);
                    case "cosinesimilarity", "cosineproximity", "cosine" -> cosine(args);
                    default -> null;
                });
        return matches.isPresent() ? matches : loss(name, plain, args);
    }

    private Values binary(MetricArguments args) {
        double threshold = args.number("threshold", 0.5);
        return new BinaryMatches((float) threshold, rules.roundsProbabilities() && threshold == 0.5);
    }

    private static Values topK(MetricArguments args, boolean sparse) {
        if (args.flag("from_sorted_ids", false)) {
            args.problem("from_sorted_ids");
        }
        return new TopKMatches((int) args.number("k", KERAS_K), sparse);
    }

    private Values correlation(MetricArguments args, boolean concordance) {
        args.only("axis", -1);
        return rules.line() == MetricRules.Line.KERAS_3 ? new Correlation(concordance) : null;
    }

    /** Up to 2.2 the loss itself; later a function of its own, whose sign is the other. */
    private Values cosine(MetricArguments args) {
        args.only("axis", -1);
        CosineSimilarity.Form form = rules.byBatch() ? rules.losses().cosine() : CosineSimilarity.Form.SUM;
        return new LossValues(new CosineSimilarity(form));
    }

    private Optional<Values> loss(String name, String plain, MetricArguments args) {
        String known = plain.equals("logcosherror") ? "log_cosh" : name;
        Optional<Loss> loss = LossReader.function(known, args.all(), rules.losses(), args::problem);
        return loss.map(LossValues::new);
    }

    /** The word accuracy or crossentropy, as compile() of each generation resolves it. */
    Metric resolved(boolean isAccuracy, Optional<Loss> loss) {
        boolean isBinary = output.last() == 1
                || rules.losses().accuracyByLoss()
                        && loss.map(Loss::name).orElse("").equals("binary_crossentropy");
        boolean isSparse = loss.map(Loss::name).orElse("").equals("sparse_categorical_crossentropy");
        String kind = isBinary ? "binary" : isSparse ? "sparse_categorical" : "categorical";
        MetricArguments none = new MetricArguments(MissingNode.getInstance());
        return find(kind + (isAccuracy ? "_accuracy" : "_crossentropy"), true, none)
                .orElseThrow();
    }

    /** The full name of a function, as {@code __name__} gives it. */
    static String function(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "mse" -> "mean_squared_error";
            case "mae" -> "mean_absolute_error";
            case "mape" -> "mean_absolute_percentage_error";
            case "msle" -> "mean_squared_logarithmic_error";
            case "cosine" -> "cosine_proximity";
            case "fscore", "f1score" -> "fmeasure";
            default -> name;
        };
    }
}
