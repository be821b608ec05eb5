package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.onednn.Step.Arg;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Normalisation by the statistics of the batch, and the way back.
 *
 * @param x the input
 * @param mean takes the mean of each channel
 * @param variance takes the variance of each channel
 * @param gamma multiplies each channel; empty for 1
 * @param beta is added to each channel; empty for 0
 * @param axis the axis of the channels
 * @param epsilon added to the variance
 * @param relu whether what is below zero becomes zero in the end
 */
record BatchNormalizations(
        Value x,
        Value mean,
        Value variance,
        Optional<Value> gamma,
        Optional<Value> beta,
        int axis,
        double epsilon,
        boolean relu) {

    private int flags() {
        return dnnl_use_scale | dnnl_use_shift | (relu ? dnnl_fuse_norm_relu : 0);
    }

    /** Seen as an image: {@code [before, channels, 1, behind]}, or as rows of channels where these are last. */
    private dnnl_memory_desc image(Native library) {
        Shape shape = x.shape();
        long channels = shape.size(axis);
        long behind = shape.elementsFrom(axis + 1);
        long before = shape.elements() / channels / behind;
        if (behind > 1) {
            return library.dense(before, channels, 1, behind);
        }
        long[] sizes = {shape.size(0), channels, 1, before / shape.size(0)};
        return library.desc(sizes, new long[] {sizes[3] * channels, 1, sizes[3] * channels, channels});
    }

    private dnnl_primitive_desc described(Native library, dnnl_memory_desc image) {
        return library.primitive(
                "normalise",
                pd -> dnnl_batch_normalization_forward_primitive_desc_create(
                        pd,
                        library.engine(),
                        dnnl_forward_training,
                        image,
                        image,
                        (float) epsilon,
                        flags(),
                        library.plain()));
    }

    private Ref vector(Emitter emitter, Optional<Value> given, float number) {
        return given.map(emitter::array)
                .orElseGet(() -> emitter.filled(x.shape().size(axis), number));
    }

    boolean forward(Emitter emitter, Value y) {
        Native library = emitter.library();
        dnnl_memory_desc image = image(library);
        dnnl_memory_desc vector = library.dense(x.shape().size(axis));
        dnnl_primitive_desc made = described(library, image);
        List<Arg> args = new ArrayList<>(List.of(
                Arg.in(DNNL_ARG_SRC, emitter.array(x), image),
                Arg.in(DNNL_ARG_SCALE, vector(emitter, gamma, 1), vector),
                Arg.in(DNNL_ARG_SHIFT, vector(emitter, beta, 0), vector),
                Arg.out(DNNL_ARG_DST, emitter.array(y), image),
                Arg.out(DNNL_ARG_MEAN, emitter.array(mean), vector),
                Arg.out(DNNL_ARG_VARIANCE, emitter.array(variance), vector)));
        Ref workspace = null;
        if (relu) {
            dnnl_memory_desc mask = Native.wanted(made, dnnl_query_workspace_md, 0);
            workspace = new Ref("mask", Native.bytes(mask));
            args.add(Arg.out(DNNL_ARG_WORKSPACE, workspace, mask));
        }
        emitter.call("BatchNormalization" + (relu ? "+relu" : ""), made, args.toArray(Arg[]::new));
        emitter.link(this, workspace, made);
        return true;
    }

    /**
     * The way back.
     *
     * @param dy the gradient of the result
     * @param dx takes the gradient of {@code x}
     * @param dgamma takes that of {@code gamma}; empty if nobody asks
     * @param dbeta takes that of {@code beta}; empty if nobody asks
     */
    boolean backward(Emitter emitter, Value dy, Value dx, Optional<Value> dgamma, Optional<Value> dbeta) {
        dnnl_primitive_desc hint = emitter.hint(this);
        if (hint == null) {
            return false;
        }
        Native library = emitter.library();
        dnnl_memory_desc image = image(library);
        dnnl_memory_desc vector = library.dense(x.shape().size(axis));
        dnnl_primitive_desc made = library.primitive(
                "go back through a normalisation",
                pd -> dnnl_batch_normalization_backward_primitive_desc_create(
                        pd,
                        library.engine(),
                        dnnl_backward,
                        image,
                        image,
                        image,
                        (float) epsilon,
                        flags(),
                        hint,
                        library.plain()));
        List<Arg> args = new ArrayList<>(List.of(
                Arg.in(DNNL_ARG_SRC, emitter.array(x), image),
                Arg.in(DNNL_ARG_MEAN, emitter.array(mean), vector),
                Arg.in(DNNL_ARG_VARIANCE, emitter.array(variance), vector),
                Arg.in(DNNL_ARG_DIFF_DST, emitter.array(dy), image),
                Arg.in(DNNL_ARG_SCALE, vector(emitter, gamma, 1), vector),
                Arg.out(DNNL_ARG_DIFF_SRC, emitter.array(dx), image),
                Arg.out(DNNL_ARG_DIFF_SCALE, result(emitter, "dgamma", dgamma), vector),
                Arg.out(DNNL_ARG_DIFF_SHIFT, result(emitter, "dbeta", dbeta), vector)));
        if (relu) {
            args.add(Arg.in(DNNL_ARG_WORKSPACE, emitter.linked(this), Native.wanted(made, dnnl_query_workspace_md, 0)));
        }
        emitter.call("BatchNormalizationGradient" + (relu ? "+relu" : ""), made, args.toArray(Arg[]::new));
        return true;
    }

    private Ref result(Emitter emitter, String name, Optional<Value> asked) {
        return asked.map(emitter::array)
                .orElseGet(() -> new Ref(name, (long) x.shape().size(axis) * Float.BYTES));
    }
}
