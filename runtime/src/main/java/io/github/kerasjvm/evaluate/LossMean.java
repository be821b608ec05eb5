package io.github.kerasjvm.evaluate;

import io.github.kerasjvm.loss.Reduction;
import io.github.kerasjvm.tensor.Tensor;

/**
 * The loss of an output over a data set as Keras reports it: that of each batch, weighted by the batch's rows. Rows may
 * be computed in other portions than Keras's batches.
 */
final class LossMean {

    private final Reduction reduction;
    private final int batchSize;
    private double weighted;
    private double batch;
    private int inBatch;
    private long rows;

    LossMean(Reduction reduction, int batchSize) {
        this.reduction = reduction;
        this.batchSize = batchSize;
    }

    void add(Tensor rowLosses) {
        for (int i = 0; i < rowLosses.elements(); i++) {
            batch += rowLosses.get(i);
            if (++inBatch == batchSize) {
                closeBatch();
            }
        }
    }

    private void closeBatch() {
        weighted += switch (reduction) {
            case MEAN -> batch;
            case SUM -> batch * inBatch;
        };
        rows += inBatch;
        batch = 0;
        inBatch = 0;
    }

    double value() {
        closeBatch();
        return weighted / rows;
    }
}
