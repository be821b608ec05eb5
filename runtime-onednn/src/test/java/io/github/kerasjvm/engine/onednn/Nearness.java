package io.github.kerasjvm.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.Float64;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holds oneDNN's numbers, with and without Java's code for small arrays, against the same graph in float64. How near float32 can come depends on the graph, so the measure is
 * how near plain Java comes in float32.
 */
public final class Nearness {

    /** What float32 may be off by where plain Java is nearer by chance, relative to the whole array. */
    private static final double FLOOR = 5e-6;

    private static final double TIMES = 8;

    private Nearness() {}

    /**
     * Runs a graph, twice, since what one run leaves behind must not enter the next.
     *
     * @param graph the graph
     * @param inputs its inputs
     */
    public static void check(OpGraph graph, List<Tensor> inputs) {
        List<double[]> exact = new Float64(graph)
                .run(
                        inputs.stream().map(Tensor::shape).toList(),
                        inputs.stream().map(Nearness::doubles).toList());
        List<Tensor> java = run(new ReferenceEngine(), graph, inputs);
        check(graph, exact, java, run(new OneDnnEngine(), graph, inputs));
        check(graph, exact, java, run(new OneDnnEngine(0), graph, inputs));
    }

    private static void check(OpGraph graph, List<double[]> exact, List<Tensor> java, List<Tensor> actual) {
        for (int i = 0; i < exact.size(); i++) {
            String name = graph.outputs().get(i).name();
            assertThat(actual.get(i).shape()).as(name).isEqualTo(java.get(i).shape());
            double size = size(exact.get(i));
            double allowed = FLOOR * (size + 1e-6) + TIMES * difference(name, java.get(i), exact.get(i));
            assertThat(difference(name, actual.get(i), exact.get(i)))
                    .as("%s of size %s", name, size)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    private static List<Tensor> run(Engine engine, OpGraph graph, List<Tensor> inputs) {
        try (Plan plan = engine.compile(new Program(graph), new EngineOptions(1))) {
            plan.run(inputs);
            return plan.run(inputs);
        }
    }

    private static double[] doubles(Tensor tensor) {
        return IntStream.range(0, tensor.elements()).mapToDouble(tensor::get).toArray();
    }

    private static double size(double[] exact) {
        double sum = 0;
        for (double number : exact) {
            sum += Double.isFinite((float) number) ? number * number : 0;
        }
        return Math.sqrt(sum);
    }

    /** The root of the sum of squared differences; what is not finite has to be the same. */
    private static double difference(String name, Tensor actual, double[] exact) {
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            float wanted = (float) exact[i];
            if (Float.isFinite(wanted)) {
                sum += (actual.get(i) - exact[i]) * (actual.get(i) - exact[i]);
            } else {
                assertThat(Float.compare(actual.get(i), wanted))
                        .as("%s[%s]", name, i)
                        .isZero();
            }
        }
        return Math.sqrt(sum);
    }
}
