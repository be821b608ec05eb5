package io.github.kerasjvm.engine.onnxruntime;

import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A small graph with inputs.
 *
 * @param name what is special about it
 * @param graph the graph
 * @param inputs what it is run with
 */
record GraphCase(String name, OpGraph graph, List<Tensor> inputs) {

    /** Makes a case of one computation. */
    static GraphCase of(String name, Function<Builder, Value> computation) {
        Builder builder = new Builder(name);
        Value y = computation.apply(builder);
        OpGraph graph = builder.ops.build(List.of(new OpGraph.Output("y", y)));
        return new GraphCase(name, graph, List.copyOf(builder.inputs));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Declares inputs and parameters together with their numbers, the same in every run. */
    static final class Builder {
        final Ops ops = new Ops();
        private final List<Tensor> inputs = new ArrayList<>();
        private final Random random;
        private int parameters;

        private Builder(String name) {
            random = new Random(name.hashCode());
        }

        /** An input whose first axis is open; it gets as many rows as are said. */
        Value batch(int... sizes) {
            Tensor data = numbers(sizes);
            inputs.add(data);
            return ops.input("x" + inputs.size(), data.shape().with(0, Shape.ANY));
        }

        /** An input of a fixed shape. */
        Value input(int... sizes) {
            Tensor data = numbers(sizes);
            inputs.add(data);
            return ops.input("x" + inputs.size(), data.shape());
        }

        /** An input of known numbers. */
        Value input(Tensor data) {
            inputs.add(data);
            return ops.input("x" + inputs.size(), data.shape());
        }

        Value parameter(int... sizes) {
            return ops.parameter("layer/parameter" + parameters++, numbers(sizes), true);
        }

        /** Numbers above 0. */
        Value positive(int... sizes) {
            Tensor numbers = numbers(sizes);
            float[] values = numbers.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]) + 0.1f;
            }
            return ops.parameter("layer/parameter" + parameters++, Tensor.owning(numbers.shape(), values), true);
        }

        private Tensor numbers(int... sizes) {
            Shape shape = Shape.of(sizes);
            float[] values = new float[(int) shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * 2);
            }
            return Tensor.owning(shape, values);
        }
    }
}
