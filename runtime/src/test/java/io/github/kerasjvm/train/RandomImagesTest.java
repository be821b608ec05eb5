package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What layers of real Keras do to images in training with given random numbers: fixtures/python/make_random_images.py. */
class RandomImagesTest {

    static Stream<Arguments> cases() throws IOException, URISyntaxException {
        List<Arguments> cases = new ArrayList<>();
        for (String run : List.of("keras3", "keras3.5", "tf_keras")) {
            String stem = "random_images-" + run;
            try (InputStream in = RandomImagesTest.class.getResourceAsStream(stem + ".json");
                    Npz npz = Npz.open(Path.of(Objects.requireNonNull(RandomImagesTest.class.getResource(stem + ".npz"))
                            .toURI()))) {
                JsonNode all = new ObjectMapper().readTree(in);
                Generation generation = run.equals("tf_keras") ? Generation.KERAS_2 : Generation.KERAS_3;
                String version = all.path("version").asText();
                Origin origin = new Origin(generation, version, "tensorflow", "");
                for (int i = 0; i < all.path("cases").size(); i++) {
                    JsonNode golden = all.path("cases").get(i);
                    String name = run + " " + golden.path("layer").asText() + " " + golden.path("config");
                    cases.add(Arguments.of(
                            name,
                            Semantics.of(origin),
                            golden,
                            npz.tensor(golden.path("images").asText()),
                            npz.tensor("result_" + i)));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void givesKerassImages(String name, Semantics semantics, JsonNode golden, Tensor images, Tensor expected) {
        Tensor made = run(semantics, golden, images);

        assertThat(made.shape()).isEqualTo(expected.shape());
        double tolerance = golden.path("images").asText().matches("pixels|bytes") ? 1e-4 : 2e-6;
        assertThat(made.toArray()).containsExactly(expected.toArray(), within((float) tolerance));
    }

    private static Tensor run(Semantics semantics, JsonNode golden, Tensor images) {
        Ops ops = new Ops();
        Value x = ops.input("x", images.shape());
        RecordedDraws draws = new RecordedDraws(ops, golden.path("draws"));
        Lowering call = new Lowering(
                ops, List.of(x), List.of(Optional.empty()), weight -> x, Optional.of(draws), Optional.empty());
        Value y = layer(semantics, golden).lower(call).get(0);
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", y)));
        assertThat(draws.left()).as("numbers drawn by Keras and not here").isEmpty();
        try (Plan plan = new ReferenceEngine().compile(new Program(graph), EngineOptions.defaults())) {
            return plan.run(List.of(images)).get(0);
        }
    }

    /** Of equal numbers the first is the lower: the order stays one. */
    @Test
    void mixesEachImageWithOneWhereNumbersAreEqual() throws IOException {
        String golden = "{\"layer\": \"MixUp\", \"config\": {}, \"draws\": [[0.5, 0.25, 0.5, 0.25], [0, 0, 0, 0]]}";
        Tensor images = Tensor.of(Shape.of(4, 1, 1, 1), 10, 11, 12, 13);
        Tensor mixed = run(Semantics.KERAS_3, new ObjectMapper().readTree(golden), images);
        assertThat(mixed.toArray()).containsExactly(12, 10, 13, 11);
    }

    /** The releases from 3.11 on give the numbers of 3.15; 3.10 gives others for these two (measured). */
    @ParameterizedTest
    @CsvSource({"RandAugment, chooses its changes", "RandomElasticTransform, has the fill_mode constant"})
    void refusesWhatEarlierReleasesDoOtherwise(String layer, String reason) throws IOException {
        Semantics semantics = Semantics.of(new Origin(Generation.KERAS_3, "3.10.0", "tensorflow", ""));
        String golden = "{\"layer\": \"%s\", \"config\": %s, \"draws\": []}"
                .formatted(layer, layer.equals("RandAugment") ? "{}" : "{\"fill_mode\": \"constant\"}");
        JsonNode read = new ObjectMapper().readTree(golden);
        Tensor images = Tensor.filled(Shape.of(1, 4, 4, 3), 1);
        assertThatThrownBy(() -> run(semantics, read, images))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(reason)
                .hasMessageContaining("before 3.11");
    }

    private static Layer layer(Semantics semantics, JsonNode golden) {
        Problems problems = Problems.none();
        Layers layers = Layers.with(List.of());
        Args args = Args.of((ObjectNode) golden.path("config"), semantics, problems, layers::read);
        Optional<Layer> layer = layers.read(golden.path("layer").asText(), args);
        assertThat(problems.list()).isEmpty();
        return layer.orElseThrow();
    }
}
