package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.Training;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A step in which the same numbers are drawn again and again. */
final class RepeatedDraws implements Training {

    private final Training step;
    private final List<Value> drawn = new ArrayList<>();
    private int next;

    RepeatedDraws(Training step) {
        this.step = step;
    }

    /** From here on the first numbers come again. */
    void again() {
        next = 0;
    }

    private Value draw(Supplier<Value> draw) {
        if (next == drawn.size()) {
            drawn.add(draw.get());
        }
        return drawn.get(next++);
    }

    @Override
    public boolean isTrainable() {
        return step.isTrainable();
    }

    @Override
    public Value uniform(Shape shape) {
        return draw(() -> step.uniform(shape));
    }

    @Override
    public Value normal(Shape shape) {
        return draw(() -> step.normal(shape));
    }

    @Override
    public Value beta(Shape shape, double least, double most) {
        return draw(() -> step.beta(shape, least, most));
    }

    @Override
    public Value step() {
        return step.step();
    }

    @Override
    public void update(String weight, Value value) {
        step.update(weight, value);
    }

    @Override
    public Value assign(String weight, Value value) {
        return step.assign(weight, value);
    }

    @Override
    public IllegalArgumentException refused(String reason) {
        return step.refused(reason);
    }
}
