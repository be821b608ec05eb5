package io.github.kerasjvm.evaluate;

import io.github.kerasjvm.loss.Reduction;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.TrainingRules.Weighting;
import java.util.Optional;

/**
 * The loss of an output over a data set as Keras reports it: that of each batch, weighted by the batch's rows. Rows may
 * be computed in other portions than Keras's batches.
 */
final class LossMean {

    private final Reduction reduction;
    private final Weighting weighting;
    private final int batchSize;
    private double weighted;
    private double batch;
    private double shares;
    private int inBatch;
    private long rows;

    LossMean(Reduction reduction, Weighting weighting, int batchSize) {
        this.reduction = reduction;
        this.weighting = weighting;
        this.batchSize = batchSize;
    }

    /**
     * Takes in rows.
     *
     * @param rowLosses the losses of rows, those of masked positions being 0
     * @param mask 1 where a position counts
     */
    void add(Tensor rowLosses, Optional<Tensor> mask) {
        for (int i = 0; i < rowLosses.elements(); i++) {
            batch += rowLosses.get(i);
            shares += mask.isPresent() ? share(mask.get(), i, rowLosses.elements()) : 1;
            if (++inBatch == batchSize) {
                closeBatch();
            }
        }
    }

    /** How much of a row counts. */
    private static double share(Tensor mask, int row, int rows) {
        int width = mask.elements() / rows;
        double sum = 0;
        for (int i = row * width; i < (row + 1) * width; i++) {
            sum += mask.get(i);
        }
        return sum / width;
    }

    private void closeBatch() {
        weighted += switch (reduction) {
            case MEAN -> batch * scale();
            case SUM -> batch * inBatch;
        };
        rows += inBatch;
        batch = 0;
        shares = 0;
        inBatch = 0;
    }

    /** As in a step of training: a mask is scaled so that its mean is 1, but in Keras 2.3. */
    private double scale() {
        return switch (weighting) {
            case BY_COUNT -> 1;
            case BY_NONZERO -> inBatch == 0 ? 1 : inBatch / shares;
            case BY_VALID -> shares == 0 ? 1 : inBatch / shares;
        };
    }

    double value() {
        closeBatch();
        return weighted / rows;
    }
}
