package io.github.kerasjvm.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.op.BatchNormalization;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Primitive;
import io.github.kerasjvm.op.ReduceFunction;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxWriterTest {

    private final Ops ops = new Ops();

    static Stream<Class<?>> primitives() {
        return Arrays.stream(Primitive.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("primitives")
    void translatesEveryPrimitive(Class<? extends Op> kind) {
        assertThat(Translations.has(kind)).isTrue();
    }

    @Test
    void transposesAChannelsLastNetOnceAtTheInput() {
        OnnxFile file = write(residualNet(3));
        assertThat(file.count("Transpose")).isEqualTo(1);
        assertThat(file.operators().get(0)).isEqualTo("Transpose");
        assertThat(file.operators()
                        .subList(file.operators().size() - 3, file.operators().size()))
                .containsExactly("Reshape", "MatMul", "Softmax");
    }

    @Test
    void leavesFloat32AsItIs() {
        OpGraph net = residualNet(3);
        byte[] plain = new OnnxWriter().write(net);
        assertThat(new OnnxWriter(OnnxOptions.defaults().in(Numbers.FLOAT32)).write(net))
                .isEqualTo(plain);
        assertThat(OnnxFile.read(plain).operators()).doesNotContain("Cast", "QuantizeLinear", "DequantizeLinear");
    }

    @Test
    void keepsWeightsInSixteenBitsAndBringsThemBack() {
        Tensor kernel = Tensor.of(Shape.of(2, 2), 1, -2, 0.1f, 65504);
        Value y = ops.matmul(ops.input("x", Shape.of(Shape.ANY, 2)), ops.parameter("dense/kernel", kernel, true));
        OnnxFile file = write(y, NumberFormat.FP16);
        assertThat(file.operators()).containsExactly("Cast", "MatMul");
        // numpy.float16([1, -2, 0.1, 65504]).tobytes()
        assertThat(file.initializer("dense/kernel/fp16").raw())
                .containsExactly(0x00, 0x3c, 0x00, 0xc0, 0x66, 0x2e, 0xff, 0x7b);
    }

    @Test
    void keepsWeightsInFloat32ThatSixteenBitsDoNotHold() {
        Tensor kernel = Tensor.of(Shape.of(2, 2), 1, -2, 0.1f, 65520);
        Value y = ops.matmul(ops.input("x", Shape.of(Shape.ANY, 2)), ops.parameter("dense/kernel", kernel, true));
        assertThat(write(y, NumberFormat.FP16).operators()).containsExactly("MatMul");
    }

    private OnnxFile write(Value y, NumberFormat format) {
        OnnxOptions options = OnnxOptions.defaults().in(Numbers.of(format));
        return OnnxFile.read(new OnnxWriter(options).write(build(y)));
    }

    @Test
    void doesNotTransposeImagesOfOneChannel() {
        OnnxFile file = write(residualNet(1));
        assertThat(file.count("Transpose")).isZero();
        assertThat(file.operators().get(0)).isEqualTo("Reshape");
    }

    @Test
    void transposesBeforeWhatIsFlattenedForMoreThanProducts() {
        Value y = ops.reshape(
                convolution("conv", ops.input("image", Shape.of(Shape.ANY, 8, 8, 1)), 2), Shape.of(Shape.ANY, 72));
        Value kernel = ops.parameter("dense/kernel", Tensor.filled(Shape.of(72, 72), 1), true);
        assertThat(write(build(ops.add(ops.matmul(y, kernel), y))).count("Transpose"))
                .isEqualTo(1);
    }

    @Test
    void reordersTheRowsOfAMatrixBehindAnImageThatIsFlattened() {
        // Two rows of two columns of two channels; ONNX has the channels first.
        Window one = Window.valid(1, 1, 1);
        Value y = ops.apply(
                new Convolution(List.of(one, one), 1, Layout.CHANNELS_LAST),
                ops.input("image", Shape.of(Shape.ANY, 2, 2, 1)),
                ops.parameter("kernel", Tensor.filled(Shape.of(1, 1, 1, 2), 1), true));
        Tensor rows = Tensor.of(Shape.of(8, 1), 0, 1, 2, 3, 4, 5, 6, 7);
        Value flat = ops.reshape(y, Shape.of(Shape.ANY, 8));
        OnnxFile file = write(build(ops.matmul(flat, ops.parameter("dense/kernel", rows, true))));
        assertThat(file.count("Transpose")).isZero();
        assertThat(file.initializer("dense/kernel").floats()).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    }

    @Test
    void doesNotTransposeWhenImagesAreAveraged() {
        Value y = convolution("conv", ops.input("image", Shape.of(Shape.ANY, 8, 8, 1)), 4);
        y = ops.reduce(ReduceFunction.MEAN, y, List.of(1, 2), false);
        assertThat(write(build(y)).count("Transpose")).isZero();
    }

    @Test
    void writesKernelsAsOnnxWantsThem() {
        Value y = convolution("conv2d_1", ops.input("image", Shape.of(Shape.ANY, 8, 8, 3)), 4);
        OnnxFile file = write(build(y));
        assertThat(file.initializer("conv2d_1/kernel").sizes()).containsExactly(4L, 3L, 3L, 3L);
        assertThat(file.initializer("conv2d_1/bias").sizes()).containsExactly(4L);
    }

    @Test
    void handsLargeArraysOverBesideTheFile() {
        Value y = convolution("conv2d_1", ops.input("image", Shape.of(Shape.ANY, 8, 8, 8)), 16);
        OpGraph graph = build(y);
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        byte[] file = new OnnxWriter().writeApart(graph, arrays::put);

        OnnxFile whole = write(graph);
        OnnxFile.TensorProto kernel = whole.initializer("conv2d_1/kernel");
        assertThat(arrays).containsOnlyKeys("conv2d_1/kernel");
        assertThat(arrays.get("conv2d_1/kernel").toArray()).isEqualTo(kernel.floats());
        assertThat(arrays.get("conv2d_1/kernel").shape()).isEqualTo(Shape.of(16, 8, 3, 3));
        assertThat(file.length).isLessThan(new OnnxWriter().write(graph).length - kernel.raw().length + 64);
        assertThat(new String(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("conv2d_1/bias", "location");
    }

    @Test
    void givesConvolutionsTheirBiasInEitherLayout() {
        Value x = ops.input("image", Shape.of(Shape.ANY, 3, 8, 8));
        Value kernel = ops.parameter("kernel", Tensor.filled(Shape.of(1, 1, 3, 4), 1), true);
        List<Window> one = List.of(Window.valid(1, 1, 1), Window.valid(1, 1, 1));
        Value y = ops.apply(new Convolution(one, 1, Layout.CHANNELS_FIRST), x, kernel);
        OnnxFile file = write(build(ops.add(y, ops.reshape(vector("bias", 4), Shape.of(4, 1, 1)))));
        assertThat(file.operators()).containsExactly("Conv");
        assertThat(file.initializer("bias").sizes()).containsExactly(4L);
    }

    @Test
    void keepsWhatIsAddedToAConvolutionThatIsAskedForItself() {
        Value x = ops.input("image", Shape.of(Shape.ANY, 8, 8, 1));
        Value kernel = ops.parameter("kernel", Tensor.filled(Shape.of(1, 1, 1, 4), 1), true);
        List<Window> one = List.of(Window.valid(1, 1, 1), Window.valid(1, 1, 1));
        Value y = ops.apply(new Convolution(one, 1, Layout.CHANNELS_LAST), x, kernel);
        ops.label("convolution", y);
        assertThat(write(build(ops.add(y, vector("bias", 4)))).operators()).contains("Conv", "Add");
    }

    @Test
    void namesNodesAfterTheirLayers() {
        Value y = convolution("conv2d_1", ops.input("image", Shape.of(Shape.ANY, 8, 8, 1)), 4);
        ops.label("conv2d_1", y);
        OnnxFile file = write(build(ops.negate(y)));
        assertThat(file.nodes().stream().map(OnnxFile.NodeProto::name)).contains("conv2d_1/Conv", "conv2d_1/Relu");
        assertThat(file.nodes().stream().flatMap(node -> node.outputs().stream()))
                .contains("conv2d_1", "y");
    }

    @Test
    void keepsTheNamesOfInputsAndOutputs() {
        Value x = ops.input("x", Shape.of(Shape.ANY, 2));
        Value y = ops.negate(x);
        OpGraph graph = ops.build(
                List.of(new OpGraph.Output("first", y), new OpGraph.Output("again", y), new OpGraph.Output("x", x)));
        OnnxFile file = write(graph);
        assertThat(file.inputs()).containsExactly("x");
        assertThat(file.outputs()).containsExactly("first", "again", "x_1");
    }

    @Test
    void leavesOutWhatNobodyUses() {
        Value x = ops.input("x", Shape.of(Shape.ANY, 2));
        ops.negate(ops.add(x, ops.parameter("unused", Tensor.of(Shape.of(2), 1, 2), true)));
        OnnxFile file = write(build(ops.negate(x)));
        assertThat(file.initializers()).isEmpty();
        assertThat(file.operators()).containsExactly("Neg");
    }

    @Test
    void writesTransposesOnlyWhereTheyAreNeeded() {
        Value x = ops.input("x", Shape.of(Shape.ANY, 2, 3));
        Value back = ops.transpose(ops.negate(ops.transpose(x, List.of(0, 2, 1))), List.of(0, 2, 1));
        assertThat(write(build(back)).operators()).containsExactly("Neg", "Identity");
    }

    @Test
    void keepsComparisonsAsTruthWhenTheyOnlyChoose() {
        Value x = ops.input("x", Shape.of(Shape.ANY, 2));
        Value y = ops.select(ops.greater(x, ops.constant(0)), x, ops.constant(1));
        assertThat(write(build(y)).operators()).containsExactly("Greater", "Where");
    }

    @Test
    void writesTheSameBytesToAStream() throws IOException {
        OpGraph graph = residualNet(3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OnnxWriter().write(graph, out);
        assertThat(out.toByteArray()).isEqualTo(new OnnxWriter().write(graph));
    }

    @Test
    void refusesWhatOneFileCannotHold() {
        Tensor shared = Tensor.filled(Shape.of(1 << 20), 1);
        Value y = ops.input("x", shared.shape());
        for (int i = 0; i < 512; i++) {
            y = ops.add(y, ops.parameter("layer" + i, shared, true));
        }
        OpGraph graph = build(y);
        assertThatThrownBy(() -> new OnnxWriter().write(graph))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds at most 2147483639");
    }

    @Test
    void saysWhatTheModelIs() {
        byte[] model = new OnnxWriter(new OnnxOptions("digits", "Reads digits.")).write(residualNet(1));
        List<OnnxFile.Field> fields = OnnxFile.fields(model);
        assertThat(OnnxFile.one(fields, 1).integer()).isEqualTo(OnnxWriter.IR_VERSION);
        assertThat(OnnxFile.one(fields, 2).text()).isEqualTo("keras-jvm");
        List<OnnxFile.Field> graph = OnnxFile.fields(OnnxFile.one(fields, 7).bytes());
        assertThat(OnnxFile.one(graph, 2).text()).isEqualTo("digits");
        assertThat(OnnxFile.one(graph, 10).text()).isEqualTo("Reads digits.");
    }

    /** Two convolutions with everything around them that must not move the axes, then a dense layer. */
    private OpGraph residualNet(int channels) {
        Value x = ops.input("image", Shape.of(Shape.ANY, 8, 8, channels));
        Value y = convolution("conv2d_1", x, 4);
        y = ops.apply(
                new BatchNormalization(3, 1e-3),
                y,
                vector("gamma", 4),
                vector("beta", 4),
                vector("mean", 4),
                vector("variance", 4));
        y = ops.add(y, convolution("conv2d_2", ops.pad(ops.slice(y, 1, 0, 5), 1, 0, 1), 4));
        y = ops.concatenate(List.of(y, ops.multiply(y, ops.constant(2))), 3);
        y = ops.apply(new Softmax(3), y);
        y = ops.multiply(y, ops.reduce(ReduceFunction.SUM, y, List.of(1, 2), true));
        List<Window> halves = List.of(Window.valid(2, 2, 1), Window.valid(2, 2, 1));
        y = ops.apply(new Pool(PoolFunction.MAXIMUM, halves, Layout.CHANNELS_LAST), y);
        y = ops.reshape(y, Shape.of(Shape.ANY, 3 * 3 * 8));
        Tensor kernel = Tensor.filled(Shape.of(72, 10), 0.1f);
        return build(ops.apply(new Softmax(1), ops.matmul(y, ops.parameter("dense/kernel", kernel, true))));
    }

    /** A convolution that keeps the size of 6, or brings 8 down to 6, with its bias and a relu. */
    private Value convolution(String name, Value x, int filters) {
        int pad = x.shape().size(1) == 6 ? 1 : 0;
        Window window = new Window(3, 1, 1, pad, pad);
        Tensor kernel = Tensor.filled(Shape.of(3, 3, x.shape().last(), filters), 0.1f);
        Value y = ops.apply(
                new Convolution(List.of(window, window), 1, Layout.CHANNELS_LAST),
                x,
                ops.parameter(name + "/kernel", kernel, true));
        return ops.unary(UnaryFunction.RELU, ops.add(y, vector(name + "/bias", filters)));
    }

    private Value vector(String name, int size) {
        return ops.parameter(name, Tensor.filled(Shape.of(size), 0.5f), true);
    }

    private OpGraph build(Value y) {
        return ops.build(List.of(new OpGraph.Output("y", y)));
    }

    private static OnnxFile write(OpGraph graph) {
        return OnnxFile.read(new OnnxWriter().write(graph));
    }
}
