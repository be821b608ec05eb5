package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.problem.ImportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Freezing a layer inside a model changes where Keras looks for weights; here every weight stays the one that it was. */
class FreezingTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));

    @Test
    void everyWeightStaysWhatItWas() throws IOException {
        int frozen = 0;
        int refused = 0;
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            List<Path> models = files.filter(
                            file -> file.toString().matches(".*/(layer|head|training|unbuilt)/.*\\.h5"))
                    .sorted()
                    .toList();
            for (Path file : models) {
                for (String path : inner(file)) {
                    if (isSameWithFrozen(file, path)) {
                        frozen++;
                    } else {
                        refused++;
                    }
                }
            }
        }
        assertThat(frozen).isGreaterThan(20);
        assertThat(refused).isPositive();
    }

    @Test
    void whereOnlyTheOrderTellsItIsRefused() {
        Import source = Import.of(FIXTURES.resolve("head/k3_twins.h5"));

        assertThatThrownBy(() -> source.freeze(List.of("pair/p")).load())
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("found in the file by its order");
        // Those of all layers stand as they stood.
        KerasModel model = source.newHead(NewHead.of(3).freezingBase()).load();
        assertThat(TrainedNames.of(model)).containsExactlyInAnyOrder("top/kernel", "top/bias");
    }

    /** Layers with weights inside of models. */
    private static List<String> inner(Path file) {
        try {
            KerasModel model = Import.of(file).load();
            return model.graph().allLayers().stream()
                    .map(ModelLayer::path)
                    .filter(path -> path.contains("/"))
                    .filter(path -> model.weights().keySet().stream().anyMatch(name -> name.startsWith(path + "/")))
                    .toList();
        } catch (ImportException e) {
            return List.of();
        }
    }

    private static boolean isSameWithFrozen(Path file, String path) {
        KerasModel before = Import.of(file).load();
        KerasModel model;
        try {
            model = Import.of(file).freeze(List.of(path)).load();
        } catch (ImportException e) {
            assertThat(e)
                    .as(file + " with " + path)
                    .hasMessageMatching("(?s).*(found in the file by its order|no layer has a path).*");
            return false;
        }
        before.weights()
                .forEach((name, weight) -> assertThat(model.weights().get(name).toArray())
                        .as(file + " " + name + " with " + path)
                        .isEqualTo(weight.toArray()));
        return true;
    }
}
