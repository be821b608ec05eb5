package io.github.kerasjvm.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.engine.onednn.Nearness;
import io.github.kerasjvm.engine.onednn.OneDnnEngine;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole steps of training on oneDNN: loss, outputs, gradients and new statistics, against the same graph in float64. */
class OneDnnStepTest {

    private static final Path MODELS = Path.of(System.getProperty("keras-jvm.fixtures"), "reference");
    private static final int BATCH = 6;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a_k3_cl.keras",
                "a_k3_cf.keras",
                "b_k3_cl.keras",
                "b_k3_cf.keras",
                "c_k3_cl.keras",
                "c_k3_cf.keras",
                "d_k3_cl.keras",
                "d_k3_cf.keras",
                "e_k3_cl.keras",
                "mnist_cnn_trained_model.h5"
            })
    void isAsNearToFloat64AsPlainJava(String file) throws IOException {
        OpGraph graph = step(file, BATCH);
        Nearness.check(graph, inputs(graph));
    }

    @Test
    void computesThePartsThatTakeTimeOnOneDnn() throws IOException {
        List<String> lines = OneDnnEngine.describe(step("c_k3_cl.keras", 32));
        Map<String, Integer> expected = Map.of(
                "onednn Convolution+bias ", 4,
                "onednn BatchNormalization+relu ", 5,
                "onednn BatchNormalizationGradient+relu ", 5,
                "onednn Pool.MAXIMUM ", 2,
                "onednn PoolGradient.MAXIMUM ", 2,
                "onednn ConvolutionKernelGradient+bias ", 4,
                "onednn TransposedConvolution ", 3,
                "onednn MatMul", 6,
                "onednn ReluGradient ", 0);
        expected.forEach((start, count) -> assertThat(lines.stream().filter(line -> line.startsWith(start)))
                .as(start)
                .hasSize(count));
    }

    static OpGraph step(String file, int batch) throws IOException {
        KerasModel model = Import.of(MODELS.resolve(file)).load();
        var training = new ObjectMapper().readTree("{\"loss\": \"categorical_crossentropy\"}");
        TrainingSetup setup = TrainingSetup.of(model, training, model.weights().keySet(), Problems.none());
        List<Shape> shapes =
                model.inputs().stream().map(port -> port.shape().with(0, batch)).toList();
        return StepGraph.of(model, setup, shapes, List.of(Optional.empty()), false)
                .graph();
    }

    private static List<Tensor> inputs(OpGraph graph) {
        Random random = new Random(3);
        List<Tensor> inputs = new ArrayList<>();
        for (OpGraph.Input input : graph.inputs()) {
            float[] numbers = new float[(int) input.value().shape().elements()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = number(input.name(), i, random);
            }
            inputs.add(Tensor.owning(input.value().shape(), numbers));
        }
        return inputs;
    }

    private static float number(String name, int place, Random random) {
        if (name.startsWith("labels/")) {
            return place % 10 == place / 10 % 10 ? 1 : 0;
        }
        if (name.endsWith("gamma") || name.endsWith("variance")) {
            return 0.5f + random.nextFloat();
        }
        return name.contains("/") && !name.startsWith("training/")
                ? 0.05f * (float) random.nextGaussian()
                : random.nextFloat();
    }
}
