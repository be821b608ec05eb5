package io.github.kerasjvm.model;

import io.github.kerasjvm.layer.BatchStep;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers what the calls of layers leave behind in a step of training or of testing. */
final class StepTraces {

    private final Ops ops;
    private final List<Value> penalties = new ArrayList<>();
    private final Map<String, Value> states = new LinkedHashMap<>();
    private final Map<String, Value> taken = new LinkedHashMap<>();

    StepTraces(Ops ops) {
        this.ops = ops;
    }

    List<Value> penalties() {
        return penalties;
    }

    /** What is left behind for the next batch, under the name of the input that takes it then. */
    List<TrainingGraph.Update> states() {
        return states.entrySet().stream()
                .map(state -> new TrainingGraph.Update(state.getKey(), state.getValue()))
                .toList();
    }

    /** The step as the layer of a path sees it. */
    BatchStep of(String path) {
        return new BatchStep() {
            @Override
            public void penalty(Value penalty) {
                penalties.add(penalty);
            }

            @Override
            public Value before(String name, Shape shape) {
                String input = TrainingGraph.STATE + path + "/" + name;
                Value earlier = states.get(input); // by an earlier call of the same layer
                return earlier != null ? earlier : taken.computeIfAbsent(input, key -> ops.input(key, shape));
            }

            @Override
            public void after(String name, Value value) {
                states.put(TrainingGraph.STATE + path + "/" + name, value);
            }
        };
    }
}
