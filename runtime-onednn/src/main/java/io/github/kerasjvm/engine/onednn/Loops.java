package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.onednn.Work.Kernel;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Scan;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Scans: the graph of one step is a recipe of its own, which runs again and again on the same memory. */
final class Loops {

    private Loops() {}

    /**
     * One step's part of a sequence, copied out of it or into it.
     *
     * @param made the copy
     * @param strip how the part lies in the sequence {@code [rows, steps, …]}
     * @param part how it lies alone
     * @param bytes from one step to the next
     */
    record Strip(dnnl_primitive_desc made, dnnl_memory_desc strip, dnnl_memory_desc part, long bytes) {

        /** Whether the copy does without working memory, which it is not given. */
        boolean isSimple() {
            return Native.bytes(Native.wanted(made, dnnl_query_scratchpad_md, 0)) == 0;
        }

        static Strip of(Native library, Shape part, int steps, boolean into) {
            long rows = part.size(0);
            long width = part.elements() / rows;
            dnnl_memory_desc strip = library.desc(new long[] {rows, width}, new long[] {steps * width, 1});
            dnnl_memory_desc alone = library.dense(rows, width);
            dnnl_memory_desc from = into ? alone : strip;
            dnnl_memory_desc to = into ? strip : alone;
            dnnl_primitive_desc made = library.primitive(
                    "copy a step",
                    pd -> dnnl_reorder_primitive_desc_create(
                            pd, from, library.engine(), to, library.engine(), library.plain()));
            return new Strip(made, strip, alone, width * Float.BYTES);
        }
    }

    static Kernel of(Scan scan, Node node, int large) {
        List<Shape> shapes = node.inputs().stream().map(Value::shape).toList();
        int steps = scan.steps(shapes);
        OpGraph body = scan.body().withInputShapes(scan.step(shapes));
        boolean isLarge = Stream.concat(
                        body.inputs().stream().map(OpGraph.Input::value),
                        body.nodes().stream().flatMap(inner -> inner.outputs().stream()))
                .anyMatch(value -> value.shape().elements() >= large);
        boolean isEmpty = steps == 0 || shapes.stream().anyMatch(shape -> shape.elements() == 0);
        if (!isLarge || isEmpty) {
            return Kernel.NONE;
        }
        return emitter -> {
            Native library = emitter.library();
            Recipe step = Recipe.ofStep(body, large);
            library.adopt(step);
            List<Strip> strips = new ArrayList<>();
            for (int i = scan.states(); i < scan.states() + scan.sequences(); i++) {
                strips.add(Strip.of(library, body.inputs().get(i).value().shape(), steps, false));
            }
            for (int i = scan.states(); i < body.outputs().size(); i++) {
                strips.add(Strip.of(library, body.outputs().get(i).value().shape(), steps, true));
            }
            if (!strips.stream().allMatch(Strip::isSimple)) {
                return false;
            }
            emitter.steps()
                    .add(new Step.Loop(
                            scan,
                            steps,
                            step,
                            strips,
                            node.inputs().stream().map(emitter::array).toList(),
                            node.outputs().stream().map(emitter::array).toList()));
            return true;
        };
    }
}
