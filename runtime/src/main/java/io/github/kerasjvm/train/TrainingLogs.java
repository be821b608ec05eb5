package io.github.kerasjvm.train;

import io.github.kerasjvm.metric.CompiledMetric;
import io.github.kerasjvm.metric.MetricState;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loss and metrics of the batches since an epoch began, under the names that Keras reports. */
final class TrainingLogs {

    private final List<String> outputs;
    private final boolean countsBatchesAlike;
    private final List<CompiledMetric> metrics;
    private final List<MetricState> states = new ArrayList<>();
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
     * @param metrics the metrics
     */
    TrainingLogs(List<String> outputs, boolean countsBatchesAlike, List<CompiledMetric> metrics) {
        this.outputs = List.copyOf(outputs);
        this.countsBatchesAlike = countsBatchesAlike;
        this.metrics = List.copyOf(metrics);
        this.losses = new double[outputs.size()];
        metrics.forEach(metric -> states.add(metric.start()));
    }

    /** Takes in a batch. */
    void add(StepResult result, TrainingBatch batch, List<Tensor> labels) {
        rows += batch.rows();
        batches++;
        loss += result.loss() * batch.rows();
        for (int i = 0; i < losses.length; i++) {
            losses[i] += result.losses().get(i).orElse(0) * (countsBatchesAlike ? 1 : batch.rows());
        }
        for (int i = 0; i < states.size(); i++) {
            int output = metrics.get(i).output();
            states.get(i)
                    .add(
                            result.outputs().get(output),
                            labels.get(i),
                            batch.weights().get(output),
                            result.masks().get(output));
        }
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
        for (int i = 0; i < states.size(); i++) {
            double[] results = states.get(i).results();
            if (results.length == 1) {
                values.put(metrics.get(i).name(), results[0]);
            }
        }
        return values;
    }
}
