package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.data.Npy;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Inputs, drawn from a fixed seed, as files that all contenders read. */
final class Inputs {

    private Inputs() {}

    /** Writes {@link Subject#inputs}, and {@link #row} for the command line. */
    static void write(Subject subject, KerasModel model) throws IOException {
        Shape row = model.inputs().get(0).shape().from(1);
        int size = Math.toIntExact(row.elements());
        Random random = new Random(1);
        float[] values = new float[Subject.ROWS * size];
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = subject.whole() ? random.nextInt(subject.top()) : subject.top() * random.nextFloat();
            bytes.putFloat(values[i]);
        }
        Files.write(subject.inputs(), bytes.array());
        Npy.write(row(subject), Tensor.within(row.after(1), values, 0));
    }

    /** The file of the first row alone. */
    static Path row(Subject subject) {
        return subject.folder().resolve(subject.id() + ".row.npy");
    }
}
