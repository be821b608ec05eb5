package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.reference.Kernels;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** A recipe with memory, ready to run; for one thread at a time. A run calls no constructor but those of its results. */
final class Session implements AutoCloseable {

    private final Recipe recipe;
    private final Memory memory = new Memory();
    private final Kernels kernels = new Kernels();
    private final Deque<Runnable> frees = new ArrayDeque<>();
    private final dnnl_stream stream = new dnnl_stream();
    private final Runnable[] steps;
    /** Kept, since what the collector takes of these the native side loses. */
    private final List<Pointer> held = new ArrayList<>();

    private final boolean isStep;
    private FloatPointer scratchpad;

    /** What the inputs hold; tensors do not change. */
    private final Tensor[] loaded;

    Session(Recipe recipe) {
        this(recipe, false);
    }

    /** A session of a step has all of its inputs in native memory, too. */
    private Session(Recipe recipe, boolean isStep) {
        this.isStep = isStep;
        this.recipe = recipe;
        boolean done = false;
        try {
            Library.check(
                    dnnl_stream_create(stream, recipe.library().engine(), dnnl_stream_default_flags), "make a stream");
            frees.push(() -> dnnl_stream_destroy(stream));
            allocate();
            scratchpad = memory.allocate(scratchpadBytes());
            recipe.fixed().forEach(memory::load);
            for (Step step : recipe.prepared()) {
                ready(step).run();
            }
            loaded = new Tensor[recipe.inputs().size()];
            steps = recipe.steps().stream().map(this::ready).toArray(Runnable[]::new);
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private void allocate() {
        List<Ref> kept = recipe.outputs().stream().map(Recipe.Output::array).toList();
        for (boolean heap : new boolean[] {false, true}) {
            List<Ref> own = new ArrayList<>(
                    Slots.of(recipe.prepared(), List.copyOf(recipe.fixed().keySet()), kept, heap)
                            .slots()
                            .keySet());
            // Inputs have memory of their own, so that what comes again, such as weights, need not be copied again.
            Stream.concat(recipe.fixed().keySet().stream(), recipe.inputs().stream())
                    .filter(array -> !own.contains(array) && isUsed(array, heap))
                    .forEach(own::add);
            own.forEach(array -> {
                if (heap) {
                    memory.addHeap(array);
                } else {
                    memory.addNative(array);
                }
            });
            Slots slots = Slots.of(recipe.steps(), List.of(), keptIn(heap), heap);
            if (heap) {
                memory.addHeap(slots);
            } else {
                memory.addNative(slots);
            }
        }
    }

    private List<Ref> keptIn(boolean heap) {
        return recipe.outputs().stream()
                .filter(output -> output.onHeap() == heap)
                .map(Recipe.Output::array)
                .toList();
    }

    private boolean isUsed(Ref array, boolean heap) {
        boolean read = recipe.steps().stream()
                .anyMatch(step -> step.readsHeap() == heap && step.reads().contains(array));
        return read
                || keptIn(heap).contains(array)
                || isStep && !heap && recipe.inputs().contains(array);
    }

    private long scratchpadBytes() {
        long most = 0;
        for (List<Step> list : List.of(recipe.prepared(), recipe.steps())) {
            for (Step step : list) {
                if (step instanceof Step.Call call) {
                    most = Math.max(most, Native.bytes(Native.wanted(call.made(), dnnl_query_scratchpad_md, 0)));
                }
            }
        }
        return most;
    }

    private Runnable ready(Step step) {
        if (step instanceof Step.Call call) {
            return ready(call);
        }
        if (step instanceof Step.Copy copy) {
            return () -> memory.copy(copy.array(), copy.toHeap());
        }
        if (step instanceof Step.Loop loop) {
            Session inner = new Session(loop.step(), true);
            frees.push(inner::close);
            return new LoopRun(loop, inner, this, memory);
        }
        Step.Routine routine = (Step.Routine) step;
        return kernels.prepare(
                routine.op(),
                routine.shapes(),
                routine.reads().stream().map(memory::onHeap).toList(),
                routine.writes().stream().map(memory::onHeap).toList());
    }

    private Runnable ready(Step.Call call) {
        dnnl_primitive primitive = primitive(call.made(), call.name());
        int count = call.args().size() + 1;
        dnnl_exec_arg_t args = args(count);
        for (int i = 0; i < count - 1; i++) {
            Step.Arg arg = call.args().get(i);
            args.position(i).arg(arg.kind()).memory(memory(arg.desc(), memory.inNative(arg.array())));
        }
        dnnl_memory_desc scratch = Native.wanted(call.made(), dnnl_query_scratchpad_md, 0);
        args.position(count - 1).arg(DNNL_ARG_SCRATCHPAD).memory(memory(scratch, scratchpad));
        args.position(0);
        return () -> {
            int status = dnnl_primitive_execute(primitive, stream, count, args);
            if (status != dnnl_success) {
                Library.check(status, "run " + call.name());
            }
        };
    }

    dnnl_stream stream() {
        return stream;
    }

    /** A primitive ready to run; freed with the session. */
    dnnl_primitive primitive(dnnl_primitive_desc made, String name) {
        dnnl_primitive primitive = new dnnl_primitive();
        Library.check(dnnl_primitive_create(primitive, made), "make " + name);
        frees.push(() -> dnnl_primitive_destroy(primitive));
        return primitive;
    }

    /** Room for arguments; kept with the session. */
    dnnl_exec_arg_t args(int count) {
        dnnl_exec_arg_t args = new dnnl_exec_arg_t(count);
        held.add(args);
        return args;
    }

    /** An array as oneDNN takes it; freed with the session. */
    dnnl_memory memory(dnnl_memory_desc desc, FloatPointer data) {
        dnnl_memory result = new dnnl_memory();
        Library.check(dnnl_memory_create(result, desc, recipe.library().engine(), data), "take memory");
        frees.push(() -> dnnl_memory_destroy(result));
        held.add(result);
        return result;
    }

    /** Where an input of a step lies. */
    FloatPointer input(int index) {
        return memory.inNative(recipe.inputs().get(index));
    }

    /** Where a result of a step lies. */
    FloatPointer output(int index) {
        return memory.inNative(recipe.outputs().get(index).array());
    }

    /** An input of a step has been written; brings it wherever it is read. */
    void settle(int index) {
        Ref array = recipe.inputs().get(index);
        if (memory.onHeap(array) != null) {
            memory.copy(array, true);
        }
    }

    /** Runs every step on what the inputs hold. */
    void compute() {
        for (Runnable step : steps) {
            step.run();
        }
    }

    /**
     * Runs the recipe once.
     *
     * @param inputs one tensor for each input
     * @param results takes the outputs, one buffer for each
     * @return false if an input is not finite, and nothing was computed
     */
    boolean run(List<Tensor> inputs, List<FloatBuffer> results) {
        for (int i = 0; i < loaded.length; i++) {
            if (loaded[i] != inputs.get(i)) {
                loaded[i] = null;
                if (!memory.load(recipe.inputs().get(i), inputs.get(i))) {
                    return false;
                }
                loaded[i] = inputs.get(i);
            }
        }
        compute();
        Library.check(dnnl_stream_wait(stream), "end a run");
        for (int i = 0; i < results.size(); i++) {
            Recipe.Output output = recipe.outputs().get(i);
            memory.read(output.array(), (int) output.shape().elements(), output.onHeap(), results.get(i));
        }
        return true;
    }

    @Override
    public void close() {
        while (!frees.isEmpty()) {
            frees.pop().run();
        }
        memory.close();
    }
}
