package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with DL4J alone on its class path, which restores archives and trains them on. */
final class StockTraining implements AutoCloseable {

    private final Process process;
    private final DataOutputStream to;
    private final DataInputStream from;

    private StockTraining(Process process) {
        this.process = process;
        this.to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.from = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    /** What a step gave. */
    record Score(double score, double penalties) {}

    static StockTraining start() throws Exception {
        return new StockTraining(StockProcess.run("Continue.java", List.of()));
    }

    void restore(boolean isChain, Path archive) throws IOException {
        to.writeUTF(isChain ? "chain" : "graph");
        to.writeUTF(archive.toString());
    }

    List<float[]> output(List<Tensor> inputs) throws IOException {
        to.writeUTF("output");
        write(inputs);
        to.flush();
        List<float[]> outputs = new ArrayList<>();
        for (int left = from.readInt(); left > 0; left--) {
            outputs.add(floats());
        }
        return outputs;
    }

    Score fit(List<Tensor> inputs, List<Tensor> labels) throws IOException {
        to.writeUTF("fit");
        write(inputs);
        write(labels);
        to.flush();
        return new Score(from.readDouble(), from.readDouble());
    }

    float[] parameters() throws IOException {
        to.writeUTF("parameters");
        to.flush();
        return floats();
    }

    private void write(List<Tensor> tensors) throws IOException {
        to.writeInt(tensors.size());
        for (Tensor tensor : tensors) {
            to.writeInt(tensor.shape().rank());
            for (int size : tensor.shape().toArray()) {
                to.writeInt(size);
            }
            for (float number : tensor.toArray()) {
                to.writeFloat(number);
            }
        }
    }

    private float[] floats() throws IOException {
        float[] numbers = new float[from.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from.readFloat();
        }
        return numbers;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
