package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.onednn.Step.Arg;
import io.github.kerasjvm.engine.onednn.Work.Kernel;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.PoolGradient;
import io.github.kerasjvm.op.Ties;
import io.github.kerasjvm.op.Value;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/** Pooling and the way back. */
final class Pools {

    private Pools() {}

    /**
     * A pooling.
     *
     * @param op the operation
     * @param x its input
     * @param y its result
     * @param remembers whether the places of the maxima are kept, in a workspace under the name of {@code x} and {@code op}
     */
    static Kernel forward(Pool op, Value x, Value y, boolean remembers) {
        var at = new Geometry(op.windows(), 1, op.layout());
        return emitter -> {
            if (!at.isKnown()) {
                return false;
            }
            Native library = emitter.library();
            dnnl_memory_desc source = at.image(library, x.shape());
            dnnl_memory_desc target = at.image(library, y.shape());
            dnnl_primitive_desc made = described(library, at, op.function(), remembers, source, target);
            List<Arg> args = new ArrayList<>(List.of(
                    Arg.in(DNNL_ARG_SRC, emitter.array(x), source), Arg.out(DNNL_ARG_DST, emitter.array(y), target)));
            Ref places = null;
            if (remembers) {
                dnnl_memory_desc workspace = Native.wanted(made, dnnl_query_workspace_md, 0);
                places = new Ref("maxima", Native.bytes(workspace));
                args.add(Arg.out(DNNL_ARG_WORKSPACE, places, workspace));
            }
            emitter.call(op.name(), made, args.toArray(Arg[]::new));
            if (remembers) {
                emitter.link(new Key(x.id(), op), places, made);
            }
            return true;
        };
    }

    /** Names the workspace of a pooling. */
    private record Key(int input, Pool op) {}

    private static dnnl_primitive_desc described(
            Native library,
            Geometry at,
            PoolFunction function,
            boolean training,
            dnnl_memory_desc source,
            dnnl_memory_desc target) {
        return library.primitive(
                "pool",
                pd -> dnnl_pooling_forward_primitive_desc_create(
                        pd,
                        library.engine(),
                        training ? dnnl_forward_training : dnnl_forward_inference,
                        algorithm(function),
                        source,
                        target,
                        at.strides(),
                        at.kernel(),
                        at.dilations(),
                        at.before(),
                        at.after(),
                        library.plain()));
    }

    private static int algorithm(PoolFunction function) {
        return switch (function) {
            case MAXIMUM -> dnnl_pooling_max;
            case AVERAGE -> dnnl_pooling_avg_exclude_padding;
        };
    }

    /** The way back; that of a maximum needs a pooling that remembered. */
    static Kernel backward(PoolGradient op, Value x, Value dy, Value dx) {
        var at = new Geometry(op.windows(), 1, op.layout());
        Pool forward = new Pool(op.function(), op.windows(), op.layout(), op.ties());
        return emitter -> {
            if (!at.isKnown()) {
                return false;
            }
            Native library = emitter.library();
            dnnl_memory_desc source = at.image(library, dx.shape());
            dnnl_memory_desc target = at.image(library, dy.shape());
            Key key = new Key(x.id(), forward);
            boolean maximum = op.function() == PoolFunction.MAXIMUM;
            Ref places = emitter.linked(key);
            // oneDNN remembers the first of equal maxima.
            if (maximum && (places == null || op.ties() != Ties.FIRST)) {
                return false;
            }
            dnnl_primitive_desc hint =
                    maximum ? emitter.hint(key) : described(library, at, op.function(), true, source, target);
            dnnl_primitive_desc made = library.primitive(
                    "go back through a pooling",
                    pd -> dnnl_pooling_backward_primitive_desc_create(
                            pd,
                            library.engine(),
                            algorithm(op.function()),
                            source,
                            target,
                            at.strides(),
                            at.kernel(),
                            at.dilations(),
                            at.before(),
                            at.after(),
                            hint,
                            library.plain()));
            List<Arg> args = new ArrayList<>(List.of(
                    Arg.in(DNNL_ARG_DIFF_DST, emitter.array(dy), target),
                    Arg.out(DNNL_ARG_DIFF_SRC, emitter.array(dx), source)));
            if (maximum) {
                args.add(Arg.in(DNNL_ARG_WORKSPACE, places, Native.wanted(made, dnnl_query_workspace_md, 0)));
            }
            emitter.call(op.name(), made, args.toArray(Arg[]::new));
            return true;
        };
    }
}
