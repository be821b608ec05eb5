package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.config.TensorRef;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.layer.Layer;
import io.github.kerasjvm.layer.StandardActivation;
import io.github.kerasjvm.layer.core.ActivationLayer;
import io.github.kerasjvm.layer.core.InputLayer;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.ModelCall;
import io.github.kerasjvm.model.ModelGraph;
import io.github.kerasjvm.model.ModelLayer;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every activation, far out as well as around 0, gives the reference engine's numbers or is refused. */
class ActivationsTest {

    private static final Shape SHAPE = Shape.of(Shape.ANY, 3, 4);

    @ParameterizedTest
    @EnumSource
    void givesTheSameNumbersOrIsRefused(StandardActivation activation) {
        KerasModel model = model(new ActivationLayer(activation));
        boolean isRefused = Activations.support(activation).level() == Dl4jSupport.Level.REFUSED;
        assertThat(Dl4jExporter.of(model).check().isEmpty()).isNotEqualTo(isRefused);
        if (!isRefused) {
            Tensor input = Tensor.of(
                    SHAPE.with(0, 2),
                    -200f,
                    -40f,
                    -12f,
                    -3.5f,
                    -2f,
                    -1f,
                    -0.6f,
                    -0.5f,
                    -0.25f,
                    -1e-3f,
                    0f,
                    1e-3f,
                    0.25f,
                    0.5f,
                    0.6f,
                    1f,
                    1.5f,
                    2f,
                    3f,
                    5.5f,
                    6.5f,
                    12f,
                    40f,
                    200f);
            assertThat(Parity.difference(run("reference", model, input), run("dl4j", model, input), 1e-4))
                    .isEmpty();
        }
    }

    private static Tensor run(String engine, KerasModel model, Tensor input) {
        Program program = new Program(model.lower(), Optional.of(model));
        try (Plan plan = Engines.find(engine).compile(program, EngineOptions.defaults())) {
            return plan.run(List.of(input)).get(0);
        }
    }

    private static KerasModel model(Layer layer) {
        KerasModel any =
                Import.of(Suite.fixtures().resolve("reference/b_k3_cl.h5")).load();
        ModelLayer input = layer("x", "InputLayer", new InputLayer(SHAPE, "float32"), List.of());
        TensorRef given = new TensorRef("x", 0, 0);
        ModelLayer tested =
                layer("y", "Tested", layer, List.of(new ModelCall(List.of(given), List.of(), Optional.of(layer))));
        ModelGraph graph = new ModelGraph(
                "Functional",
                "model",
                List.of(input, tested),
                List.of(given),
                List.of(new TensorRef("y", 0, 0)),
                List.of(new ModelGraph.Step(input, 0), new ModelGraph.Step(tested, 0)));
        return new KerasModel("test", any.origin(), graph, "{}", Optional.empty(), Map.of());
    }

    private static ModelLayer layer(String name, String className, Layer layer, List<ModelCall> calls) {
        return new ModelLayer(
                name,
                name,
                className,
                JsonNodeFactory.instance.objectNode(),
                Optional.of(layer),
                Optional.empty(),
                calls);
    }
}
