package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The state of a network's updater, one long array. It consists of blocks of parameters with equal updaters; a block holds
 * the first slot of all its parameters, then the second (DL4J 1.0.0-M2.1, {@code BaseMultiLayerUpdater}).
 */
final class UpdaterState {

    /** Puts arrays into the parameters of a network. */
    @FunctionalInterface
    interface Filling {
        void fill(Map<String, Map<String, Tensor>> arrays);
    }

    private UpdaterState() {}

    /** The state; null if the updater of the network keeps none. */
    static INDArray of(Model network) {
        return updater(network).getStateViewArray();
    }

    private static BaseMultiLayerUpdater<?> updater(Model network) {
        return network instanceof MultiLayerNetwork chain
                ? (BaseMultiLayerUpdater<?>) chain.getUpdater()
                : ((ComputationGraph) network).getUpdater();
    }

    /**
     * Sets state and count of a network. Each slot lies in memory as the parameters do, so it passes through them.
     *
     * @param filling what puts arrays where the weights of the same names go
     */
    static void set(Model network, UpdaterPlan plan, Filling filling) {
        if (network instanceof MultiLayerNetwork chain) {
            chain.setIterationCount(plan.iterations());
        } else {
            ((ComputationGraph) network).getConfiguration().setIterationCount(plan.iterations());
        }
        INDArray state = of(network);
        INDArray parameters = network.params();
        if (state == null || parameters == null) {
            return;
        }
        List<UpdaterBlock> blocks = updater(network).getUpdaterBlocks();
        try (INDArray weights = parameters.dup()) {
            for (int slot = 0; slot < plan.slots().size(); slot++) {
                parameters.assign(0);
                filling.fill(plan.slots().get(slot));
                for (UpdaterBlock block : blocks) {
                    copy(parameters, block, slot, state);
                }
            }
            parameters.assign(weights);
        }
    }

    private static void copy(INDArray parameters, UpdaterBlock block, int slot, INDArray state) {
        int size = block.getParamOffsetEnd() - block.getParamOffsetStart();
        int length = block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
        if (length == 0) { // what batch normalisation counts itself
            return;
        }
        int from = block.getUpdaterViewOffsetStart() + slot * size;
        INDArray values = parameters
                .reshape(parameters.length())
                .get(NDArrayIndex.interval(block.getParamOffsetStart(), block.getParamOffsetEnd()));
        state.reshape(state.length())
                .get(NDArrayIndex.interval(from, from + size))
                .assign(values);
    }
}
