package io.github.kerasjvm.metric;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.loss.Loss;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;

/**
 * The loss of each position, where a loss serves as a metric. It runs on the reference engine, so that there is one home
 * for each formula.
 *
 * @param loss the loss
 */
public record LossValues(Loss loss) implements Values {

    @Override
    public Shape labelShape(Shape predictions) {
        return loss.labelShape(predictions);
    }

    @Override
    public double[] of(Tensor predictions, Tensor labels) {
        return prepared().of(predictions, labels);
    }

    @Override
    public Prepared prepared() {
        return new Running(this);
    }

    private Plan plan(Shape shape) {
        Ops ops = new Ops();
        Value predictions = ops.input("predictions", shape);
        Value labels = ops.input("labels", labelShape(shape));
        OpGraph graph = ops.build(List.of(new OpGraph.Output("values", loss.perPosition(ops, labels, predictions))));
        return Engines.find("reference").compile(new Program(graph), new EngineOptions(1));
    }

    /** Keeps its plan. Nobody has to close it: on one thread the reference engine holds nothing but memory. */
    private static final class Running implements Prepared {

        private final LossValues function;
        private Shape shape = Shape.UNKNOWN;
        private Plan plan;

        private Running(LossValues function) {
            this.function = function;
        }

        @Override
        public double[] of(Tensor predictions, Tensor labels) {
            Shape open = predictions.shape().with(0, Shape.ANY);
            if (!open.equals(shape)) {
                plan = function.plan(open);
                shape = open;
            }
            Tensor values = plan.run(List.of(predictions, labels)).get(0);
            double[] copy = new double[values.elements()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = values.get(i);
            }
            return copy;
        }
    }
}
