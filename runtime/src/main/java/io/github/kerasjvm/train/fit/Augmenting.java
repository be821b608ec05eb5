package io.github.kerasjvm.train.fit;

import io.github.kerasjvm.augment.Augmentation;
import io.github.kerasjvm.augment.AugmentedBatches;
import io.github.kerasjvm.augment.ImageForm;
import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * How the images of the first input are changed in each epoch, while the batches before are trained on.
 *
 * @param augmentation how images are changed
 * @param form the form of the images
 * @param seed decides the changes, with the epoch and the number of the row
 * @param threads how many threads change images, 1 or more
 */
public record Augmenting(Augmentation augmentation, ImageForm form, long seed, int threads) {

    private static final int AHEAD = 2;

    /** The batches of an epoch; the caller closes them. */
    AugmentedBatches batches(Iterator<Batch> source, int epoch, int[] order, int firstRow) {
        AugmentedBatches.Options options = new AugmentedBatches.Options(
                augmentation, 0, form, seed, epoch, place -> order[firstRow + place], threads, AHEAD);
        return new AugmentedBatches(source, options);
    }

    /**
     * Rows to evaluate on: nothing is changed at random, but what is done to every image is done to them, too.
     *
     * @param rows the rows as data has them
     * @return the rows as the model takes them
     */
    public TrainingData ready(TrainingData rows) {
        Augmentation always = Augmentation.NONE.standardization(augmentation.standardization());
        Batch all = new Batch(rows.inputs(), rows.labels());
        AugmentedBatches.Options options = AugmentedBatches.Options.of(always, form, seed, 0, threads);
        try (AugmentedBatches batches = new AugmentedBatches(List.of(all).iterator(), options)) {
            List<Tensor> inputs = new ArrayList<>(batches.next().inputs());
            return new TrainingData(inputs, rows.labels(), rows.weights());
        }
    }
}
