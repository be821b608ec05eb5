package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of sequences, masks and calls is exported, and why the rest is not; {@link KerasNumbersTest} has the numbers. */
class SequencesTest {

    @TempDir
    Path folder;

    /** The outputs that are refused, with the reason. */
    private static Map<String, String> refused(String file) {
        KerasModel model = Import.of(Suite.fixtures().resolve(file)).load();
        Map<String, String> refused = new TreeMap<>();
        for (int i = 0; i < model.outputs().size(); i++) {
            String problems =
                    Dl4jExporter.of(Suite.withOutput(model, i)).check().toString();
            if (!problems.equals("[]")) {
                refused.put(model.graph().outputs().get(i).layer(), problems);
            }
        }
        return refused;
    }

    @Test
    void exportsRecurrencesOfKeras2() {
        Map<String, String> refused = refused("layer/recurrent/tfk_cl.h5");
        assertThat(refused).containsOnlyKeys("other_back", "turned_inside");
        assertThat(refused.get("other_back")).contains("backward_layer: differs from the forward layer");
        assertThat(refused.get("turned_inside")).contains("dims: is [1, 3, 2]");
    }

    @Test
    void refusesTheHardSigmoidOfKeras3InsideARecurrence() {
        Map<String, String> refused = refused("layer/recurrent/k3_cl.keras");
        assertThat(refused).containsOnlyKeys("other_back", "turned_inside", "lstm_back_steps");
        assertThat(refused.get("lstm_back_steps")).contains("recurrent_activation: is hard_sigmoid (Keras 3)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k3_cl.keras", "tfk_cl.h5"})
    void refusesMasksThatALayerUses(String file) {
        Map<String, String> refused = refused("layer/masked_sequences/" + file);
        assertThat(refused).containsOnlyKeys("used", "mean", "both", "other_value");
        for (String name : List.of("used", "mean", "both")) {
            assertThat(refused.get(name)).contains(name + " (").contains("takes a mask");
        }
        assertThat(refused.get("other_value")).contains("ones (Masking), mask_value: is 1.0");
    }

    /** The comparison before a file counts as written gives an embedding indices that it has. */
    @Test
    void provesAnEmbedding() throws Exception {
        KerasModel model = Import.of(Suite.fixtures().resolve("layer/masked_sequences/tfk_cl.h5"))
                .load();
        int output = model.graph().outputs().stream()
                .map(ref -> ref.layer())
                .toList()
                .indexOf("block");
        Dl4jExporter.of(Suite.withOutput(model, output)).write(folder.resolve("model.zip"));
        assertThat(folder.resolve("model.zip")).exists();
    }

    @Test
    void hasARuleOrAReasonForEveryLayer() {
        assertThat(Layers.OF_KERAS.stream().map(Kind::className))
                .allSatisfy(name -> assertThat(Rules.STANDARD.named(name)).isPresent());
        assertThat(Dl4jSupport.layers())
                .filteredOn(line -> line.level() == Dl4jSupport.Level.REFUSED)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.note()).isNotEmpty());
    }
}
