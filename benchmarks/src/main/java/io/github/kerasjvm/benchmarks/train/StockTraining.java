package io.github.kerasjvm.benchmarks.train;

import io.github.kerasjvm.dl4j.Dl4jExporter;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.train.SavedTraining;
import io.github.kerasjvm.train.TrainingBatch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stock DL4J's {@code fit} of one batch, on the archive that the model is exported as: its own importer reads nothing of Keras 3.
 * It computes on as many threads as OpenMP gives it; so it has a process of its own, where its threads meet no others. For each
 * line on standard input it does a step, and answers with the loss and the seconds.
 */
public final class StockTraining {

    private final Model network;
    private final DataSet batch;

    private StockTraining(Path model, int rows) {
        Import source = Import.of(model);
        KerasModel keras = source.load();
        TrainingBatch noise = TrainContender.batch(keras.inputs().get(0).shape().with(0, rows));
        this.batch =
                new DataSet(array(noise.inputs().get(0)), array(noise.labels().get(0)));
        this.network = restored(source, keras);
    }

    private static Model restored(Import source, KerasModel keras) {
        try {
            Path folder = Files.createTempDirectory("benchmark");
            Path archive = folder.resolve("model.zip");
            try {
                Dl4jExporter plain = Dl4jExporter.of(keras);
                SavedTraining.of(source, keras)
                        .map(plain::training)
                        .orElse(plain)
                        .write(archive);
                return isGraph(archive)
                        ? ModelSerializer.restoreComputationGraph(archive.toFile())
                        : ModelSerializer.restoreMultiLayerNetwork(archive.toFile());
            } finally {
                Files.deleteIfExists(archive);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isGraph(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("configuration.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("\"networkInputs\"");
        }
    }

    private static INDArray array(Tensor tensor) {
        long[] sizes = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
        return Nd4j.create(tensor.toArray(), sizes, 'c');
    }

    private void fit() {
        if (network instanceof ComputationGraph graph) {
            graph.fit(batch);
        } else {
            ((MultiLayerNetwork) network).fit(batch);
        }
    }

    /**
     * Trains until the input ends.
     *
     * @param arguments the model's file, and the rows of a batch
     * @throws IOException if the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        StockTraining training = new StockTraining(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println("ready stock DL4J 1.0.0-M2.1, all threads");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            long start = System.nanoTime();
            training.fit();
            System.out.println(training.network.score() + " " + (System.nanoTime() - start) / 1e9);
        }
    }
}
