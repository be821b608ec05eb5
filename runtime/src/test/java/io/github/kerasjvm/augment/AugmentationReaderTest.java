package io.github.kerasjvm.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.augment.Standardization.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationReaderTest {

    @Test
    void readsEveryOption() {
        Augmentation read = Augmentation.parse("rotation=10, width_shift=0.1,height_shift=-2:0:2,shear=0.2,zoom=0.1,"
                + "horizontal_flip,vertical_flip=false,brightness=0.5:1.5,channel_shift=20,fill=wrap,cval=7,order=0,"
                + "rescale=1/255,samplewise_center,featurewise_std_normalization,rule=keras_preprocessing");

        assertThat(read)
                .isEqualTo(new Augmentation(
                        new TransformRanges(
                                10,
                                new Shift.Between(0.1),
                                new Shift.OneOf(List.of(-2.0, 0.0, 2.0)),
                                0.2,
                                new Range(0.9, 1.1),
                                true,
                                false,
                                20,
                                Optional.of(new Range(0.5, 1.5))),
                        FillMode.WRAP,
                        7,
                        0,
                        TransformRule.KERAS_PREPROCESSING,
                        new Standardization(1 / 255.0, Step.CENTER, Step.CENTER_AND_DIVIDE, Optional.empty())));
    }

    @Test
    void takesTheNamesOfKeras() {
        assertThat(Augmentation.parse("rotation_range=5,width_shift_range=3,zoom_range=0.8:1.2,fill_mode=reflect,"
                        + "interpolation_order=1"))
                .isEqualTo(Augmentation.parse("rotation=5.0,width_shift=3,zoom=0.8:1.2,fill=reflect"));
    }

    @Test
    void hasTheDefaultsOfKeras() {
        assertThat(Augmentation.parse("rotation=0")).isEqualTo(Augmentation.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rotation=ten | augment: rotation is \"ten\", expected a number of degrees",
                "rotation=-1 | augment: rotation is \"-1\", expected a number of 0 or more",
                "horizontal_flip=yes | augment: horizontal_flip is \"yes\", expected nothing, true or false",
                "fill=mirror | augment: fill is \"mirror\", expected one of constant, nearest, reflect, wrap",
                "order=3 | augment: order is \"3\", expected 0 or 1",
                "zoom=1:2:3 | augment: zoom is \"1:2:3\", expected a number, or a range such as 0.8:1.2",
                "brightness=0.5 | augment: brightness is \"0.5\", expected a range such as 0.8:1.2",
                "rescale=0 | augment: rescale is \"0\", expected a number other than 0, or one such as 1/255",
                "zoom=1,zoom_range=2 | augment: zoom is given twice",
                "zca_whitening | augment: zca_whitening is not supported: whitening is not computed here",
            })
    void saysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> Augmentation.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void namesTheNearestOption() {
        assertThatThrownBy(() -> Augmentation.parse("horizontal_flips"))
                .hasMessageStartingWith("augment: horizontal_flips is not an option. Did you mean \"horizontal_flip\"?"
                        + " Options are brightness, channel_shift, cval,");
        assertThatThrownBy(() -> Augmentation.parse("rotation=1,,zoom=1")).hasMessageContaining("an option is empty");
    }

    @Test
    void refusesAShiftThatMovesNothing() {
        assertThatThrownBy(() -> Augmentation.parse("width_shift=1"))
                .hasMessageStartingWith("augment: width_shift is \"1\", expected a fraction")
                .hasMessageEndingWith("; 1.0 is up to one position");
    }
}
