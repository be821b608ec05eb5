package io.github.kerasjvm.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ImageDataGenerator of real Keras does with given parameters: fixtures/python/make_augment.py. */
class ImageTransformTest {

    private static final int COLUMNS = 10;
    private static final float CVAL = 7.5f;

    private static final TransformRule RULE = TransformRule.KERAS_3;

    static Stream<Arguments> groups() {
        List<Arguments> groups = new ArrayList<>();
        for (var file : List.of("transforms-keras3.npz", "transforms-keras2.npz")) {
            TransformRule rule = file.contains("2") ? TransformRule.KERAS_PREPROCESSING : RULE;
            try (Npz npz = Npz.open(Resources.path(file))) {
                npz.names().stream()
                        .filter(name -> name.contains("-"))
                        .forEach(name -> groups.add(
                                Arguments.of(file + " " + name, rule, npz.tensor(name), npz.doubles(parts(name)[3]))));
            }
        }
        return groups.stream();
    }

    private static String[] parts(String name) {
        return name.split("-");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void givesKerassImages(String name, TransformRule rule, Tensor all, double[] parameters) {
        String[] parts = parts(name.substring(name.indexOf(' ') + 1));
        Layout layout = Layout.valueOf(parts[0].toUpperCase(Locale.ROOT));
        FillMode fill = FillMode.valueOf(parts[1].toUpperCase(Locale.ROOT));
        ImageForm form = ImageForm.of(all.shape().from(1), layout);
        ImageTransform transform = new ImageTransform(form, fill, CVAL, Integer.parseInt(parts[2]), rule);
        int rows = parameters.length / COLUMNS;
        float[] images = all.toArray();
        float[] made = new float[images.length];

        for (int row = 0; row < rows; row++) {
            transform.apply(images, 0, made, (row + 1) * form.elements(), parameters(parameters, row));
        }

        for (int row = 0; row < rows; row++) {
            int from = (row + 1) * form.elements();
            float[] expected = Arrays.copyOfRange(images, from, from + form.elements());
            assertThat(Arrays.copyOfRange(made, from, from + form.elements()))
                    .as("row %s: %s", row, parameters(parameters, row))
                    .containsExactly(expected, within(1e-5f));
        }
        assertThat(rows).isEqualTo(all.shape().size(0) - 1);
    }

    @Test
    void refusesBrightnessOfWhatIsNoPicture() {
        ImageForm form = new ImageForm(2, 2, 2, Layout.CHANNELS_LAST);
        ImageTransform transform = new ImageTransform(form, FillMode.NEAREST, 0, 1, RULE);
        double[] given = {0, 0, 0, 0, 1, 1, 0, 0, Double.NaN, 0.5};

        assertThatThrownBy(() -> transform.apply(new float[8], 0, new float[8], 0, parameters(given, 0)))
                .hasMessage("brightness is given for images of 2 channels; Keras makes pictures of 1, 3 or 4 channels"
                        + " of them");
    }

    @Test
    void refusesOtherOrders() {
        ImageForm form = new ImageForm(2, 2, 2, Layout.CHANNELS_LAST);
        assertThatThrownBy(() -> new ImageTransform(form, FillMode.NEAREST, 0, 3, RULE))
                .hasMessage("interpolation_order is 3, expected 0 or 1");
    }

    private static TransformParameters parameters(double[] all, int row) {
        double[] given = Arrays.copyOfRange(all, row * COLUMNS, (row + 1) * COLUMNS);
        return new TransformParameters(
                given[0],
                given[1],
                given[2],
                given[3],
                given[4],
                given[5],
                given[6] == 1,
                given[7] == 1,
                some(given[8]),
                some(given[9]));
    }

    private static OptionalDouble some(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
