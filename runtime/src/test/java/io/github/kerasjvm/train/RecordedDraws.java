package io.github.kerasjvm.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Gives the numbers that Keras drew, in its order. */
final class RecordedDraws implements Training {
    private final Ops ops;
    private final Deque<JsonNode> left = new ArrayDeque<>();

    RecordedDraws(Ops ops, JsonNode drawn) {
        this.ops = ops;
        drawn.forEach(left::add);
    }

    /** The numbers that nobody has asked for. */
    List<JsonNode> left() {
        return List.copyOf(left);
    }

    @Override
    public Value uniform(Shape shape) {
        JsonNode drawn = left.removeFirst();
        float[] numbers = new float[drawn.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = drawn.get(i).floatValue();
        }
        return ops.constant(Tensor.owning(shape, numbers));
    }

    @Override
    public boolean isTrainable() {
        return true;
    }

    @Override
    public Value normal(Shape shape) {
        return uniform(shape);
    }

    @Override
    public Value beta(Shape shape, double least, double most) {
        return uniform(shape);
    }

    @Override
    public Value step() {
        throw new AssertionError("Keras asks for no step");
    }

    @Override
    public void update(String weight, Value value) {
        throw new AssertionError("Keras updates nothing");
    }

    @Override
    public Value assign(String weight, Value value) {
        throw new AssertionError("Keras assigns nothing");
    }

    @Override
    public IllegalArgumentException refused(String reason) {
        return new IllegalArgumentException(reason);
    }
}
