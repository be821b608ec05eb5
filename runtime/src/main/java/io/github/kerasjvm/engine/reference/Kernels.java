package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.op.Composite;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;

/**
 * The reference engine's code of single operations, for engines that have none of their own. It works on arrays in
 * row-major order. One object, with its working memory, is for one thread at a time.
 */
public final class Kernels {

    private final Scratch scratch = new Scratch(Precision.FLOAT32);

    /** Makes the working memory. */
    public Kernels() {}

    /**
     * Whether there is code for a composite as a whole.
     *
     * @param composite the operation
     * @return false if it runs by its decomposition alone
     */
    public static boolean has(Composite composite) {
        return Routines.has(composite);
    }

    /**
     * Prepares an operation.
     *
     * @param op the operation, a composite only if {@link #has} says so
     * @param shapes the shapes of the inputs, all known
     * @param inputs the inputs, each as long as its shape says or longer
     * @param outputs where the results go, each as long as its shape says or longer; none of them is an input
     * @return computes the results from what the inputs hold then
     */
    public Runnable prepare(Op op, List<Shape> shapes, List<float[]> inputs, List<float[]> outputs) {
        Routine routine = Routines.make(op, shapes, op.outputs(shapes).get(0));
        Buffer[] from = buffers(inputs);
        Buffer[] to = buffers(outputs);
        return () -> routine.run(from, to, scratch);
    }

    private static Buffer[] buffers(List<float[]> arrays) {
        return arrays.stream().map(Floats::new).toArray(Buffer[]::new);
    }
}
