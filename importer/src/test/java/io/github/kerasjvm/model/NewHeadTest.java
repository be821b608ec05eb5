package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another head: the one layer that is meant, and nothing else. */
class NewHeadTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));

    private static Import source(String file) {
        return Import.of(FIXTURES.resolve(file));
    }

    /** All models have 6 or 7, and the references 10, classes. */
    @ParameterizedTest
    @CsvSource({
        "head/k3_mobile.keras, classes, 3",
        "head/tfk_mobile.h5, classes, 1",
        "head/k3_inner.h5, net/top, 0",
        "head/tfk_inner.h5, net/top, 0",
        "head/tfk_steps.keras, tag, 0",
        "reference/a_k1th_cf.h5, dense_2, 0",
        "reference/a_k1_cl.h5, dense_2, 0",
        "reference/a_k2_cf.h5, dense_2, 0",
        "reference/c_k3_cf.h5, dense_1, 0",
        "reference/d_k3_cl.keras, dense_1, 0"
    })
    void changesOneLayerAndLeavesEveryOtherWord(String file, String head, int others) {
        KerasModel before = source(file).load();
        KerasModel model = source(file).newHead(NewHead.of(4)).load();

        ReplacedHead replaced =
                source(file).newHead(NewHead.of(4)).replacedHead().orElseThrow();
        assertThat(replaced.path()).isEqualTo(head);
        assertThat(replaced.units()).isEqualTo(4);
        assertThat(model.outputs().get(0).shape().last()).isEqualTo(4);
        // What differs are numbers: that of the units, and what follows from it.
        List<String> words = List.of(before.config().split("(?<=\\W)|(?=\\W)"));
        List<String> now = List.of(model.config().split("(?<=\\W)|(?=\\W)"));
        assertThat(now).hasSameSizeAs(words);
        int changed = 0;
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals(now.get(i))) {
                assertThat(words.get(i)).isEqualTo(Integer.toString(replaced.before()));
                assertThat(now.get(i)).isEqualTo("4");
                changed++;
            }
        }
        assertThat(changed).isEqualTo(1 + others);
        before.weights().forEach((name, weight) -> {
            Tensor other = model.weights().get(name);
            if (name.startsWith(head + "/")) {
                assertThat(other.shape()).isEqualTo(weight.shape().withLast(4));
            } else {
                assertThat(Arrays.equals(other.toArray(), weight.toArray())).isTrue();
            }
        });
    }

    @Test
    void beginsAsItsInitializersSay() {
        KerasModel model =
                source("head/k3_inner.h5").newHead(NewHead.of(900).seed(3)).load();

        // he_normal is cut off at 2 / 0.8796 deviations of sqrt(2 / 3); the bias is a constant.
        float[] kernel = model.weights().get("net/top/kernel").toArray();
        double most = 2 / .87962566103423978 * Math.sqrt(2.0 / 3);
        double largest = 0;
        for (float weight : kernel) {
            largest = Math.max(largest, Math.abs(weight));
        }
        assertThat(largest).isBetween(.97 * most, most);
        assertThat(model.weights().get("net/top/bias").toArray()).containsOnly(.25f);
    }

    @Test
    void aSeedDecides() {
        Import source = source("head/tfk_inner.h5");
        float[] one = kernel(source.newHead(NewHead.of(5).seed(1)));

        assertThat(kernel(source.newHead(NewHead.of(5).seed(1)))).isEqualTo(one);
        assertThat(kernel(source.newHead(NewHead.of(5).seed(2)))).isNotEqualTo(one);
    }

    private static float[] kernel(Import source) {
        return source.load().weights().get("net/top/kernel").toArray();
    }

    @Test
    void freezesAllButTheHeadAndWhatHoldsIt() {
        KerasModel model = source("head/tfk_inner.h5")
                .newHead(NewHead.of(5).freezingBase())
                .load();

        assertThat(TrainedNames.of(model)).containsExactlyInAnyOrder("net/top/kernel", "net/top/bias");
        assertThat(source("head/tfk_inner.h5")
                        .newHead(NewHead.of(5).freezingBase())
                        .replacedHead()
                        .orElseThrow()
                        .changes())
                .containsExactly("7 other layers are frozen");
    }

    /** Those of a frozen model are frozen, as {@code model.trainable = False} has it. */
    @Test
    void aFrozenModelFreezesWhatItHolds() {
        KerasModel model = source("training/k3_two_outputs/before.keras")
                .freeze(List.of("inner"))
                .load();

        assertThat(TrainedNames.of(model)).isNotEmpty().noneMatch(name -> name.startsWith("inner/"));
    }

    @Test
    void anotherActivationStandsWhereItStood() {
        NewHead head = NewHead.of(3).activation("softmax");

        KerasModel own = source("head/tfk_binary.h5").newHead(head).load();
        assertThat(own.config()).contains("\"units\": 3, \"activation\": \"softmax\"");
        KerasModel behind = source("head/k3_mobile.keras")
                .newHead(head.activation("sigmoid"))
                .load();
        assertThat(behind.config()).contains("\"activation\": \"sigmoid\"").doesNotContain("softmax");
    }

    @Test
    void ofSeveralOutputsOneIsNamed() {
        Import source = source("training/k3_two_outputs/before.keras");

        assertThatThrownBy(() -> source.newHead(NewHead.of(5)).load())
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("2 outputs")
                .hasMessageContaining("kind, size");
        KerasModel model = source.newHead(NewHead.of(5).at("kind")).load();
        assertThat(model.outputs().stream().map(KerasModel.Port::shape))
                .containsExactly(Shape.of(Shape.ANY, 5), Shape.of(Shape.ANY, 1));
    }

    private static final Map<String, String> REFUSED = Map.of(
            "head/tfk_normalised.h5",
                    "last (BatchNormalization): is the last layer with weights; a new head takes the place",
            "training/tfk_sequence/before.h5 embedded", "no way leads from a layer embedded",
            "head/k3_inner.h5 nothing", "there is no layer of that path. Name the layer of the head: net/top",
            "head/tfk_normalised.h5 dense", "no way leads from a layer dense through layers without weights");

    @Test
    void whatIsNoHeadIsRefusedByName() {
        REFUSED.forEach((what, message) -> {
            String[] words = what.split(" ");
            NewHead head = words.length == 1 ? NewHead.of(2) : NewHead.of(2).at(words[1]);
            assertThatThrownBy(() -> source(words[0]).newHead(head).load())
                    .as(what)
                    .isInstanceOf(ImportException.class)
                    .hasMessageContaining(message);
        });
    }

    @Test
    void softmaxOfOneUnitIsRefused() {
        for (String file : List.of("head/k3_mobile.keras", "head/k3_inner.h5")) {
            assertThatThrownBy(() -> source(file).newHead(NewHead.of(1)).load())
                    .hasMessageContaining("always 1")
                    .hasMessageContaining("sigmoid");
        }
        KerasModel model = source("head/k3_inner.h5")
                .newHead(NewHead.of(1).activation("sigmoid"))
                .load();
        assertThat(model.outputs().get(0).shape().last()).isEqualTo(1);
    }

    @Test
    void anUnknownActivationIsRefused() {
        assertThatThrownBy(() -> source("head/k3_inner.h5")
                        .newHead(NewHead.of(2).activation("softmaxx"))
                        .load())
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("softmaxx");
    }

    @ParameterizedTest
    @CsvSource({
        "reference/a_k1th_cf.h5",
        "reference/b_k2_cf.h5",
        "reference/c_k2_cl.h5",
        "reference/c_k3_cf.keras",
        "training/tfk_sequence/before.h5"
    })
    void firstWeightsInAllLayers(String file) {
        KerasModel before = source(file).load();
        KerasModel model = source(file).fresh(1).load();

        assertThat(model.config()).isEqualTo(before.config());
        model.weights().forEach((name, weight) -> {
            assertThat(weight.shape()).isEqualTo(before.weights().get(name).shape());
            float[] elements = weight.toArray();
            String role = name.substring(name.lastIndexOf('/') + 1);
            switch (role) {
                case "beta", "moving_mean" -> assertThat(elements).containsOnly(0f);
                case "gamma", "moving_variance" -> assertThat(elements).containsOnly(1f);
                case "bias" -> assertThat(elements).contains(0f);
                default ->
                    assertThat(elements).isNotEqualTo(before.weights().get(name).toArray());
            }
        });
    }

    @Test
    void gatesBeginOpen() {
        float[] bias = source("training/tfk_sequence/before.h5")
                .fresh(1)
                .load()
                .weights()
                .get("lstm/bias")
                .toArray();

        // unit_forget_bias: the second of four gates (keras/src/layers/rnn/lstm.py)
        assertThat(bias).hasSize(20);
        for (int i = 0; i < bias.length; i++) {
            assertThat(bias[i]).isEqualTo(i / 5 == 1 ? 1f : 0f);
        }
    }
}
