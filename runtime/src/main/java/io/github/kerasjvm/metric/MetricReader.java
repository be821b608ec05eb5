package io.github.kerasjvm.metric;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.loss.CompiledLosses;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Reads the metrics from a training configuration of any generation: names, functions, classes with arguments; for all
 * outputs, by place or by name.
 */
public final class MetricReader {

    private final MetricRules rules;
    private final List<KerasModel.Port> outputs;
    private final CompiledLosses losses;
    private final LogNames names;
    private final List<CompiledMetric> metrics = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private MetricReader(Origin origin, List<KerasModel.Port> outputs, CompiledLosses losses) {
        this.rules = MetricRules.of(origin);
        this.outputs = outputs;
        this.losses = losses;
        this.names = new LogNames(
                rules.line(), outputs.stream().map(KerasModel.Port::name).toList());
    }

    /**
     * The metrics of a compiled model.
     *
     * @param training the training configuration, with {@code metrics} and {@code weighted_metrics}
     * @param outputs the model's outputs, in order
     * @param losses their losses, by which some generations tell what accuracy means
     * @param origin who wrote the file
     * @return the metrics
     */
    public static CompiledMetrics read(
            JsonNode training, List<KerasModel.Port> outputs, CompiledLosses losses, Origin origin) {
        MetricReader reader = new MetricReader(origin, outputs, losses);
        reader.read(training);
        return new CompiledMetrics(reader.named(), reader.notes);
    }

    private void read(JsonNode training) {
        MetricLists plain = lists(training.path("metrics"), "metrics");
        MetricLists weighted = lists(training.path("weighted_metrics"), "weighted_metrics");
        if (rules.line() == MetricRules.Line.KERAS_3) {
            // compile_utils.py: first those of all outputs, then the weighted ones.
            everyOutput(output -> add(plain, output, false));
            everyOutput(output -> add(weighted, output, true));
        } else {
            everyOutput(output -> {
                add(plain, output, false);
                add(weighted, output, true);
            });
        }
    }

    private List<CompiledMetric> named() {
        List<String> distinct =
                names.distinct(metrics.stream().map(CompiledMetric::name).toList());
        return IntStream.range(0, metrics.size())
                .mapToObj(i -> metrics.get(i).named(distinct.get(i)))
                .toList();
    }

    private void everyOutput(IntConsumer action) {
        IntStream.range(0, outputs.size()).forEach(action);
    }

    private MetricLists lists(JsonNode value, String argument) {
        MetricLists lists = MetricLists.of(
                value, outputs.stream().map(KerasModel.Port::name).toList(), rules.line());
        lists.strangers()
                .forEach(name -> notes.add(
                        "the " + argument + " of " + name + " are not computed: the model has no such" + " output"));
        return lists;
    }

    private void add(MetricLists lists, int output, boolean weighted) {
        kept(lists.of(output)).forEach(written -> add(written, output, weighted));
    }

    /** Where one list keeps one metric of each name, the last one stands in the place of the first. */
    private Collection<WrittenMetric> kept(List<JsonNode> list) {
        List<WrittenMetric> all = list.stream().map(WrittenMetric::of).toList();
        Map<String, WrittenMetric> byName = new LinkedHashMap<>();
        all.forEach(written -> byName.put(names.own(written), written));
        return names.keepsOneOfEach() ? byName.values() : all;
    }

    private void add(WrittenMetric written, int output, boolean weighted) {
        String name = names.next(written, output, weighted);
        if (written.problem().isPresent()) {
            notes.add("the metric " + name + " is " + written.problem().get() + ", which is not computed here");
            return;
        }
        Shape shape = outputs.get(output).shape();
        if (shape.isUnknown() || shape.rank() < 2) {
            notes.add("the metric " + name + " is of an output of the shape " + shape
                    + "; here it takes one [batch, …, size]");
            return;
        }
        MetricArguments args = new MetricArguments(written.arguments());
        Optional<Metric> metric = find(written, output, args);
        Optional<String> unsupported = args.unsupported();
        if (metric.isEmpty()) {
            notes.add("the metric " + name + " is not one of Keras's that are computed here");
        } else if (unsupported.isPresent()) {
            notes.add("the metric " + name + " has " + unsupported.get() + ", which is not computed here");
        } else if (takesOtherLabels(metric.get(), output)) {
            notes.add("the metric " + name + " takes other labels than the loss of its output, class indices or arrays;"
                    + " what Keras makes of them is not computed here");
        } else {
            metrics.add(new CompiledMetric(name, output, weighted, rules.masks(metric.get()), metric.get()));
        }
    }

    /** Keras gives loss and metrics the same labels. */
    private boolean takesOtherLabels(Metric metric, int output) {
        Shape shape = outputs.get(output).shape();
        return shape.last() != 1
                && losses.outputs()
                        .get(output)
                        .filter(of -> of.loss().labelShape(shape).rank()
                                != metric.labelShape(shape).rank())
                        .isPresent();
    }

    private Optional<Metric> find(WrittenMetric written, int output, MetricArguments args) {
        MetricNames known = new MetricNames(rules, outputs.get(output).shape());
        Optional<Loss> loss = losses.outputs().get(output).map(OutputLoss::loss);
        if (written.isAccuracy(rules.line())) {
            return Optional.of(known.resolved(true, loss));
        }
        if (written.isCrossentropy(rules.line())) {
            return Optional.of(known.resolved(false, loss));
        }
        return known.find(written.name(), written.isFunction(rules.line()), args);
    }
}
