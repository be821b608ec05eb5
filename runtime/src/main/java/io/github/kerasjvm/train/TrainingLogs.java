package io.github.kerasjvm.train;

import io.github.kerasjvm.metric.CompiledMetrics;
import io.github.kerasjvm.metric.MetricBatch;
import io.github.kerasjvm.metric.MetricStates;
import io.github.kerasjvm.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics of the batches since an epoch began, under the names that Keras reports. */
final class TrainingLogs {

    private final List<String> outputs;
    private final boolean countsBatchesAlike;
    private final MetricStates metrics;
    private final double[] losses;
    private double loss;
    private long rows;
    private long batches;

    /**
     * Logs before the first batch.
     *
     * @param outputs the names of the outputs
     * @param countsBatchesAlike whether {@code <output>_loss} is a mean over batches whatever their rows, as in Keras 3.15
     *     (compile_utils.py); the whole loss never is
     * @param measures the metrics
     */
    TrainingLogs(List<String> outputs, boolean countsBatchesAlike, List<CompiledMetrics.Measure> measures) {
        this.outputs = List.copyOf(outputs);
        this.countsBatchesAlike = countsBatchesAlike;
        this.metrics = MetricStates.of(measures);
        this.losses = new double[outputs.size()];
    }

    /** Takes in a batch; the labels as data has them. */
    void add(StepResult result, TrainingBatch batch, List<Tensor> labels) {
        rows += batch.rows();
        batches++;
        loss += result.loss() * batch.rows();
        for (int i = 0; i < losses.length; i++) {
            losses[i] += result.losses().get(i).orElse(0) * (countsBatchesAlike ? 1 : batch.rows());
        }
        metrics.add(new MetricBatch(result.outputs(), result.logits(), labels, batch.weights(), result.masks()));
    }

    /** What Keras would report now. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", loss / rows);
        if (outputs.size() > 1) {
            for (int i = 0; i < losses.length; i++) {
                values.put(outputs.get(i) + "_loss", losses[i] / (countsBatchesAlike ? batches : rows));
            }
        }
        metrics.results().forEach((name, results) -> {
            if (results.length == 1) {
                values.put(name, results[0]);
            }
        });
        return values;
    }
}
