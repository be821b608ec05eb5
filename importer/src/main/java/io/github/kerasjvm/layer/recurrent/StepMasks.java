package io.github.kerasjvm.layer.recurrent;

import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * What a cell's input and states are multiplied by in training, {@code [batch, steps, …]} or {@code [batch, 1, …]} where it
 * is the same in all steps.
 *
 * @param before of the input: none, one for all gates, or one for each gate
 * @param within what the steps themselves take; here all have the steps of the sequence, since what is the same in each step of
 *     a scan must not hold rows, or nobody could do the batch in parts
 */
record StepMasks(List<Value> before, List<Value> within) {

    static final StepMasks NONE = new StepMasks(List.of(), List.of());

    /** Keeps its own copies. */
    StepMasks {
        before = List.copyOf(before);
        within = List.copyOf(within);
    }

    /** What does not depend on the states, of an input {@code [batch, steps, …]} that is dropped in part. */
    static Value project(Cell cell, Ops ops, Value steps, Weights w, List<Value> before) {
        return before.size() == 1
                ? cell.project(ops, ops.multiply(steps, before.get(0)), w, List.of())
                : cell.project(ops, steps, w, before);
    }

    /** A mask with all steps of the sequence. */
    static Value repeated(Ops ops, Value mask, int steps) {
        return mask.shape().size(1) == steps
                ? mask
                : ops.broadcast(mask, mask.shape().with(1, steps));
    }

    /** A state by its masks: as it is, once for all gates, or once for each gate. */
    static List<Value> states(Ops ops, Value state, List<Value> masks) {
        return masks.isEmpty()
                ? List.of(state)
                : masks.stream().map(mask -> ops.multiply(state, mask)).toList();
    }
}
