package io.github.kerasjvm.loss;

/**
 * The loss of one output of a model.
 *
 * @param loss the loss
 * @param reduction how the positions of a batch become one number
 * @param weight what it is multiplied by in the total
 */
public record OutputLoss(Loss loss, Reduction reduction, double weight) {

    /**
     * A loss averaged over the batch, with the weight 1.
     *
     * @param loss the loss
     * @return the loss of an output
     */
    public static OutputLoss of(Loss loss) {
        return new OutputLoss(loss, Reduction.MEAN, 1);
    }
}
