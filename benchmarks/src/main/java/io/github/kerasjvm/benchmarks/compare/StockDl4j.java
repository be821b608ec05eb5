package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.read.ModelReader;
import io.github.kerasjvm.read.RawModel;
import io.github.kerasjvm.verify.CaseRunner;
import io.github.kerasjvm.verify.ParityFile;
import io.github.kerasjvm.verify.Suite;
import io.github.kerasjvm.verify.Tolerance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stock DL4J with its own importer, in its favour where there is a choice: without the training configuration, of which
 * it knows less than of layers, and with every layout of inputs and outputs that somebody might try ({@link Layouts}).
 */
final class StockDl4j implements Importer {

    /** How it refuses the class name Functional where Sequential was asked for; there is no other way to tell. */
    private static final String NOT_SEQUENTIAL = "Model class name must be";

    /** A network that was imported, of whichever of its two kinds. */
    private interface Network extends AutoCloseable {
        INDArray[] output(INDArray... inputs);

        @Override
        void close();
    }

    @Override
    public void warmUp() {
        Nd4j.rand(2, 2).mmul(Nd4j.rand(2, 2)).close();
    }

    @Override
    public Outcome run(Suite.Entry entry) {
        Network network;
        try {
            network = imported(entry.file(), entry.weights());
        } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
            return Outcome.of(Outcome.Kind.REFUSED, e);
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            return Outcome.of(Outcome.Kind.FAILS_LOADING, e);
        }
        try (network) {
            return entry.golden().isEmpty()
                    ? Outcome.of(Outcome.Kind.LOADED, "")
                    : new Layouts(ParityFile.read(entry.golden().get()), tolerance(entry)).compare(network::output);
        }
    }

    private static Network imported(Path file, Optional<Path> weights)
            throws IOException, InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        try {
            return sequential(
                    weights.isPresent()
                            ? KerasModelImport.importKerasSequentialModelAndWeights(
                                    file.toString(), weights.get().toString(), false)
                            : KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false));
        } catch (InvalidKerasConfigurationException e) {
            if (!e.getMessage().contains(NOT_SEQUENTIAL)) {
                throw e;
            }
        }
        return functional(
                weights.isPresent()
                        ? KerasModelImport.importKerasModelAndWeights(
                                file.toString(), weights.get().toString(), false)
                        : KerasModelImport.importKerasModelAndWeights(file.toString(), false));
    }

    private static Network sequential(MultiLayerNetwork network) {
        return new Network() {
            @Override
            public INDArray[] output(INDArray... inputs) {
                return new INDArray[] {network.output(inputs[0], false)};
            }

            @Override
            public void close() {
                if (network.numParams() > 0) { // it cannot close a network without weights
                    network.close();
                }
            }
        };
    }

    private static Network functional(ComputationGraph network) {
        return new Network() {
            @Override
            public INDArray[] output(INDArray... inputs) {
                return network.output(false, inputs);
            }

            @Override
            public void close() {
                if (network.numParams() > 0) {
                    network.close();
                }
            }
        };
    }

    /** The same that keras-jvm is held to. */
    private static Tolerance tolerance(Suite.Entry entry) {
        try (RawModel raw = ModelReader.open(entry.file(), Limits.DEFAULT)) {
            return raw.config().map(CaseRunner::toleranceFor).orElse(Tolerance.FLOAT32);
        } catch (ImportException e) {
            return Tolerance.FLOAT32; // what keras-jvm cannot read at all
        }
    }
}
