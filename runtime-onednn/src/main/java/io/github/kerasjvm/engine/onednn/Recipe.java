package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;

import io.github.kerasjvm.engine.reference.Kernels;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** How a graph of known shapes is computed, step by step. Immutable but for its native descriptions, which it owns. */
final class Recipe implements AutoCloseable {

    /**
     * What is given back.
     *
     * @param shape its shape
     * @param array the array that holds it
     * @param onHeap whether it is taken from the heap
     */
    record Output(Shape shape, Ref array, boolean onHeap) {}

    private final Native library;
    private final List<Ref> inputs = new ArrayList<>();
    private final Map<Ref, Tensor> fixed = new IdentityHashMap<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<Step> prepared = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private Recipe(Native library, OpGraph graph, int large, boolean joins, boolean isStep) {
        this.library = library;
        Web web = new Web(graph, large);
        if (joins) {
            Fusions.apply(web);
        }
        Emitter emitter = new Emitter(library);
        graph.inputs().forEach(input -> inputs.add(emitter.array(input.value())));
        graph.parameters().forEach(p -> fixed.put(emitter.array(p.value()), p.data()));
        graph.constants().forEach(c -> fixed.put(emitter.array(c.value()), c.data()));
        web.finish().forEach(emitter::add);
        emitter.fixed().forEach((array, numbers) -> fixed.put(array, Tensor.owning(Shape.of(numbers.length), numbers)));

        Homes homes = new Homes();
        inputs.forEach(homes::everywhere);
        fixed.keySet().forEach(homes::everywhere);
        List<Step> all = Step.withCopies(emitter.steps(), homes);
        for (OpGraph.Output output : graph.outputs()) {
            Ref array = emitter.array(web.rooted(output.value()));
            if (isStep && homes.add(array, false)) {
                all.add(new Step.Copy(array, false));
            }
            outputs.add(new Output(output.value().shape(), array, !isStep && homes.onHeap(array)));
        }
        split(all);
    }

    /** What depends on fixed arrays alone is computed once. */
    private void split(List<Step> all) {
        Map<Ref, Boolean> known = new IdentityHashMap<>();
        fixed.keySet().forEach(array -> known.put(array, true));
        Map<Ref, Integer> writers = new IdentityHashMap<>();
        all.stream()
                .filter(step -> !(step instanceof Step.Copy))
                .flatMap(step -> step.writes().stream())
                .forEach(array -> writers.merge(array, 1, Integer::sum));
        for (Step step : all) {
            // What is put together of parts is left whole: another part may not be fixed.
            boolean whole = step.writes().stream().allMatch(array -> writers.getOrDefault(array, 0) <= 1);
            if (whole && step.reads().stream().allMatch(known::containsKey)) {
                step.writes().forEach(array -> known.put(array, true));
                prepared.add(step);
            } else {
                steps.add(step);
            }
        }
    }

    /**
     * Finds out how to compute a graph.
     *
     * @param graph the graph, all shapes known
     * @param large how many elements make an array worth a call of oneDNN
     */
    static Recipe of(OpGraph graph, int large) {
        return of(graph, large, false);
    }

    /** The same for one step of a loop: what it takes and gives lies in native memory. */
    static Recipe ofStep(OpGraph graph, int large) {
        return of(graph, large, true);
    }

    private static Recipe of(OpGraph given, int large, boolean isStep) {
        // Everything has to run by the reference engine's code, too.
        OpGraph graph = given.withOutputs(given.outputs()).expand(Kernels::has);
        try {
            return of(graph, large, true, isStep);
        } catch (UnfusableException e) {
            return of(graph, large, false, isStep);
        }
    }

    private static Recipe of(OpGraph graph, int large, boolean joins, boolean isStep) {
        Native library = new Native();
        try {
            return new Recipe(library, graph, large, joins, isStep);
        } catch (RuntimeException e) {
            library.close();
            throw e;
        }
    }

    Native library() {
        return library;
    }

    /** The arrays of the graph's inputs, in order. */
    List<Ref> inputs() {
        return inputs;
    }

    /** The arrays that never change. */
    Map<Ref, Tensor> fixed() {
        return fixed;
    }

    List<Output> outputs() {
        return outputs;
    }

    /** What is computed once for each session. */
    List<Step> prepared() {
        return prepared;
    }

    /** What is computed in each run. */
    List<Step> steps() {
        return steps;
    }

    /** Says for each step who computes it. */
    List<String> description() {
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Call call) {
                lines.add("onednn " + call.name() + " " + implementation(call.made()));
            } else if (step instanceof Step.Routine routine) {
                lines.add("java " + routine.op().name());
            } else if (step instanceof Step.Loop loop) {
                lines.add("loop " + loop.steps());
                loop.step().description().forEach(line -> lines.add("  " + line));
            } else {
                lines.add("copy " + step.reads().get(0));
            }
        }
        return lines;
    }

    private static String implementation(dnnl_primitive_desc made) {
        try (PointerPointer<BytePointer> holder = new PointerPointer<>(1)) {
            dnnl_primitive_desc_query(made, dnnl_query_impl_info_str, 0, holder);
            return holder.get(BytePointer.class, 0).getString();
        }
    }

    @Override
    public void close() {
        library.close();
    }
}
