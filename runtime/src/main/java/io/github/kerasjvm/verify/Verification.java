package io.github.kerasjvm.verify;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model held against what Keras computed.
 *
 * @param tolerance how far numbers may lie apart; within a layer the absolute part grows with the layer's largest element
 * @param outputs the difference of each output, in order
 * @param layers the difference of each recorded layer, in the order of the model; empty if none was recorded or the
 *     engine does not tell them
 * @param unknownLayers recorded layers that the model does not have
 */
public record Verification(
        Tolerance tolerance, List<Difference> outputs, List<Difference> layers, List<String> unknownLayers) {

    /**
     * Runs a model on recorded inputs and compares.
     *
     * @param model the model
     * @param golden what Keras computed
     * @param tolerance how far numbers may lie apart
     * @return the differences
     * @throws DataException if the file was recorded from a model with other inputs or outputs
     */
    public static Verification of(Model model, ParityFile golden, Tolerance tolerance) {
        List<Tensor> ours;
        try {
            ours = model.predict(golden.inputs());
        } catch (IllegalArgumentException e) {
            throw new DataException("the recorded inputs do not fit the model: " + e.getMessage(), e);
        }
        if (ours.size() != golden.outputs().size()) {
            throw new DataException(golden.outputs().size() + " outputs are recorded, the model has " + ours.size());
        }
        List<Difference> outputs = compare(model, ours, golden.outputs(), tolerance);
        boolean fitsOther = golden.alternatives().size() == ours.size();
        if (fitsOther && !agree(outputs)) {
            List<Difference> others = compare(model, ours, golden.alternatives(), tolerance);
            outputs = agree(others) ? others : outputs;
        }
        Map<String, Tensor> layers = golden.layers().isEmpty() ? Map.of() : layerOutputs(model, golden);
        return new Verification(
                tolerance,
                outputs,
                layers.isEmpty() ? List.of() : LayerComparison.of(layers, golden.layers(), tolerance),
                layers.isEmpty()
                        ? List.of()
                        : golden.layers().keySet().stream()
                                .filter(name -> !layers.containsKey(name))
                                .toList());
    }

    private static Map<String, Tensor> layerOutputs(Model model, ParityFile golden) {
        try {
            return model.layerOutputs(golden.inputs());
        } catch (EngineException e) {
            return Map.of(); // an engine that runs whole models only
        }
    }

    private static List<Difference> compare(Model model, List<Tensor> ours, List<Tensor> golden, Tolerance tolerance) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            String name = model.keras().outputs().get(i).name();
            differences.add(Difference.of(name, ours.get(i), golden.get(i), tolerance));
        }
        return differences;
    }

    private static boolean agree(List<Difference> differences) {
        return differences.stream().allMatch(Difference::isWithin);
    }

    /**
     * Whether every output and every recorded layer is within the tolerance.
     *
     * @return true if the numbers agree
     */
    public boolean agrees() {
        return agree(outputs) && agree(layers) && unknownLayers.isEmpty();
    }

    /**
     * The first layer, in the order of the model, whose numbers differ.
     *
     * @return its path; empty if all agree or no layers were recorded
     */
    public Optional<String> firstDivergentLayer() {
        return layers.stream()
                .filter(layer -> !layer.isWithin())
                .map(Difference::name)
                .findFirst();
    }

    /**
     * The largest absolute difference of the outputs.
     *
     * @return 0 or more; not a number where a shape differs
     */
    public double maxAbs() {
        return outputs.stream().mapToDouble(Difference::maxAbs).reduce(0, Math::max);
    }

    /**
     * The largest relative difference of the outputs.
     *
     * @return 0 or more; not a number where a shape differs
     */
    public double maxRel() {
        return outputs.stream().mapToDouble(Difference::maxRel).reduce(0, Math::max);
    }
}
