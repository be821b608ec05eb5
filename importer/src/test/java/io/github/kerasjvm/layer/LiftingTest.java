package io.github.kerasjvm.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.layer.lift.Lifting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the kinds of layers say of Keras 3 against what the constructors of real Keras 3 take. */
class LiftingTest {

    private static final Path RECORDED =
            Path.of(System.getProperty("keras-jvm.fixtures")).resolve("keras3/arguments.tsv");

    /** Layers of old files that Keras 3 has not. */
    private static final Set<String> GONE = Set.of(
            "Deconvolution2D",
            "Highway",
            "LocallyConnected1D",
            "LocallyConnected2D",
            "MaxoutDense",
            "ParametricSoftplus",
            "RandomHeight",
            "RandomWidth",
            "SReLU",
            "TFOpLambda",
            "TensorFlowOpLayer");

    private static Map<String, List<String>> recorded() throws IOException {
        Map<String, List<String>> arguments = new HashMap<>();
        for (String line : Files.readAllLines(RECORDED)) {
            String[] columns = line.split("\t", -1);
            if (columns.length == 2) {
                arguments.put(columns[0], Arrays.asList(columns[1].split(" ")));
            }
        }
        return arguments;
    }

    static Stream<Kind<?>> kindsOfKeras3() {
        return Layers.OF_KERAS.stream().filter(kind -> kind.lifting().isPossible());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kindsOfKeras3")
    void everyArgumentIsOneOfTheClassInKeras3(Kind<?> kind) throws IOException {
        Lifting lifting = kind.lifting();
        String className = lifting.className().orElse(kind.className());

        if (className.equals("Merge")) {
            return; // becomes one of several classes
        }
        assertThat(recorded()).containsKey(className);
        assertThat(recorded().get(className)).containsAll(lifting.arguments());
    }

    @Test
    void everyLayerOfOlderGenerationsIsSaidOrGone() {
        List<String> refused = Layers.OF_KERAS.stream()
                .filter(kind ->
                        !kind.lifting().isPossible() && !kind.generations().equals("3"))
                .filter(kind -> !kind.className().equals("InputLayer")) // is part of the graph
                .map(Kind::className)
                .sorted()
                .toList();

        assertThat(refused).containsExactlyElementsOf(GONE.stream().sorted().toList());
    }
}
