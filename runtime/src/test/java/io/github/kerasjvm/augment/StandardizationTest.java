package io.github.kerasjvm.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.augment.Standardization.Step;
import io.github.kerasjvm.data.Batches;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ImageDataGenerator of real Keras makes of images: fixtures/python/make_augment.py. */
class StandardizationTest {

    @ParameterizedTest
    @CsvSource({
        "rescale, 255, NOTHING, NOTHING",
        "samplewise_center, 1, CENTER, NOTHING",
        "samplewise, 2, CENTER_AND_DIVIDE, NOTHING",
        "featurewise_center, 1, NOTHING, CENTER",
        "featurewise, 127.5, NOTHING, CENTER_AND_DIVIDE",
        "both, 1, CENTER_AND_DIVIDE, CENTER_AND_DIVIDE"
    })
    void givesKerassNumbers(String name, double divisor, Step samplewise, Step featurewise) {
        try (Npz npz = Npz.open(Resources.path("standardized.npz"))) {
            for (Layout layout : Layout.values()) {
                String prefix = layout.name().toLowerCase(Locale.ROOT) + "/";
                Tensor images = npz.tensor(prefix + "input");
                ImageForm form = ImageForm.of(images.shape().from(1), layout);
                Standardization step = new Standardization(1 / divisor, samplewise, featurewise, Optional.empty());
                FeatureStatistics found = statistics(images, form, 1 / divisor);
                float[] made = images.toArray();

                for (int image = 0; image < images.shape().size(0); image++) {
                    step.with(found).apply(made, image * form.elements(), form);
                }

                assertThat(made).containsExactly(npz.tensor(prefix + name).toArray(), within(3e-5f));
            }
        }
    }

    /** Reads in batches that do not divide the data. */
    private static FeatureStatistics statistics(Tensor images, ImageForm form, double rescale) {
        try (Batches batches = DataSet.of(List.of(images), List.of()).batches(2)) {
            return FeatureStatistics.of(batches, 0, form, rescale);
        }
    }
}
