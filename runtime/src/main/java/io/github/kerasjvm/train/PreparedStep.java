package io.github.kerasjvm.train;

import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.model.TrainingGraph;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The graph of a step for one size of batch, and its plan. Several threads may run it at once. */
final class PreparedStep implements AutoCloseable {

    static final String LOOKUP = "lookup/";

    private final StepGraph.Compiled compiled;
    private final Plan plan;
    /** Zeros, added to what is looked up and to weights that layers move. */
    private final Map<String, Tensor> zeros = new HashMap<>();

    PreparedStep(StepGraph.Compiled compiled, Plan plan) {
        this.compiled = compiled;
        this.plan = plan;
        for (int i = 0; i < compiled.lookups().size(); i++) {
            zeros.put(LOOKUP + i, Tensor.filled(shape(LOOKUP + i), 0));
        }
        compiled.graph().inputs().stream()
                .filter(input -> input.name().startsWith(TrainingGraph.ASSIGNED))
                .forEach(input ->
                        zeros.put(input.name(), Tensor.filled(input.value().shape(), 0)));
    }

    List<OpGraph.Output> outputs() {
        return compiled.graph().outputs();
    }

    /** The names of the embeddings in which {@code lookup/0}, {@code lookup/1}, … look up. */
    List<String> lookups() {
        return compiled.lookups();
    }

    private Shape shape(String input) {
        return compiled.graph().inputs().stream()
                .filter(candidate -> candidate.name().equals(input))
                .findFirst()
                .orElseThrow()
                .value()
                .shape();
    }

    /**
     * Computes the step.
     *
     * @param named inputs of the graph by name, weights among them; what is drawn is not
     * @param draws the random numbers of the step
     * @param firstRow the place of the first of these rows in the batch
     * @param split what belongs to a row of the batch
     * @param results takes what the graph gives
     */
    void run(Map<String, Tensor> named, Draws draws, int firstRow, BatchSplit split, List<FloatBuffer> results) {
        Map<String, Tensor> given = new HashMap<>(named);
        given.putAll(zeros);
        for (int i = 0; i < compiled.draws().size(); i++) {
            TrainingGraph.Draw draw = compiled.draws().get(i);
            int first = split.drawnByRow().contains(draw.input()) ? firstRow : 0;
            given.put(draw.input(), draws.of(draw, i, shape(draw.input()), first));
        }
        List<Tensor> inputs = new ArrayList<>();
        compiled.graph().inputs().forEach(input -> inputs.add(fitted(input, given)));
        plan.run(inputs, results);
    }

    /** Labels may lack, or have, a last axis of size 1. */
    private static Tensor fitted(OpGraph.Input input, Map<String, Tensor> given) {
        Tensor found = given.get(input.name());
        if (found == null && input.name().startsWith(TrainingGraph.STATE)) {
            return Tensor.filled(input.value().shape(), 0); // the first batch
        }
        if (found == null) {
            throw new IllegalArgumentException("the step lacks " + input.name());
        }
        Shape wanted = input.value().shape();
        boolean reshapes = !found.shape().equals(wanted) && found.elements() == wanted.elements();
        return reshapes ? found.reshaped(wanted) : found;
    }

    @Override
    public void close() {
        plan.close();
    }
}
