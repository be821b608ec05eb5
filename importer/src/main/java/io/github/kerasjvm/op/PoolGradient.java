package io.github.kerasjvm.op;

import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The gradient of {@link Pool}: inputs {@code x} and {@code dy}, result of the shape of {@code x}.
 *
 * <p>Linear in {@code dy}; it is not differentiated again.
 *
 * @param function the pooling's function
 * @param windows the pooling's window by spatial axis
 * @param layout where the channels stand
 * @param ties where the gradient of equal maxima goes
 */
public record PoolGradient(PoolFunction function, List<Window> windows, Layout layout, Ties ties) implements Primitive {

    /** Keeps its own copy. */
    public PoolGradient {
        windows = List.copyOf(windows);
    }

    /**
     * With the gradient of equal maxima as on TensorFlow.
     *
     * @param function the pooling's function
     * @param windows the pooling's window by spatial axis
     * @param layout where the channels stand
     */
    public PoolGradient(PoolFunction function, List<Window> windows, Layout layout) {
        this(function, windows, layout, Ties.FIRST);
    }

    @Override
    public String name() {
        return "PoolGradient." + function;
    }

    @Override
    public Shape output(List<Shape> inputs) {
        Shape pooled = new Pool(function, windows, layout).output(inputs.subList(0, 1));
        Shapes.require(pooled.agreesWith(inputs.get(1)), "a gradient of shape %s for %s", inputs.get(1), pooled);
        return inputs.get(0);
    }

    @Override
    public void gradient(Backward back) {
        throw new IllegalArgumentException("pooling is not differentiated twice");
    }
}
