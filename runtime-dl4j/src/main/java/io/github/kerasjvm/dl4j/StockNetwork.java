package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A restored network of stock DL4J. Networks of DL4J keep the arrays of a call in their layers, so one thread runs at a
 * time and the others wait; ND4J uses the cores within a call. Holds native memory until closed.
 */
final class StockNetwork implements Plan {

    private final Model network;
    private boolean closed;

    StockNetwork(Model network) {
        this.network = network;
    }

    /** Computes the outputs as {@code output()} does, which runs in workspaces; without them DL4J is wrong. */
    @Override
    public synchronized List<Tensor> run(List<Tensor> inputs) {
        if (closed) {
            throw new IllegalStateException("the network is closed");
        }
        // Made anew for every call: an activation that comes first writes its result into the input.
        INDArray[] given = inputs.stream().map(StockNetwork::array).toArray(INDArray[]::new);
        INDArray[] results = network instanceof MultiLayerNetwork chain
                ? new INDArray[] {chain.output(given[0], false)}
                : ((ComputationGraph) network).output(given);
        List<Tensor> outputs = new ArrayList<>();
        for (INDArray result : results) {
            outputs.add(tensor(result));
        }
        Arrays.stream(given).forEach(StockNetwork::free);
        Arrays.stream(results).forEach(StockNetwork::free);
        return outputs;
    }

    private static INDArray array(Tensor tensor) {
        long[] sizes = Arrays.stream(tensor.shape().toArray()).asLongStream().toArray();
        return Nd4j.create(tensor.toArray(), sizes, 'c');
    }

    private static Tensor tensor(INDArray array) {
        int[] sizes = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
        try (INDArray rows = array.dup('c')) {
            return Tensor.owning(Shape.of(sizes), rows.data().asFloat());
        }
    }

    /** The identity gives the input itself, and an output may be a view of another array. */
    private static void free(INDArray array) {
        if (array.closeable() && !array.wasClosed()) {
            array.close();
        }
    }

    @Override
    public synchronized void close() {
        INDArray parameters = network.params();
        if (closed || parameters == null || parameters.isEmpty()) {
            closed = true; // DL4J's own close() fails on a network without parameters
            return;
        }
        closed = true;
        if (network instanceof MultiLayerNetwork chain) {
            chain.close();
        } else {
            ((ComputationGraph) network).close();
        }
    }
}
