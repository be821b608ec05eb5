package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.precision.Precision;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ONNX Runtime computes in fewer bits, against NumPy's numbers of the same formulas, see {@code make_precision.py}. */
class PrecisionTest {

    private static final Path FILE = Path.of(System.getProperty("keras-jvm.fixtures"), "precision", "precision.npz");
    private static final Precision INT8 = Precision.of(NumberFormat.INT8);

    private static Tensor array(String name) {
        try (Npz npz = Npz.open(FILE)) {
            return npz.tensor(name);
        }
    }

    private static OpGraph dense(boolean isPositive) {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 64));
        Value given = isPositive ? ops.unary(UnaryFunction.RELU, x) : x;
        Value y = ops.matmul(given, ops.parameter("dense/kernel", array("matrix"), true));
        return ops.build(List.of(new OpGraph.Output("y", y)));
    }

    /** A convolution with bias and relu, and a sum behind it, so that its result is one between layers. */
    private static OpGraph convolution() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 6, 6, 2));
        List<Window> windows = List.of(Window.valid(3, 1, 1), Window.valid(3, 1, 1));
        Value kernel = ops.parameter("conv/kernel", array("conv_kernel"), true);
        Value y = ops.apply(new Convolution(windows, 1, Layout.CHANNELS_LAST), x, kernel);
        y = ops.unary(UnaryFunction.RELU, ops.add(y, ops.parameter("conv/bias", array("conv_bias"), true)));
        return ops.build(List.of(new OpGraph.Output("y", ops.unary(UnaryFunction.NEGATE, y))));
    }

    private static Tensor run(OpGraph graph, Precision precision, Tensor x) {
        EngineOptions options = new EngineOptions(1).in(precision);
        try (Plan plan = new OnnxRuntimeEngine().compile(new Program(graph), options)) {
            return plan.run(List.of(x)).get(0);
        }
    }

    private static void assertSame(Tensor ours, Tensor expected, float sign) {
        assertThat(ours.elements()).isEqualTo(expected.elements());
        for (int i = 0; i < expected.elements(); i++) {
            double size = Math.abs(expected.get(i));
            assertThat((double) sign * ours.get(i))
                    .as("element %d", i)
                    .isCloseTo(expected.get(i), within(1e-6 * size + 1e-12));
        }
    }

    @Test
    void rowsOfADenseLayerAreMeasuredAsTheyCome() {
        assertSame(run(dense(false), INT8, array("dense_x")), array("dense_rows"), 1);
        assertSame(run(dense(true), INT8, array("dense_x")), array("dense_positive"), 1);
    }

    @Test
    void aRowDoesNotDependOnThoseBesideIt() {
        Tensor x = array("dense_x");
        Tensor all = run(dense(false), INT8, x);
        for (int row = 0; row < x.shape().size(0); row++) {
            assertThat(run(dense(false), INT8, x.rows(row, row + 1))).isEqualTo(all.rows(row, row + 1));
        }
    }

    @Test
    void aDenseLayerRoundsByTheRangeOfItsSamples() {
        Precision learned = new Precision(NumberFormat.INT8, List.of(array("dense_samples")));
        assertSame(run(dense(false), learned, array("dense_x")), array("dense_range"), 1);
    }

    @Test
    void aConvolutionComputesInWholeNumbers() {
        Precision learned = new Precision(NumberFormat.INT8, List.of(array("conv_samples")));
        assertSame(run(convolution(), learned, array("conv_x")), array("conv_y"), -1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FP16", "BF16"})
    void weightsOfSixteenBitsAreThoseOfNumPy(NumberFormat format) {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 64));
        Value y = ops.matmul(x, ops.parameter("dense/kernel", array("matrix_" + format.label()), true));
        OpGraph rounded = ops.build(List.of(new OpGraph.Output("y", y)));

        Tensor expected = run(rounded, Precision.FLOAT32, array("dense_x"));
        assertThat(run(dense(false), Precision.of(format), array("dense_x"))).isEqualTo(expected);
        assertThat(expected).isNotEqualTo(run(dense(false), Precision.FLOAT32, array("dense_x")));
    }

    @Test
    void whatHasNothingToRoundIsRefused() {
        assertThatThrownBy(() -> run(convolution(), INT8, array("conv_x")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("int8 has nothing to round: convolutions need samples of the inputs");
    }

    @Test
    void otherEnginesRefuse() {
        EngineOptions options = new EngineOptions(1).in(INT8);
        assertThatThrownBy(() -> new ReferenceEngine().compile(new Program(dense(false)), options))
                .isInstanceOf(EngineException.class)
                .hasMessage("the engine reference computes in float32 alone, not in int8; onnxruntime on the CPU can");
    }
}
