package io.github.kerasjvm.op;

import java.util.Arrays;
import java.util.List;

/** One node on the way back: what it took and gave, the gradient of what it gave, and the gradients it states. */
public final class Backward {

    private final Ops ops;
    private final Node node;
    private final List<Value> gradients;
    private final boolean[] needed;
    private final Value[] given;

    Backward(Ops ops, Node node, List<Value> gradients, boolean[] needed) {
        this.ops = ops;
        this.node = node;
        this.gradients = gradients;
        this.needed = needed;
        this.given = new Value[needed.length];
    }

    /**
     * Where to append operations.
     *
     * @return the builder
     */
    public Ops ops() {
        return ops;
    }

    /**
     * An input of the operation.
     *
     * @param index which, from 0
     * @return the value
     */
    public Value input(int index) {
        return node.inputs().get(index);
    }

    /**
     * The inputs of the operation.
     *
     * @return all of them
     */
    public List<Value> inputs() {
        return node.inputs();
    }

    /**
     * The first result of the operation.
     *
     * @return the value
     */
    public Value output() {
        return node.outputs().get(0);
    }

    /**
     * The gradient of the first result, of the same shape.
     *
     * @return the value
     */
    public Value gradient() {
        return gradients.get(0);
    }

    /**
     * The results of the operation.
     *
     * @return all of them
     */
    public List<Value> outputs() {
        return node.outputs();
    }

    /**
     * The gradient of a result, of the same shape.
     *
     * @param index which result, from 0
     * @return the value
     */
    public Value gradient(int index) {
        return gradients.get(index);
    }

    /**
     * Whether anybody asks for the gradient of an input; computing it would be waste otherwise.
     *
     * @param index which input, from 0
     * @return true if it is needed
     */
    public boolean needs(int index) {
        return needed[index];
    }

    /**
     * States the gradient of an input.
     *
     * @param index which input, from 0
     * @param gradient its gradient, of the shape of the input
     */
    public void give(int index, Value gradient) {
        if (!gradient.shape().agreesWith(input(index).shape())) {
            throw new IllegalStateException(node.op().name() + " states a gradient of shape " + gradient.shape()
                    + " for its input of shape " + input(index).shape());
        }
        given[index] = gradient;
    }

    /** The stated gradients by input; null where none was stated. */
    List<Value> given() {
        return Arrays.asList(given);
    }
}
