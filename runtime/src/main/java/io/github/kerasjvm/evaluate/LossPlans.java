package io.github.kerasjvm.evaluate;

import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.loss.LossGraph;
import io.github.kerasjvm.loss.OutputLoss;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the plan of an evaluation: takes the model's inputs, then the labels; gives its outputs, then the losses. */
final class LossPlans {

    private LossPlans() {}

    static Plan of(Evaluate evaluate, OpGraph model, List<Optional<OutputLoss>> losses, boolean looksThrough) {
        if (evaluate.engine().runsWholeModelsOnly()) {
            Program whole = new Program(model, Optional.of(evaluate.model()));
            Program rest = new Program(LossGraph.extend(outputsOf(model), losses, false));
            Plan first = evaluate.engine().compile(whole, evaluate.engineOptions());
            return new Chain(
                    model.inputs().size(), first, Engines.find("reference").compile(rest, evaluate.engineOptions()));
        }
        OpGraph graph = LossGraph.extend(model, losses, looksThrough);
        return evaluate.engine().compile(new Program(graph), evaluate.engineOptions());
    }

    /** A graph that gives what it takes: the outputs of a model. */
    private static OpGraph outputsOf(OpGraph model) {
        Ops ops = new Ops();
        List<OpGraph.Output> outputs = new ArrayList<>();
        for (int i = 0; i < model.outputs().size(); i++) {
            OpGraph.Output output = model.outputs().get(i);
            outputs.add(new OpGraph.Output(
                    output.name(), ops.input("output/" + i, output.value().shape())));
        }
        return ops.build(outputs);
    }

    /** The model on its engine, then the losses of what it gives. */
    private record Chain(int inputs, Plan model, Plan losses) implements Plan {

        @Override
        public List<Tensor> run(List<Tensor> given) {
            List<Tensor> next = new ArrayList<>(model.run(given.subList(0, inputs)));
            next.addAll(given.subList(inputs, given.size()));
            return losses.run(next);
        }

        @Override
        public void close() {
            model.close();
            losses.close();
        }
    }
}
