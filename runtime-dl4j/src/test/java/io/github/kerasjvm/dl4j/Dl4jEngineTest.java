package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Dl4jEngineTest {

    private final Engine engine = Engines.find("dl4j");

    private static KerasModel model() {
        return Import.of(Suite.fixtures().resolve("reference/b_k3_cl.h5")).load();
    }

    private static Golden golden() {
        return Golden.read(Suite.fixtures().resolve("reference/b_k3_cl.h5.npz"));
    }

    @Test
    void runsOnlyWhenChosen() {
        assertThat(engine.availability().available()).isTrue();
        assertThat(engine.priority()).isNegative();
        assertThat(Engines.find("auto").name()).isNotEqualTo("dl4j");
    }

    @Test
    void saysThatItRunsWholeModelsOnly() {
        KerasModel model = model();
        Program bare = new Program(model.lower());
        assertThatThrownBy(() -> engine.compile(bare, EngineOptions.defaults()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("whole models only");
        var graph = model.lower();
        Program part = new Program(graph.withOutputs(graph.labels().subList(1, 2)), Optional.of(model));
        assertThatThrownBy(() -> engine.compile(part, EngineOptions.defaults()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("whole models only");
    }

    @Test
    void givesEachOfSeveralThreadsItsOwnNumbers() {
        Golden golden = golden();
        Tensor input = golden.inputs().get(0);
        try (Model model = Model.of(model(), engine, EngineOptions.defaults())) {
            List<String> differences = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> {
                        int row = i % input.shape().size(0);
                        Tensor one = model.predict(input.rows(row, row + 1));
                        return Parity.difference(golden.outputs().get(0).rows(row, row + 1), one, 1e-4);
                    })
                    .toList();
            assertThat(differences).containsOnly("");
        }
    }

    @Test
    void leavesTheInputAsItIs() {
        Tensor input = golden().inputs().get(0);
        float[] before = input.toArray();
        try (Model model = Model.of(model(), engine, EngineOptions.defaults())) {
            model.predict(input);
        }
        assertThat(input.toArray()).containsExactly(before);
    }
}
