package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Something that a recipe does. Arrays lie in native memory for oneDNN and on the heap for the reference engine's code. */
sealed interface Step {

    /** The arrays that it reads. */
    List<Ref> reads();

    /** The arrays that it writes, or a part of which. */
    List<Ref> writes();

    /** Whether what it writes lies on the heap afterwards. */
    boolean writesHeap();

    /** Whether what it reads has to lie on the heap. */
    boolean readsHeap();

    /**
     * An array that oneDNN is given.
     *
     * @param kind what it is to the primitive, {@code DNNL_ARG_…}
     * @param array the array
     * @param desc how it lies in memory
     * @param written whether it is written
     */
    record Arg(int kind, Ref array, dnnl_memory_desc desc, boolean written) {
        static Arg in(int kind, Ref array, dnnl_memory_desc desc) {
            return new Arg(kind, array, desc, false);
        }

        static Arg out(int kind, Ref array, dnnl_memory_desc desc) {
            return new Arg(kind, array, desc, true);
        }
    }

    /**
     * One primitive.
     *
     * @param name what it computes, for people
     * @param made its description
     * @param args the arrays that it is given
     */
    record Call(String name, dnnl_primitive_desc made, List<Arg> args) implements Step {
        public Call {
            args = List.copyOf(args);
        }

        @Override
        public List<Ref> reads() {
            return args.stream().filter(arg -> !arg.written()).map(Arg::array).toList();
        }

        @Override
        public List<Ref> writes() {
            return args.stream().filter(Arg::written).map(Arg::array).toList();
        }

        @Override
        public boolean writesHeap() {
            return false;
        }

        @Override
        public boolean readsHeap() {
            return false;
        }
    }

    /**
     * The reference engine's code of one operation.
     *
     * @param op the operation
     * @param shapes the shapes of the inputs
     * @param reads the inputs
     * @param writes the results
     */
    record Routine(Op op, List<Shape> shapes, List<Ref> reads, List<Ref> writes) implements Step {
        public Routine {
            shapes = List.copyOf(shapes);
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }

        @Override
        public boolean writesHeap() {
            return true;
        }

        @Override
        public boolean readsHeap() {
            return true;
        }
    }

    /**
     * A graph that runs again and again.
     *
     * @param scan the operation
     * @param steps how often
     * @param step what runs each time
     * @param strips the copies from each sequence, then those into each result that is put together
     * @param reads the inputs
     * @param writes the results
     */
    record Loop(Scan scan, int steps, Recipe step, List<Loops.Strip> strips, List<Ref> reads, List<Ref> writes)
            implements Step {
        public Loop {
            strips = List.copyOf(strips);
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }

        @Override
        public boolean writesHeap() {
            return false;
        }

        @Override
        public boolean readsHeap() {
            return false;
        }
    }

    /**
     * Brings an array to where the next step wants it.
     *
     * @param array the array
     * @param toHeap whether it goes to the heap, or to native memory
     */
    record Copy(Ref array, boolean toHeap) implements Step {
        @Override
        public List<Ref> reads() {
            return List.of(array);
        }

        @Override
        public List<Ref> writes() {
            return List.of(array);
        }

        @Override
        public boolean writesHeap() {
            return toHeap;
        }

        @Override
        public boolean readsHeap() {
            return !toHeap;
        }
    }

    /** Puts copies before the steps that want an array where it is not. */
    static List<Step> withCopies(List<Step> steps, Homes homes) {
        List<Step> all = new ArrayList<>();
        for (Step step : steps) {
            for (Ref array : step.reads()) {
                if (homes.add(array, step.readsHeap())) {
                    all.add(new Copy(array, step.readsHeap()));
                }
            }
            step.writes().forEach(array -> homes.set(array, step.writesHeap()));
            all.add(step);
        }
        return all;
    }
}
