package io.github.kerasjvm.metric;

import io.github.kerasjvm.loss.Labels;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The states of all metrics of a model, in the order in which Keras reports them. For one thread at a time. */
public final class MetricStates {

    /** A metric and what it has summed up. */
    private record Running(CompiledMetric metric, MetricState state) {}

    private final List<Running> all;

    private MetricStates(List<Running> all) {
        this.all = all;
    }

    /**
     * New states that have seen nothing.
     *
     * @param measures the metrics and what each is measured on: {@link CompiledMetrics#on}
     * @return the states
     */
    public static MetricStates of(List<CompiledMetrics.Measure> measures) {
        return new MetricStates(measures.stream()
                .map(measure -> new Running(measure.metric(), measure.metric().start()))
                .toList());
    }

    /**
     * Whether it matters where a batch of Keras ends: some metric is a mean over batches.
     *
     * @return false if rows may be given in any portions
     */
    public boolean areByBatch() {
        return all.stream().anyMatch(one -> one.metric.metric() instanceof BatchMean);
    }

    /**
     * Takes in one batch.
     *
     * @param batch the rows
     * @throws io.github.kerasjvm.data.DataException if labels do not fit
     * @throws IllegalArgumentException if weights or masks do not fit
     */
    public void add(MetricBatch batch) {
        for (int i = 0; i < all.size(); i++) {
            Running one = all.get(i);
            int output = one.metric.output();
            Shape shape = batch.outputs().get(output).shape();
            Tensor labels = Labels.as(
                    one.metric.metric().labelShape(shape), batch.labels().get(output), shape);
            Tensor taken = batch.logits().getOrDefault(i, batch.outputs().get(output));
            one.state.add(
                    taken, labels, batch.weights().get(output), batch.masks().get(output));
        }
    }

    /**
     * What Keras reports.
     *
     * @return the numbers of each metric by its name, in order
     */
    public Map<String, double[]> results() {
        Map<String, double[]> results = new LinkedHashMap<>();
        IntStream.range(0, all.size())
                .forEach(i ->
                        results.put(all.get(i).metric.name(), all.get(i).state.results()));
        return results;
    }

    /** Forgets everything. */
    public void reset() {
        all.forEach(one -> one.state.reset());
    }
}
