package io.github.kerasjvm.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What image layers refuse because the numbers depend on who wrote the file. */
class ImageProblemsTest {

    private static final Layers LAYERS = Layers.with(List.of());

    private static Optional<Layer> read(Origin origin, String className, String arguments, Problems problems)
            throws IOException {
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(arguments.replace('\'', '"'));
        return LAYERS.read(className, Args.of(json, Semantics.of(origin), problems, LAYERS::read));
    }

    private static List<String> problemsOf(String version, String backend, String className, String arguments)
            throws IOException {
        Problems problems = Problems.none();
        Generation generation = version.startsWith("3") ? Generation.KERAS_3 : Generation.KERAS_2;
        read(new Origin(generation, version.equals("none") ? "" : version, backend, ""), className, arguments, problems)
                .ifPresent(layer -> layer.outputs(List.of(Shape.of(Shape.ANY, 7, 10, 3)), problems));
        return problems.list().stream().map(Problem::message).toList();
    }

    @ParameterizedTest(name = "{0} on {1}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2.2.4 | theano | UpSampling2D | {'interpolation': 'bilinear'} | resizes bilinear, which is not known for what wrote the file",
                "none | tensorflow | UpSampling2D | {'interpolation': 'bilinear'} | resizes bilinear, which is not known for what wrote the file",
                "2.3.1 | tensorflow | UpSampling2D | {'interpolation': 'bicubic'} | resizes bicubic, which is not known for what wrote the file",
                "3.15.1 | torch | Resizing | {'height': 4, 'width': 4, 'interpolation': 'bicubic'} | resizes bicubic, which is not known for what wrote the file",
                "3.15.1 | torch | Resizing | {'height': 4, 'width': 4, 'antialias': true} | resizes bilinear with antialias, which is not known for what wrote the file",
                "3.15.1 | jax | Resizing | {'height': 4, 'width': 4, 'interpolation': 'area'} | resizes area, which is not known for what wrote the file",
                "3.15.1 | openvino | CenterCrop | {'height': 4, 'width': 4} | resizes bilinear, which is not known for what wrote the file",
                "3.15.1 | jax | Resizing | {'height': 4, 'width': 4, 'fill_mode': 'reflect'} | is \"reflect\"; expected one of: constant",
                "3.15.1 | jax | Resizing | {'height': 4, 'width': 99999999} | resizes 10 positions to 99999999; the product has to be between 1 and 67108864",
                "3.7.0 | jax | RandomCrop | {'height': 4, 'width': 4} | cuts images of [7, 10] to [4, 4] as Keras 3.6 and 3.7 do at inference, which does not run here; give images of the size itself, or use CenterCrop or Resizing",
                "3.15.1 | jax | AutoContrast | {'value_range': [1, 0]} | is [1.0, 0.0], expected two ascending numbers"
            })
    void refusesWhatIsNotKnown(String version, String backend, String className, String arguments, String expected)
            throws IOException {
        assertThat(problemsOf(version, backend, className, arguments)).containsExactly(expected);
    }

    @Test
    void repeatingIsTheSameEverywhere() throws IOException {
        assertThat(problemsOf("2.2.4", "theano", "UpSampling2D", "{'interpolation': 'nearest'}"))
                .isEmpty();
        assertThat(problemsOf("2.15.0", "tensorflow", "RandomCrop", "{'height': 4, 'width': 4}"))
                .isEmpty();
    }
}
