package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.fixtures.ChosenDevice;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Recurrent layers of the fixtures on sequences in which any steps are masked, also none and all: ONNX's operators by
 * lengths against the loop of the reference engine, whose masks are held against Keras by the suites.
 */
class MaskedSequencesTest {

    /** Every choice of five steps. */
    private static final int ROWS = 1 << 5;

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "gru", "simple_rnn", "bidirectional", "masked_states"})
    void givesTheNumbersOfTheLoopWhateverIsMasked(String kind) {
        Path file = Path.of(System.getProperty("keras-jvm.fixtures"), "layer", kind, "k3_cl.keras");
        KerasModel keras = Import.of(file).load();
        List<Tensor> inputs = new ArrayList<>();
        for (KerasModel.Port input : keras.inputs()) {
            inputs.add(sequences(input.shape(), inputs.size()));
        }
        List<Tensor> expected = run(keras, new ReferenceEngine(), inputs);
        List<Tensor> found = run(keras, new OnnxRuntimeEngine(), inputs);
        for (int i = 0; i < expected.size(); i++) {
            assertNear(found.get(i), expected.get(i), "output " + i);
        }
    }

    /** Steps of zeros are masked in these models: the bits of a row's number tell which steps have other numbers. */
    private static Tensor sequences(Shape shape, int seed) {
        Random random = new Random(seed);
        int width = shape.last();
        float[] values = new float[ROWS * (int) shape.elementsFrom(1)];
        for (int i = 0; i < values.length; i++) {
            int row = i / (values.length / ROWS);
            boolean counts = shape.rank() < 3 || (row >> i / width % shape.size(1) & 1) == 1;
            values[i] = counts ? 0.1f + random.nextFloat() : 0;
        }
        return Tensor.owning(shape.with(0, ROWS), values);
    }

    private static List<Tensor> run(KerasModel keras, Engine engine, List<Tensor> inputs) {
        try (Model model = Model.of(keras, engine, ChosenDevice.options(engine, 1))) {
            return model.predict(inputs);
        }
    }

    private static void assertNear(Tensor found, Tensor expected, String what) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < found.elements(); i++) {
            float bound = 1e-5f + 1e-4f * Math.abs(expected.get(i));
            // A mean of no steps is no number, in both.
            assertThat(Float.compare(found.get(i), expected.get(i)) == 0
                            || Math.abs(found.get(i) - expected.get(i)) <= bound)
                    .as("%s: [%s] is %s, expected %s", what, i, found.get(i), expected.get(i))
                    .isTrue();
        }
    }
}
