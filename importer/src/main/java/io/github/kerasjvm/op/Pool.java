package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * Brings each window of each channel down to one number.
 *
 * @param function how
 * @param windows the window by spatial axis; padding is never looked at
 * @param layout where the channels stand
 * @param ties where the gradient of equal maxima goes
 */
public record Pool(PoolFunction function, List<Window> windows, Layout layout, Ties ties) implements Primitive {

    /** Keeps its own copy. */
    public Pool {
        windows = List.copyOf(windows);
    }

    /**
     * With the gradient of equal maxima as on TensorFlow.
     *
     * @param function how
     * @param windows the window by spatial axis
     * @param layout where the channels stand
     */
    public Pool(PoolFunction function, List<Window> windows, Layout layout) {
        this(function, windows, layout, Ties.FIRST);
    }

    @Override
    public String name() {
        return "Pool." + function;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        return Shapes.windowed(inputs.get(0), windows, layout, layout.channels(inputs.get(0)));
    }

    @Override
    public void gradient(Backward back) {
        back.give(
                0, back.ops().apply(new PoolGradient(function, windows, layout, ties), back.input(0), back.gradient()));
    }
}
