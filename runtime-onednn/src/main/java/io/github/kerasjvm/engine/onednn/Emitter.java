package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.onednn.Step.Arg;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Turns work into steps. */
final class Emitter {

    private final Native library;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, Ref> arrays = new HashMap<>();
    private final Map<Object, Ref> links = new HashMap<>();
    private final Map<Object, dnnl_primitive_desc> hints = new HashMap<>();

    private final Map<Ref, float[]> fixed = new IdentityHashMap<>();
    private final Map<List<Number>, Ref> rows = new HashMap<>();

    Emitter(Native library) {
        this.library = library;
    }

    Native library() {
        return library;
    }

    List<Step> steps() {
        return steps;
    }

    /** The array of a value. */
    Ref array(Value value) {
        return arrays.computeIfAbsent(value.id(), key -> {
            long elements = value.shape().elements();
            if (elements > Integer.MAX_VALUE - 8) {
                throw new EngineException(
                        "an array of shape " + value.shape() + " is too large for onednn; use smaller batches");
            }
            return new Ref("v" + key, elements * Float.BYTES);
        });
    }

    /** Arrays of fixed numbers that kernels have asked for. */
    Map<Ref, float[]> fixed() {
        return fixed;
    }

    /** An array of equal numbers. */
    Ref filled(int count, float number) {
        return rows.computeIfAbsent(List.of(count, number), key -> {
            float[] numbers = new float[count];
            Arrays.fill(numbers, number);
            Ref row = new Ref(count + " times " + number, (long) count * Float.BYTES);
            fixed.put(row, numbers);
            return row;
        });
    }

    /** Appends work: as calls of oneDNN if it has a kernel, else part by part. */
    void add(Work work) {
        int before = steps.size();
        boolean hasEmpty = work.parts().stream()
                .flatMap(node -> node.outputs().stream())
                .anyMatch(value -> value.shape().elements() == 0);
        try {
            if (!hasEmpty && work.kernel().emit(this)) {
                return;
            }
        } catch (Library.NativeException e) {
            if (!e.isUnsupported()) {
                throw e;
            }
        }
        steps.subList(before, steps.size()).clear();
        work.parts().forEach(this::routine);
    }

    private void routine(Node node) {
        steps.add(new Step.Routine(
                node.op(),
                node.inputs().stream().map(Value::shape).toList(),
                node.inputs().stream().map(this::array).toList(),
                node.outputs().stream().map(this::array).toList()));
    }

    /** Appends one primitive. */
    void call(String name, dnnl_primitive_desc made, Arg... args) {
        steps.add(new Step.Call(name, made, List.of(args)));
    }

    /**
     * An array brought from one order in memory to another.
     *
     * @param name what it is, for people
     * @param array the array
     * @param from how it lies
     * @param to how it is wanted
     * @return the array itself if that is the same
     */
    Ref reordered(String name, Ref array, dnnl_memory_desc from, dnnl_memory_desc to) {
        if (Native.same(from, to)) {
            return array;
        }
        Ref result = new Ref(name, Native.bytes(to));
        reorder(name, array, from, result, to);
        return result;
    }

    /** Appends a copy from one order in memory to another. */
    void reorder(String name, Ref array, dnnl_memory_desc from, Ref result, dnnl_memory_desc to) {
        dnnl_primitive_desc made = library.primitive(
                "reorder",
                pd -> dnnl_reorder_primitive_desc_create(
                        pd, from, library.engine(), to, library.engine(), library.plain()));
        call("Reorder " + name, made, Arg.in(DNNL_ARG_FROM, array, from), Arg.out(DNNL_ARG_TO, result, to));
    }

    /** Where a primitive wants to write what is to lie in another order: a place of its own, or the array itself. */
    Ref place(String name, Ref array, dnnl_memory_desc wanted, dnnl_memory_desc plain) {
        return Native.same(wanted, plain) ? array : new Ref(name, Native.bytes(wanted));
    }

    /** Keeps what a primitive leaves for another one that goes the way back. */
    void link(Object key, Ref array, dnnl_primitive_desc hint) {
        links.put(key, array);
        hints.put(key, hint);
    }

    /** What {@link #link} was given; null if nothing was. */
    Ref linked(Object key) {
        return links.get(key);
    }

    /** What {@link #link} was given. */
    dnnl_primitive_desc hint(Object key) {
        return hints.get(key);
    }
}
