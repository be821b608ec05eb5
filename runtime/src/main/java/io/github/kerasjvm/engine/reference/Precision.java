package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.tensor.Tensor;

/** How exactly a plan calculates. */
enum Precision {
    /** As Keras does, 24 bits. */
    FLOAT32 {
        @Override
        Buffer allocate(int size) {
            return new Floats(new float[size]);
        }

        @Override
        Panel panel() {
            return new FloatPanel();
        }
    },
    /** For checks, 53 bits. */
    FLOAT64 {
        @Override
        Buffer allocate(int size) {
            return new Doubles(new double[size]);
        }

        @Override
        Panel panel() {
            return new DoublePanel();
        }
    };

    /** A new buffer of zeros. */
    abstract Buffer allocate(int size);

    /** The inner loops of the matrix product. */
    abstract Panel panel();

    /** A new buffer with the elements of a tensor. */
    Buffer of(Tensor tensor) {
        Buffer buffer = allocate(tensor.elements());
        buffer.load(tensor);
        return buffer;
    }
}
