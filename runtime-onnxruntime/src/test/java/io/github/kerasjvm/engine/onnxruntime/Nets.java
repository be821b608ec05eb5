package io.github.kerasjvm.engine.onnxruntime;

import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Softmax;
import io.github.kerasjvm.op.UnaryFunction;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Random;

/** Networks with random weights for tests. */
final class Nets {

    private final Ops ops = new Ops();
    private final Random random = new Random(7);

    private Nets() {}

    /** Keras's {@code mnist_cnn.py}: [28, 28, 1], two convolutions, pooling, two dense layers, softmax of 10. */
    static OpGraph mnist() {
        Nets nets = new Nets();
        Ops ops = nets.ops;
        Value x = ops.input("image", Shape.of(Shape.ANY, 28, 28, 1));
        Value y = nets.convolution("conv2d_1", x, 32);
        y = nets.convolution("conv2d_2", y, 64);
        List<Window> halves = List.of(Window.valid(2, 2, 1), Window.valid(2, 2, 1));
        y = ops.apply(new Pool(PoolFunction.MAXIMUM, halves, Layout.CHANNELS_LAST), y);
        y = ops.reshape(y, Shape.of(Shape.ANY, 12 * 12 * 64));
        y = ops.unary(UnaryFunction.RELU, nets.dense("dense_1", y, 128));
        y = ops.apply(new Softmax(1), nets.dense("dense_2", y, 10));
        ops.label("dense_2", y);
        return ops.build(List.of(new OpGraph.Output("digit", y)));
    }

    /** Numbers between -1 and 1, always the same. */
    static Tensor images(int count) {
        return new Nets().uniform(1, count, 28, 28, 1);
    }

    private Value convolution(String name, Value x, int filters) {
        int in = x.shape().last();
        List<Window> windows = List.of(Window.valid(3, 1, 1), Window.valid(3, 1, 1));
        Value kernel = ops.parameter(name + "/kernel", uniform(Math.sqrt(2.0 / (9 * in)), 3, 3, in, filters), true);
        Value y = ops.apply(new Convolution(windows, 1, Layout.CHANNELS_LAST), x, kernel);
        y = ops.unary(UnaryFunction.RELU, ops.add(y, ops.parameter(name + "/bias", uniform(0.1, filters), true)));
        ops.label(name, y);
        return y;
    }

    private Value dense(String name, Value x, int units) {
        int in = x.shape().last();
        Value kernel = ops.parameter(name + "/kernel", uniform(Math.sqrt(6.0 / (in + units)), in, units), true);
        return ops.add(ops.matmul(x, kernel), ops.parameter(name + "/bias", uniform(0.1, units), true));
    }

    private Tensor uniform(double limit, int... sizes) {
        Shape shape = Shape.of(sizes);
        float[] values = new float[(int) shape.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() * 2 - 1) * limit);
        }
        return Tensor.owning(shape, values);
    }
}
