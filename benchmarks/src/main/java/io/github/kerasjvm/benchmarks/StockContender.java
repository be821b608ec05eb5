package io.github.kerasjvm.benchmarks;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Stock DL4J with its own importer, as its users have it: nothing tuned, batches of a usual size. */
final class StockContender implements Contender {

    private final MultiLayerNetwork network;
    private final int batch;

    StockContender(Path file, int batch) throws IOException {
        this.batch = batch;
        try {
            // Without the training configuration: it does not know the optimizer of the usual MNIST example.
            this.network = KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false);
        } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
            throw new IOException("stock DL4J cannot import " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "stock DL4J 1.0.0-M2.1, batches of " + batch;
    }

    @Override
    public Tensor predict(Tensor images) {
        int rows = images.shape().size(0);
        float[] all = null;
        int at = 0;
        for (int from = 0; from < rows; from += batch) {
            Tensor part = images.rows(from, Math.min(rows, from + batch));
            long[] sizes = Arrays.stream(part.shape().toArray()).asLongStream().toArray();
            float[] outputs;
            try (INDArray input = Nd4j.create(part.toArray(), sizes, 'c');
                    INDArray output = network.output(input, false);
                    INDArray inOrder = output.dup('c')) {
                outputs = inOrder.data().asFloat();
            }
            if (all == null) {
                all = new float[outputs.length / part.shape().size(0) * rows];
            }
            System.arraycopy(outputs, 0, all, at, outputs.length);
            at += outputs.length;
        }
        return Tensor.owning(Shape.of(rows, at / rows), all);
    }

    @Override
    public void close() {
        network.close();
    }
}
