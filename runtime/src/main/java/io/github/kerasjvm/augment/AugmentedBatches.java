package io.github.kerasjvm.augment;

import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.Workers;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.IntToLongFunction;

/**
 * One pass over batches whose images are augmented while the batches before are computed with. A thread of its own reads,
 * helped by others, and stays a bounded number of batches ahead. The same numbers come whatever the threads.
 *
 * <p>For one thread at a time; to be closed, which also closes the source.
 */
public final class AugmentedBatches implements Iterator<Batch>, AutoCloseable {

    /** Rows that a thread takes at once. */
    private static final int PART = 8;

    private final Iterator<Batch> source;
    private final Options options;
    private final BlockingQueue<Item> ready;
    private final Workers workers;
    private final Thread reader;
    private Item head;

    /** A batch; the end, if it is null; or what went wrong. */
    private record Item(Batch batch, Throwable failure) {}

    /**
     * What is done to the batches of one pass.
     *
     * @param augmentation how images are changed
     * @param input which input of the model holds images, from 0
     * @param form the form of the images; rows may have another shape with as many numbers, such as a flat one
     * @param seed the seed of the training
     * @param epoch the number of the pass
     * @param rows gives the number of a row in its data by its place in this pass; the place itself if nothing is shuffled
     * @param threads how many threads compute, 1 or more
     * @param ahead how many batches may wait, 1 or more
     */
    public record Options(
            Augmentation augmentation,
            int input,
            ImageForm form,
            long seed,
            long epoch,
            IntToLongFunction rows,
            int threads,
            int ahead) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of its range, or statistics of the data are missing
         */
        public Options {
            if (input < 0 || threads < 1 || ahead < 1) {
                throw new IllegalArgumentException("input " + input + ", threads " + threads + ", batches ahead "
                        + ahead + "; expected an input from 0, 1 thread or more and 1 batch or more");
            }
            if (augmentation.standardization().needsStatistics()) {
                throw new IllegalArgumentException(
                        "augment: featurewise_center or featurewise_std_normalization is given,"
                                + " and the statistics of the data are not; find them with FeatureStatistics.of");
            }
            int channels = augmentation
                    .standardization()
                    .statistics()
                    .map(FeatureStatistics::channels)
                    .orElse(form.channels());
            if (channels != form.channels()) {
                throw new IllegalArgumentException(
                        "augment: the statistics are of " + channels + " channels, the images have " + form.channels());
            }
            if (augmentation.ranges().brightness().isPresent() && !Brightness.takes(form.channels())) {
                throw new IllegalArgumentException("augment: brightness is given for images of " + form.channels()
                        + " channels; Keras makes pictures of 1, 3 or 4 channels of them");
            }
        }

        /**
         * A pass in the order of the data, with one batch ahead.
         *
         * @param augmentation how images are changed
         * @param form the form of the images of the first input
         * @param seed the seed of the training
         * @param epoch the number of the pass
         * @param threads how many threads compute
         * @return the options
         */
        public static Options of(Augmentation augmentation, ImageForm form, long seed, long epoch, int threads) {
            return new Options(augmentation, 0, form, seed, epoch, place -> place, threads, 1);
        }
    }

    /**
     * Begins to read.
     *
     * @param source the batches, such as {@link io.github.kerasjvm.data.Batches}; closed with this if it can be closed
     * @param options what is done to them
     */
    public AugmentedBatches(Iterator<Batch> source, Options options) {
        this.source = source;
        this.options = options;
        this.ready = new ArrayBlockingQueue<>(options.ahead());
        this.workers = new Workers(options.threads());
        this.reader = new Thread(this::readAll, "keras-jvm-augment");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try {
            int place = 0;
            while (source.hasNext()) {
                Batch batch = source.next();
                ready.put(new Item(augmented(batch, place), null));
                place += batch.rows();
            }
            ready.put(new Item(null, null));
        } catch (InterruptedException e) {
            // Closed: nobody takes anything any more.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        try {
            ready.put(new Item(null, failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Batch augmented(Batch batch, int place) {
        Tensor images = batch.inputs().get(options.input());
        int size = options.form().elements();
        if (images.shape().elementsFrom(1) != size) {
            throw new DataException("augment: rows of input " + options.input() + " have the shape "
                    + images.shape().from(1) + ", expected images of "
                    + options.form().shape());
        }
        float[] target = new float[images.elements()];
        int rows = batch.rows();
        workers.each((rows + PART - 1) / PART, part -> {
            float[] image = new float[size];
            for (int row = part * PART; row < Math.min(rows, (part + 1) * PART); row++) {
                images.copyTo(row * size, image, 0, size);
                augment(image, target, row * size, options.rows().applyAsLong(place + row));
            }
        });
        List<Tensor> inputs = new ArrayList<>(batch.inputs());
        inputs.set(options.input(), Tensor.owning(images.shape(), target));
        return new Batch(inputs, batch.labels());
    }

    private void augment(float[] image, float[] target, int to, long row) {
        TransformParameters drawn = options.augmentation().draw(options.form(), options.seed(), options.epoch(), row);
        options.augmentation().apply(image, 0, target, to, options.form(), drawn);
    }

    /**
     * Whether there is another batch; waits for it.
     *
     * @throws DataException if the data is damaged
     */
    @Override
    public boolean hasNext() {
        if (head == null) {
            head = take();
        }
        if (head.failure() instanceof RuntimeException e) {
            throw e;
        }
        if (head.failure() instanceof Error e) {
            throw e;
        }
        return head.batch() != null;
    }

    private Item take() {
        try {
            return ready.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a batch", e);
        }
    }

    /**
     * Gives the next batch; waits for it.
     *
     * @throws DataException if the data is damaged
     */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Batch batch = head.batch();
        head = null;
        return batch;
    }

    /** Stops reading and closes the source. */
    @Override
    public void close() {
        reader.interrupt();
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        workers.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (source instanceof AutoCloseable closeable) {
            close(closeable);
        }
    }

    private static void close(AutoCloseable source) {
        try {
            source.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new DataException("the data cannot be closed: " + e.getMessage(), e);
        }
    }
}
