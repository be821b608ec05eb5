package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The proof of an export: the restored network and one of our engines on the same random input. */
final class Comparison {

    private static final int BATCH = 3;

    /** Both compute in float32, in different orders. */
    private static final double ABSOLUTE = 1e-5;

    private static final double RELATIVE = 1e-4;

    private Comparison() {}

    /**
     * Compares.
     *
     * @param indexLimits the inputs that take indices, and below which number
     * @throws Dl4jMismatchException if an output differs
     */
    static void check(
            KerasModel model,
            List<Shape> shapes,
            Map<String, Integer> indexLimits,
            StockNetwork network,
            Engine engine) {
        Random random = new Random(7);
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Integer limit = indexLimits.get(model.inputs().get(i).name());
            inputs.add(random(shapes.get(i).with(0, BATCH), limit, random));
        }
        List<Tensor> actual = network.run(inputs);
        List<Tensor> expected;
        Program program = new Program(model.lower(shapes), Optional.of(model));
        try (Plan plan = engine.compile(program, EngineOptions.defaults())) {
            expected = plan.run(inputs);
        }
        List<KerasModel.Port> ports = model.outputs();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            String difference = difference(expected.get(i), actual.get(i));
            if (!difference.isEmpty()) {
                differences.add("output " + ports.get(i).name() + " " + difference);
            }
        }
        if (!differences.isEmpty()) {
            throw new Dl4jMismatchException(model.file() + ": DL4J computes other numbers than engine " + engine.name()
                    + " from what was exported: " + String.join("; ", differences) + ". Nothing was written.");
        }
    }

    /** Numbers from -1 to 1, or indices. */
    static Tensor random(Shape shape, Integer limit, Random random) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = limit == null ? random.nextFloat() * 2 - 1 : random.nextInt(limit);
        }
        return Tensor.owning(shape, values);
    }

    private static String difference(Tensor expected, Tensor actual) {
        if (!expected.shape().equals(actual.shape())) {
            return "has the shape " + actual.shape() + ", expected " + expected.shape();
        }
        double worst = 0;
        int at = 0;
        for (int i = 0; i < expected.elements(); i++) {
            float y = expected.get(i);
            float difference = Math.abs(y - actual.get(i));
            double over = Float.compare(y, actual.get(i)) == 0 ? 0 : difference / (ABSOLUTE + RELATIVE * Math.abs(y));
            if (!(over <= worst)) { // NaN counts
                worst = over;
                at = i;
            }
        }
        return worst <= 1 ? "" : "is " + actual.get(at) + " at place " + at + ", expected " + expected.get(at);
    }
}
