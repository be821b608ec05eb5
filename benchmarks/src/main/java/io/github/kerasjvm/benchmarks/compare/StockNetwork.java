package io.github.kerasjvm.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network that stock DL4J has imported, of whichever of its two kinds. */
public interface StockNetwork extends AutoCloseable {

    /**
     * Computes the outputs.
     *
     * @param inputs the inputs
     * @return the outputs
     */
    INDArray[] output(INDArray... inputs);

    @Override
    void close();

    /**
     * Imports a model without its training configuration, of which DL4J knows less than of layers.
     *
     * @param file the model, or its architecture
     * @param weights the weights, if they are apart
     * @return the network
     * @throws IOException if the file cannot be read
     * @throws InvalidKerasConfigurationException if DL4J holds it for no model
     * @throws UnsupportedKerasConfigurationException if DL4J does not know what the model has
     */
    static StockNetwork imported(Path file, Optional<Path> weights)
            throws IOException, InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
        try {
            return sequential(
                    weights.isPresent()
                            ? KerasModelImport.importKerasSequentialModelAndWeights(
                                    file.toString(), weights.get().toString(), false)
                            : KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false));
        } catch (InvalidKerasConfigurationException e) {
            // How it refuses the class name Functional where Sequential was asked for; there is no other way to tell.
            if (!e.getMessage().contains("Model class name must be")) {
                throw e;
            }
        }
        return functional(
                weights.isPresent()
                        ? KerasModelImport.importKerasModelAndWeights(
                                file.toString(), weights.get().toString(), false)
                        : KerasModelImport.importKerasModelAndWeights(file.toString(), false));
    }

    private static StockNetwork sequential(MultiLayerNetwork network) {
        return new StockNetwork() {
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

    private static StockNetwork functional(ComputationGraph network) {
        return new StockNetwork() {
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
}
