package io.github.kerasjvm.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceEngineTest {

    private final Ops ops = new Ops();

    private OpGraph graph(Value output) {
        return ops.build(List.of(new OpGraph.Output("y", output)));
    }

    @Test
    void isFoundByItsName() {
        assertThat(Engines.find("reference")).isInstanceOf(ReferenceEngine.class);
    }

    @Test
    void sumsInFloat64() {
        // In float32 the sum stands still at 2^24.
        int count = (1 << 24) + 4;
        Value x = ops.input("x", Shape.of(count));
        OpGraph graph = graph(ops.reduce(ReduceFunction.SUM, x, List.of(0), false));
        try (Plan plan = new ReferenceEngine().compile(new Program(graph), new EngineOptions(1))) {
            assertThat(plan.run(List.of(Tensor.filled(Shape.of(count), 1)))
                            .get(0)
                            .get(0))
                    .isEqualTo(count);
        }
    }

    @Test
    void calculatesInFloat64ForChecks() {
        Value x = ops.input("x", Shape.of(2));
        Float64 graph = new Float64(graph(ops.unary(UnaryFunction.ERROR_FUNCTION, x)));
        // scipy.special.erf of 0.3 and -2
        assertThat(graph.run(List.of(Shape.of(2)), List.of(new double[] {0.3, -2}))
                        .get(0))
                .containsExactly(new double[] {0.3286267594591274, -0.9953222650189527}, within(1e-15));
    }

    @Test
    void saysThatWindowsHaveThreeAxesAtMost() {
        Value x = ops.input("x", Shape.of(1, 2, 2, 2, 2, 1));
        List<Window> windows = Collections.nCopies(4, Window.valid(2, 1, 1));
        Value y = ops.apply(new Pool(PoolFunction.MAXIMUM, windows, Layout.CHANNELS_LAST), x);
        ReferenceEngine engine = new ReferenceEngine();
        Program program = new Program(graph(y));
        assertThatThrownBy(() -> engine.compile(program, new EngineOptions(1)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("more than 3 spatial axes");
    }
}
