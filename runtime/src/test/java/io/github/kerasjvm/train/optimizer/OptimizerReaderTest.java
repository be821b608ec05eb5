package io.github.kerasjvm.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.StoredArray;
import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            3.15.1   | Muon     | {}                                        | the optimizer Muon does not run here
            2.15.0   | Lamb     | {'use_ema': false}                        | the optimizer Lamb does not run here
            1.2.2    | Ftrl     | {}                                        | the optimizer Ftrl does not run here
            3.15.1   | LossScaleOptimizer | {'inner_optimizer': {}}         | the optimizer LossScaleOptimizer does not run
            3.15.1   | Adam     | {'beta_3': 0.5}                           | beta_3: is 0.5; the argument is not known here
            3.15.1   | Adam     | {'beta_1': 1.5}                           | beta_1: is 1.5, expected a number from 0 to 1
            3.15.1   | Adam     | {'epsilon': null}                         | epsilon: is null, expected a number
            3.15.1   | Adam     | {'clipnorm': 1, 'clipvalue': 1}           | clipnorm: stands beside another bound
            3.15.1   | Adam     | {'gradient_accumulation_steps': 1}        | expected a whole number of 2 or more
            3.15.1   | SGD      | {'learning_rate': {'class_name': 'Own'}}  | the schedule is not one of Keras's
            2.4.0    | Adam     | {'clipnorm': 1, 'clipvalue': 1}           | clipvalue: stands beside a bounded norm
            2.3.1    | Adam     | {'momentum': 0.5}                         | momentum: is 0.5; the argument is not known
            2.15.0   | Adam     | {'decay': 0.5, 'is_legacy_optimizer': false} | decay: is 0.5; the argument is not known
            2.15.0   | Nadam    | {'jit_compile': true}                     | jit_compile: is true
            """)
    void refusesByName(String version, String name, String config, String message) throws IOException {
        Problems problems = Problems.none();
        assertThat(read(version, name, config, problems)).isEmpty();
        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().get(0).toString()).startsWith("optimizer").contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1.2.2, Adam, KERAS_1, {'lr': 0.1}",
                "2.2.4, Adam, KERAS_2, {'lr': 0.1}",
                "2.3.1, Adam, KERAS_2_3, {'learning_rate': 0.1}",
                "2.2.4-tf, Adam, TF_KERAS, {'learning_rate': 0.1}",
                "2.1.6-tf, Adam, KERAS_2, {'lr': 0.1}",
                "2.9.0, Adam, TF_KERAS, {'learning_rate': 0.1}",
                "2.11.0, Custom>Adam, TF_KERAS_2_11, {'learning_rate': 0.1}",
                "2.15.0, Adam, TF_KERAS, {'learning_rate': 0.1}",
                "2.15.0, rmsprop, TF_KERAS_2_11, {}",
                "3.15.1, adam, KERAS_3, {'learning_rate': 0.1}"
            })
    void knowsTheLine(String version, String name, Line line, String config) throws IOException {
        Problems problems = Problems.none();
        OptimizerConfig read = read(version, name, config, problems).orElseThrow();
        assertThat(problems.list()).isEmpty();
        assertThat(read.line()).isEqualTo(line);
        assertThat(read.learningRate().initial()).isEqualTo(config.equals("{}") ? 0.001f : 0.1f);
    }

    @Test
    void saysWhatTheStoredStateLacks() throws IOException {
        OptimizerConfig adam = read("3.15.1", "Adam", "{}", Problems.none()).orElseThrow();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("d/kernel", Shape.of(2, 3));
        Parameters parameters = new Parameters(Layout.of(shapes));
        Optimizer optimizer = new Optimizer(adam, parameters, Map.of(), Map.of());
        StateFile file = new StateFile(adam, parameters.layout(), Map.of());
        assertThat(problems(file, optimizer, Shape.SCALAR, Shape.SCALAR, Shape.of(3, 2)))
                .containsExactly(
                        "optimizer (Adam), vars/2: has the shape (3, 2), expected momentum of d/kernel, (2, 3)  [KJ-OPT-2]",
                        "optimizer (Adam): velocity of d/kernel is not in the file, which has 3 arrays  [KJ-OPT-2]");
        assertThat(problems(file, optimizer, Shape.SCALAR, Shape.SCALAR, Shape.of(2, 3), Shape.of(2, 3), Shape.of(1)))
                .containsExactly("optimizer (Adam), vars/4: belongs to nothing that Adam keeps  [KJ-OPT-2]");
    }

    private static List<String> problems(StateFile file, Optimizer optimizer, Shape... shapes) {
        List<StoredArray> arrays = new ArrayList<>();
        for (Shape shape : shapes) {
            arrays.add(new OptimizerTest.Fake("vars/" + arrays.size(), shape, new float[(int) shape.elements()]));
        }
        Problems problems = Problems.none();
        assertThat(file.read(arrays, optimizer, problems)).isFalse();
        return problems.list().stream().map(Problem::toString).toList();
    }

    private static Optional<OptimizerConfig> read(String version, String name, String config, Problems problems)
            throws IOException {
        Generation generation =
                switch (version.charAt(0)) {
                    case '1' -> Generation.KERAS_1;
                    case '2' -> Generation.KERAS_2;
                    default -> Generation.KERAS_3;
                };
        JsonNode arguments = new ObjectMapper().readTree(config.replace('\'', '"'));
        return OptimizerReader.read(name, arguments, new Origin(generation, version, "tensorflow", ""), problems);
    }
}
