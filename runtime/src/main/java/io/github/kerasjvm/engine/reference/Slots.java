package io.github.kerasjvm.engine.reference;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Which memory holds which value: a slot is free again after the last use of its value. */
final class Slots {

    /** A value that has no slot. */
    static final int NONE = -1;

    private final int[] slotOf;
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();

    private Slots(int values) {
        slotOf = new int[values];
        Arrays.fill(slotOf, NONE);
    }

    /** Gives a slot to every input and every result of a graph of known shapes. */
    static Slots of(OpGraph graph) {
        Slots slots = new Slots(graph.values());
        int[] lastUse = lastUses(graph);
        graph.inputs().forEach(input -> slots.take(input.value()));
        for (int step = 0; step < graph.nodes().size(); step++) {
            Node node = graph.nodes().get(step);
            node.outputs().forEach(slots::take);
            for (Value value : node.inputs()) {
                slots.release(value, lastUse, step);
            }
            for (Value value : node.outputs()) {
                slots.release(value, lastUse, step);
            }
        }
        return slots;
    }

    private static int[] lastUses(OpGraph graph) {
        int[] last = new int[graph.values()];
        for (int step = 0; step < graph.nodes().size(); step++) {
            for (Value value : graph.nodes().get(step).inputs()) {
                last[value.id()] = step;
            }
            for (Value value : graph.nodes().get(step).outputs()) {
                last[value.id()] = step;
            }
        }
        graph.outputs().forEach(output -> last[output.value().id()] = Integer.MAX_VALUE);
        return last;
    }

    private void take(Value value) {
        int size = size(value);
        // The smallest free slot that is large enough, else the largest, which grows.
        Integer chosen = free.stream()
                .filter(slot -> sizes.get(slot) >= size)
                .min(Comparator.comparing(sizes::get))
                .or(() -> free.stream().max(Comparator.comparing(sizes::get)))
                .orElse(null);
        if (chosen == null) {
            chosen = sizes.size();
            sizes.add(size);
        } else {
            free.remove(chosen);
            sizes.set(chosen, Math.max(size, sizes.get(chosen)));
        }
        slotOf[value.id()] = chosen;
    }

    private static int size(Value value) {
        long elements = value.shape().elements();
        if (elements > Integer.MAX_VALUE - 8) {
            throw new EngineException("an array of shape " + value.shape()
                    + " is too large for the reference engine; use smaller batches");
        }
        return (int) elements;
    }

    private void release(Value value, int[] lastUse, int step) {
        int slot = slotOf[value.id()];
        if (slot != NONE && lastUse[value.id()] == step && !free.contains(slot)) {
            free.add(slot);
        }
    }

    /** The slot of a value, or {@link #NONE} for a parameter or constant. */
    int of(Value value) {
        return slotOf[value.id()];
    }

    /** New memory for every slot. */
    Buffer[] allocate(Precision precision) {
        return sizes.stream().map(precision::allocate).toArray(Buffer[]::new);
    }
}
