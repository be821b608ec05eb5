package io.github.kerasjvm.train.optimizer;

import io.github.kerasjvm.tensor.Tensor;

/**
 * The trained weights of a model behind each other in one array, and their gradients in another of the same layout.
 *
 * <p>The arrays are handed out uncopied on purpose: whoever computes gradients writes into {@link #gradients()}, whoever
 * needs weights reads {@link #values()}. One thread at a time, but where {@link Optimizer#step} shares its work.
 */
public final class Parameters {

    private final Layout layout;
    private final float[] values;
    private final float[] gradients;

    /**
     * Makes room, filled with zeros.
     *
     * @param layout where each weight lies
     */
    public Parameters(Layout layout) {
        this.layout = layout;
        this.values = new float[layout.size()];
        this.gradients = new float[layout.size()];
    }

    /**
     * Where each weight lies.
     *
     * @return the layout
     */
    public Layout layout() {
        return layout;
    }

    /**
     * The weights.
     *
     * @return the array itself
     */
    public float[] values() {
        return values;
    }

    /**
     * The gradients of the loss.
     *
     * @return the array itself; a step overwrites it
     */
    public float[] gradients() {
        return gradients;
    }

    /**
     * Sets a weight.
     *
     * @param index its number in the layout
     * @param value its elements, of the parameter's shape
     * @throws IllegalArgumentException if the shape is another
     */
    public void set(int index, Tensor value) {
        write(index, value, values);
    }

    /**
     * Sets the gradient of a weight.
     *
     * @param index its number in the layout
     * @param gradient its elements, of the parameter's shape
     * @throws IllegalArgumentException if the shape is another
     */
    public void setGradient(int index, Tensor gradient) {
        write(index, gradient, gradients);
    }

    /**
     * A copy of a weight.
     *
     * @param index its number in the layout
     * @return its elements
     */
    public Tensor get(int index) {
        Parameter parameter = layout.parameters().get(index);
        float[] copy = new float[parameter.length()];
        System.arraycopy(values, parameter.offset(), copy, 0, copy.length);
        return Tensor.owning(parameter.shape(), copy);
    }

    private void write(int index, Tensor from, float[] to) {
        Parameter parameter = layout.parameters().get(index);
        if (!parameter.shape().equals(from.shape())) {
            throw new IllegalArgumentException(
                    parameter.name() + " has the shape " + from.shape() + ", expected " + parameter.shape());
        }
        from.copyTo(0, to, parameter.offset(), parameter.length());
    }
}
