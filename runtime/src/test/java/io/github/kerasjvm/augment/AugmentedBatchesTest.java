package io.github.kerasjvm.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class AugmentedBatchesTest {

    private static final int ROWS = 37;
    private static final ImageForm FORM = new ImageForm(6, 5, 3, Layout.CHANNELS_LAST);
    private static final Augmentation ALL = Augmentation.parse(
            "rotation=20,width_shift=0.2,height_shift=2,zoom=0.2,shear=5,horizontal_flip,channel_shift=9,brightness=0.5:1.5");

    private static DataSet data() {
        float[] pixels = new float[ROWS * FORM.elements()];
        float[] labels = new float[ROWS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i * 7919 % 256;
        }
        for (int i = 0; i < ROWS; i++) {
            labels[i] = i;
        }
        return DataSet.of(
                List.of(Tensor.of(Shape.of(ROWS, 6, 5, 3), pixels)), List.of(Tensor.of(Shape.of(ROWS), labels)));
    }

    /** The rows of a pass, one behind the other, and the labels. */
    private static List<float[]> pass(int size, int threads, int ahead, long seed, long epoch) {
        List<float[]> rows = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        AugmentedBatches.Options options =
                new AugmentedBatches.Options(ALL, 0, FORM, seed, epoch, place -> place, threads, ahead);
        try (AugmentedBatches batches = new AugmentedBatches(data().batches(size), options)) {
            batches.forEachRemaining(batch -> {
                for (int row = 0; row < batch.rows(); row++) {
                    rows.add(batch.inputs().get(0).rows(row, row + 1).toArray());
                    labels.add(batch.labels().get(0).get(row));
                }
            });
        }
        for (int i = 0; i < ROWS; i++) {
            assertThat(labels.get(i)).isEqualTo(i);
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({"37, 1, 1", "5, 1, 1", "5, 4, 3", "1, 3, 2", "16, 2, 1"})
    void givesTheSameWhateverThreadsAndBatches(int size, int threads, int ahead) {
        Tensor images = data().batches(ROWS).next().inputs().get(0);
        ImageTransform transform = new ImageTransform(FORM, FillMode.NEAREST, 0, 1, TransformRule.KERAS_3);
        List<float[]> made = pass(size, threads, ahead, 3, 2);

        assertThat(made).hasSize(ROWS);
        for (int row = 0; row < ROWS; row++) {
            float[] expected = new float[FORM.elements()];
            transform.apply(images.rows(row, row + 1).toArray(), 0, expected, 0, ALL.draw(FORM, 3, 2, row));
            assertThat(made.get(row)).containsExactly(expected);
        }
    }

    @Test
    void drawsAnewInEachEpochAndWithEachSeed() {
        float[] first = pass(8, 2, 1, 3, 0).get(0);
        assertThat(first)
                .isNotEqualTo(pass(8, 2, 1, 3, 1).get(0))
                .isNotEqualTo(pass(8, 2, 1, 4, 0).get(0));
    }

    @Test
    void followsTheRowsOfShuffledData() {
        Tensor images = data().batches(ROWS).next().inputs().get(0);
        Iterator<Batch> turned = List.of(
                        new Batch(List.of(images.rows(9, 10)), List.of()),
                        new Batch(List.of(images.rows(2, 3)), List.of()))
                .iterator();
        List<float[]> inOrder = pass(8, 1, 1, 3, 5);
        int[] order = {9, 2};
        AugmentedBatches.Options options =
                new AugmentedBatches.Options(ALL, 0, FORM, 3, 5, place -> order[place], 2, 1);

        try (AugmentedBatches batches = new AugmentedBatches(turned, options)) {
            assertThat(batches.next().inputs().get(0).toArray()).containsExactly(inOrder.get(9));
            assertThat(batches.next().inputs().get(0).toArray()).containsExactly(inOrder.get(2));
            assertThat(batches.hasNext()).isFalse();
        }
    }

    @Test
    void staysABoundedNumberOfBatchesAhead() throws InterruptedException {
        AtomicInteger read = new AtomicInteger();
        Iterator<Batch> endless = source(read, Integer.MAX_VALUE);
        AugmentedBatches.Options options = new AugmentedBatches.Options(ALL, 0, FORM, 3, 5, place -> place, 2, 2);

        try (AugmentedBatches batches = new AugmentedBatches(endless, options)) {
            batches.next();
            Thread.sleep(300);
            // One taken, two waiting, one that finds no room.
            assertThat(read.get()).isBetween(2, 4);
        }
    }

    private static Iterator<Batch> source(AtomicInteger read, int broken) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Batch next() {
                if (read.incrementAndGet() > broken) {
                    throw new DataException("x: is truncated");
                }
                return new Batch(List.of(Tensor.filled(Shape.of(2, 6, 5, 3), 9)), List.of());
            }
        };
    }

    @Test
    void passesOnWhatGoesWrong() {
        try (AugmentedBatches batches =
                new AugmentedBatches(source(new AtomicInteger(), 1), AugmentedBatches.Options.of(ALL, FORM, 1, 1, 2))) {
            batches.next();
            assertThatThrownBy(batches::next).isInstanceOf(DataException.class).hasMessage("x: is truncated");
            assertThatThrownBy(batches::next).isInstanceOf(DataException.class);
        }
    }

    @Test
    void refusesBrightnessOfFractions() {
        Batch batch = new Batch(List.of(Tensor.filled(Shape.of(1, 6, 5, 3), 0.5f)), List.of());
        try (AugmentedBatches batches =
                new AugmentedBatches(List.of(batch).iterator(), AugmentedBatches.Options.of(ALL, FORM, 1, 1, 2))) {
            assertThatThrownBy(batches::next)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("of which Keras would make black; expected 0 to 255");
        }
    }

    @Test
    void refusesRowsThatAreNotTheImages() {
        Batch batch = new Batch(List.of(Tensor.filled(Shape.of(1, 6, 5), 0.5f)), List.of());
        try (AugmentedBatches batches =
                new AugmentedBatches(List.of(batch).iterator(), AugmentedBatches.Options.of(ALL, FORM, 1, 1, 2))) {
            assertThatThrownBy(batches::next)
                    .isInstanceOf(DataException.class)
                    .hasMessage("augment: rows of input 0 have the shape (6, 5), expected images of (6, 5, 3)");
        }
    }

    @Test
    void wantsTheStatisticsThatItNeeds() {
        Augmentation centred = Augmentation.parse("featurewise_center");
        assertThatThrownBy(() -> AugmentedBatches.Options.of(centred, FORM, 1, 1, 2))
                .hasMessageContaining("featurewise_center");
    }
}
