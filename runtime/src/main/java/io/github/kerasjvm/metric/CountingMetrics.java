package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Keras's names of metrics that keep counts or sums of their own. */
final class CountingMetrics {

    private static final int KERAS_THRESHOLDS = 200;

    private final MetricRules rules;
    private final Shape output;

    /**
     * The metrics of one output.
     *
     * @param rules the rules of the generation
     * @param output the output's shape, batch first
     */
    CountingMetrics(MetricRules rules, Shape output) {
        this.rules = rules;
        this.output = output;
    }

    Optional<Metric> find(String plain, MetricArguments args) {
        if (rules.byBatch()) {
            return Optional.ofNullable(ofBatch(plain));
        }
        Optional<Metric> decision = Optional.ofNullable(decision(plain, args));
        return decision.isPresent() ? decision : Optional.ofNullable(other(plain, args));
    }

    /** Functions of Keras 1; Keras 2 to 2.2 has none of them. */
    private Metric ofBatch(String plain) {
        if (rules.line() != MetricRules.Line.KERAS_1) {
            return null;
        }
        return switch (plain) {
            case "precision" -> new BatchMean(new BatchCount(BatchCount.Kind.PRECISION));
            case "recall" -> new BatchMean(new BatchCount(BatchCount.Kind.RECALL));
            case "fbetascore", "fmeasure", "fscore", "f1score" -> new BatchMean(new BatchCount(BatchCount.Kind.F1));
            case "matthewscorrelation" -> new BatchMean(new BatchCount(BatchCount.Kind.MATTHEWS));
            default -> null;
        };
    }

    private Metric decision(String plain, MetricArguments args) {
        return switch (plain) {
            case "truepositives" -> count(ConfusionCount.Kind.TRUE_POSITIVES, args);
            case "falsepositives" -> count(ConfusionCount.Kind.FALSE_POSITIVES, args);
            case "truenegatives" -> count(ConfusionCount.Kind.TRUE_NEGATIVES, args);
            case "falsenegatives" -> count(ConfusionCount.Kind.FALSE_NEGATIVES, args);
            case "precision" -> share(false, args);
            case "recall" -> share(true, args);
            case "sensitivityatspecificity" -> at(AtConstraint.Kind.SENSITIVITY_AT_SPECIFICITY, "specificity", args);
            case "specificityatsensitivity" -> at(AtConstraint.Kind.SPECIFICITY_AT_SENSITIVITY, "sensitivity", args);
            case "precisionatrecall" -> at(AtConstraint.Kind.PRECISION_AT_RECALL, "recall", args);
            case "recallatprecision" -> at(AtConstraint.Kind.RECALL_AT_PRECISION, "precision", args);
            case "auc" -> area(args);
            default -> null;
        };
    }

    private Metric other(String plain, MetricArguments args) {
        return switch (plain) {
            case "rootmeansquarederror" -> new RootMeanSquaredError();
            case "f1score" -> score(args, 1);
            case "fbetascore" -> score(args, args.number("beta", 1));
            case "r2score" -> r2(args);
            case "iou" ->
                union(args, targets(args), form(args, "sparse_y_true", true), form(args, "sparse_y_pred", true));
            case "meaniou" ->
                union(args, all(args), form(args, "sparse_y_true", true), form(args, "sparse_y_pred", true));
            case "onehotiou" ->
                union(args, targets(args), IntersectionOverUnion.Form.LARGEST, form(args, "sparse_y_pred", false));
            case "onehotmeaniou" ->
                union(args, all(args), IntersectionOverUnion.Form.LARGEST, form(args, "sparse_y_pred", false));
            case "binaryiou" -> binaryUnion(args);
            default -> null;
        };
    }

    private Metric count(ConfusionCount.Kind kind, MetricArguments args) {
        return new ConfusionCount(kind, thresholds(args));
    }

    private Thresholds thresholds(MetricArguments args) {
        List<Double> own = args.numbers("thresholds");
        return Thresholds.of(own.isEmpty() ? List.of(0.5) : own, rules.findsThreshold());
    }

    private Metric share(boolean isRecall, MetricArguments args) {
        Selection selection = new Selection(args.whole("top_k"), args.whole("class_id"));
        boolean none = selection.topK().isPresent() && !args.has("thresholds");
        return new PrecisionOrRecall(isRecall, none ? Thresholds.none() : thresholds(args), selection);
    }

    private Metric at(AtConstraint.Kind kind, String constrained, MetricArguments args) {
        int count = args.whole("num_thresholds").orElse(KERAS_THRESHOLDS);
        return new AtConstraint(
                kind,
                args.number(constrained, Double.NaN),
                rules.nearestThreshold(),
                Thresholds.spread(count, rules.findsThreshold()),
                new Selection(OptionalInt.empty(), args.whole("class_id")));
    }

    private Metric area(MetricArguments args) {
        List<Double> own = args.numbers("thresholds");
        int count = args.whole("num_thresholds").orElse(KERAS_THRESHOLDS);
        Thresholds thresholds = args.has("thresholds")
                ? Thresholds.of(withEnds(own), rules.findsThreshold())
                : Thresholds.spread(count, rules.findsThreshold());
        boolean apart = args.flag("multi_label", false);
        int labels = args.whole("num_labels").orElse(output.last());
        if (apart) {
            requireRows(args);
        }
        return new AreaUnderCurve(
                curve(args),
                summation(args),
                thresholds.widened(),
                apart ? labels : 1,
                args.numbers("label_weights"),
                args.flag("from_logits", false));
    }

    private static List<Double> withEnds(List<Double> own) {
        double[] sorted = own.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return IntStream.range(0, sorted.length + 2)
                .mapToObj(i -> i == 0 ? 0.0 : i > sorted.length ? 1.0 : sorted[i - 1])
                .toList();
    }

    private static AreaUnderCurve.Curve curve(MetricArguments args) {
        String curve = args.text("curve", "ROC").replace("_", "").toUpperCase(Locale.ROOT);
        return switch (curve) {
            case "ROC" -> AreaUnderCurve.Curve.ROC;
            case "PR" -> AreaUnderCurve.Curve.PR;
            case "PRGAIN" -> AreaUnderCurve.Curve.PRGAIN;
            default -> {
                args.problem("curve " + args.node("curve"));
                yield AreaUnderCurve.Curve.ROC;
            }
        };
    }

    private static AreaUnderCurve.Summation summation(MetricArguments args) {
        String method = args.text("summation_method", "interpolation").toUpperCase(Locale.ROOT);
        return switch (method) {
            case "INTERPOLATION" -> AreaUnderCurve.Summation.INTERPOLATION;
            case "MINORING" -> AreaUnderCurve.Summation.MINORING;
            case "MAJORING" -> AreaUnderCurve.Summation.MAJORING;
            default -> {
                args.problem("summation_method " + args.node("summation_method"));
                yield AreaUnderCurve.Summation.INTERPOLATION;
            }
        };
    }

    private Metric score(MetricArguments args, double beta) {
        requireRows(args);
        FBetaScore.Average average =
                switch (args.text("average", "none")) {
                    case "none" -> FBetaScore.Average.NONE;
                    case "micro" -> FBetaScore.Average.MICRO;
                    case "macro" -> FBetaScore.Average.MACRO;
                    case "weighted" -> FBetaScore.Average.WEIGHTED;
                    default -> {
                        args.problem("average " + args.node("average"));
                        yield FBetaScore.Average.NONE;
                    }
                };
        return new FBetaScore(average, beta, args.optional("threshold"), rules.epsilon());
    }

    private Metric r2(MetricArguments args) {
        requireRows(args);
        // null means none; an argument that is not there means the mean.
        boolean isNone = args.node("class_aggregation").isNull();
        R2Score.Average average =
                switch (isNone ? "none" : args.text("class_aggregation", "uniform_average")) {
                    case "none" -> R2Score.Average.NONE;
                    case "uniform_average" -> R2Score.Average.UNIFORM;
                    case "variance_weighted_average" -> R2Score.Average.BY_VARIANCE;
                    default -> {
                        args.problem("class_aggregation " + args.node("class_aggregation"));
                        yield R2Score.Average.NONE;
                    }
                };
        return new R2Score(average, args.whole("num_regressors").orElse(0));
    }

    /** Keras raises an error for other outputs. */
    private void requireRows(MetricArguments args) {
        if (output.rank() != 2 || output.last() == Shape.ANY) {
            args.problem("an output of the shape " + output + " instead of [batch, size]");
        }
    }

    private static IntersectionOverUnion.Form form(MetricArguments args, String name, boolean isSparse) {
        return args.flag(name, isSparse) ? IntersectionOverUnion.Form.INDEX : IntersectionOverUnion.Form.LARGEST;
    }

    private static List<Integer> targets(MetricArguments args) {
        return args.numbers("target_class_ids").stream().map(Double::intValue).toList();
    }

    private static List<Integer> all(MetricArguments args) {
        return IntStream.range(0, args.whole("num_classes").orElse(0)).boxed().toList();
    }

    private Metric union(
            MetricArguments args,
            List<Integer> targets,
            IntersectionOverUnion.Form labels,
            IntersectionOverUnion.Form predictions) {
        args.only("axis", -1);
        int classes = args.whole("num_classes").orElse(0);
        if (targets.stream().anyMatch(target -> target < 0 || target >= classes) || targets.isEmpty()) {
            args.problem("target classes " + targets + " of " + classes);
        }
        return new IntersectionOverUnion(
                classes,
                targets,
                args.whole("ignore_class"),
                labels,
                predictions,
                OptionalDouble.empty(),
                counts(args));
    }

    private Metric binaryUnion(MetricArguments args) {
        List<Integer> targets = args.has("target_class_ids") ? targets(args) : List.of(0, 1);
        return new IntersectionOverUnion(
                2,
                targets,
                OptionalInt.empty(),
                IntersectionOverUnion.Form.INDEX,
                IntersectionOverUnion.Form.INDEX,
                OptionalDouble.of(args.number("threshold", 0.5)),
                counts(args));
    }

    private IntersectionOverUnion.Rules counts(MetricArguments args) {
        boolean isKeras3 = rules.line() == MetricRules.Line.KERAS_3;
        boolean whole = args.text("dtype", isKeras3 ? "int" : "float").startsWith("int");
        return new IntersectionOverUnion.Rules(whole, rules.epsilon());
    }
}
