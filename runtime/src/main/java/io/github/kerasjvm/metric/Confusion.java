package io.github.kerasjvm.metric;

import io.github.kerasjvm.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** True and false positives and negatives by threshold, for all elements together or for each label alone. */
final class Confusion {

    private final Thresholds thresholds;
    private final Selection selection;
    private final double[] labelWeights;
    /** By label and threshold. */
    private final double[][] truePositives;

    private final double[][] falsePositives;
    /** By label. */
    private final double[] positives;

    private final double[] negatives;

    /**
     * New counts.
     *
     * @param thresholds above what a prediction is positive
     * @param selection which elements count
     * @param labels how many labels are counted apart; 1 if none are
     * @param labelWeights a factor for each place of the last axis; empty for none
     */
    Confusion(Thresholds thresholds, Selection selection, int labels, double[] labelWeights) {
        this.thresholds = thresholds;
        this.selection = selection;
        this.labelWeights = labelWeights;
        this.truePositives = new double[labels][thresholds.count()];
        this.falsePositives = new double[labels][thresholds.count()];
        this.positives = new double[labels];
        this.negatives = new double[labels];
    }

    void add(Tensor predictions, Tensor actual, Optional<Tensor> weights) {
        int width = predictions.shape().last();
        Weights own = Weights.over(weights, predictions.elements());
        for (int i = 0; i < predictions.elements(); i++) {
            int place = i % width;
            if (selection.takes(place)) {
                float prediction = selection.seen(predictions, i, width);
                double weight = own.of(i) * (labelWeights.length == 0 ? 1 : labelWeights[place]);
                count(positives.length == 1 ? 0 : place, prediction, actual.get(i) != 0, weight);
            }
        }
    }

    private void count(int label, float prediction, boolean isPositive, double weight) {
        (isPositive ? positives : negatives)[label] += weight;
        thresholds.add(prediction, weight, (isPositive ? truePositives : falsePositives)[label]);
    }

    int labels() {
        return positives.length;
    }

    double truePositives(int label, int threshold) {
        return truePositives[label][threshold];
    }

    double falsePositives(int label, int threshold) {
        return falsePositives[label][threshold];
    }

    double falseNegatives(int label, int threshold) {
        return positives[label] - truePositives[label][threshold];
    }

    double trueNegatives(int label, int threshold) {
        return negatives[label] - falsePositives[label][threshold];
    }

    double precision(int label, int threshold) {
        double found = truePositives(label, threshold);
        return Ratio.of(found, found + falsePositives(label, threshold));
    }

    double recall(int label, int threshold) {
        return Ratio.of(truePositives(label, threshold), positives[label]);
    }

    double fallout(int label, int threshold) {
        return Ratio.of(falsePositives(label, threshold), negatives[label]);
    }

    double specificity(int label, int threshold) {
        return Ratio.of(trueNegatives(label, threshold), negatives[label]);
    }

    void reset() {
        Arrays.fill(positives, 0);
        Arrays.fill(negatives, 0);
        for (int label = 0; label < labels(); label++) {
            Arrays.fill(truePositives[label], 0);
            Arrays.fill(falsePositives[label], 0);
        }
    }
}
