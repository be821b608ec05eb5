package io.github.kerasjvm.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.github.kerasjvm.engine.onednn.Step.Arg;
import io.github.kerasjvm.engine.onednn.Work.Kernel;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.ConvolutionKernelGradient;
import io.github.kerasjvm.op.TransposedConvolution;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;

/**
 * Convolutions and their two gradients. Images stay in the order that the graph has them in; only kernels go into the order
 * that oneDNN likes best, which costs little because they are small.
 */
final class Convolutions {

    private Convolutions() {}

    /**
     * A convolution, and what commonly follows.
     *
     * @param op the convolution
     * @param x its input
     * @param kernel its kernel
     * @param bias a number for each channel of the result; empty for none
     * @param relu whether what is below zero becomes zero in the end
     * @param y the result
     */
    static Kernel forward(Convolution op, Value x, Value kernel, Optional<Value> bias, boolean relu, Value y) {
        var geometry = new Geometry(op.windows(), op.groups(), op.layout());
        return emitter -> geometry.isKnown() && forward(emitter, geometry, x, kernel, bias, relu, y);
    }

    private static boolean forward(
            Emitter emitter, Geometry at, Value x, Value kernel, Optional<Value> bias, boolean relu, Value y) {
        Native library = emitter.library();
        dnnl_memory_desc source = at.image(library, x.shape());
        dnnl_memory_desc target = at.image(library, y.shape());
        dnnl_memory_desc vector =
                bias.map(b -> library.dense(b.shape().elements())).orElse(null);
        dnnl_primitive_attr attributes = relu ? library.followedBy(dnnl_eltwise_relu, 0, 0) : library.plain();
        dnnl_primitive_desc made = described(library, at, source, kernel.shape(), vector, target, attributes);
        dnnl_memory_desc wanted = Native.wanted(made, dnnl_query_weights_md, 0);
        Ref weights = emitter.reordered("kernel", emitter.array(kernel), at.kernel(library, kernel.shape()), wanted);
        List<Arg> args = new ArrayList<>(List.of(
                Arg.in(DNNL_ARG_SRC, emitter.array(x), source),
                Arg.in(DNNL_ARG_WEIGHTS, weights, wanted),
                Arg.out(DNNL_ARG_DST, emitter.array(y), target)));
        bias.ifPresent(b -> args.add(Arg.in(DNNL_ARG_BIAS, emitter.array(b), vector)));
        String name = "Convolution" + (bias.isPresent() ? "+bias" : "") + (relu ? "+relu" : "");
        emitter.call(name, made, args.toArray(Arg[]::new));
        return true;
    }

    private static dnnl_primitive_desc described(
            Native library,
            Geometry at,
            dnnl_memory_desc source,
            Shape kernel,
            dnnl_memory_desc bias,
            dnnl_memory_desc target,
            dnnl_primitive_attr attributes) {
        return library.primitive(
                "convolve",
                pd -> dnnl_convolution_forward_primitive_desc_create(
                        pd,
                        library.engine(),
                        dnnl_forward_training,
                        dnnl_convolution_direct,
                        source,
                        library.any(at.kernelSizes(kernel)),
                        bias,
                        target,
                        at.strides(),
                        at.dilations(),
                        at.before(),
                        at.after(),
                        attributes));
    }

    /** A transposed convolution: what goes back through a convolution to its input. */
    static Kernel transposed(TransposedConvolution op, Value dy, Value kernel, Value dx) {
        var at = new Geometry(op.windows(), op.groups(), op.layout());
        return emitter -> {
            if (!at.isKnown()) {
                return false;
            }
            Native library = emitter.library();
            dnnl_memory_desc source = at.image(library, dx.shape());
            dnnl_memory_desc target = at.image(library, dy.shape());
            dnnl_primitive_desc hint = described(library, at, source, kernel.shape(), null, target, library.plain());
            dnnl_primitive_desc made = library.primitive(
                    "go back through a convolution",
                    pd -> dnnl_convolution_backward_data_primitive_desc_create(
                            pd,
                            library.engine(),
                            dnnl_convolution_direct,
                            source,
                            library.any(at.kernelSizes(kernel.shape())),
                            target,
                            at.strides(),
                            at.dilations(),
                            at.before(),
                            at.after(),
                            hint,
                            library.plain()));
            dnnl_memory_desc wanted = Native.wanted(made, dnnl_query_weights_md, 0);
            Ref weights =
                    emitter.reordered("kernel", emitter.array(kernel), at.kernel(library, kernel.shape()), wanted);
            emitter.call(
                    "TransposedConvolution",
                    made,
                    Arg.in(DNNL_ARG_DIFF_DST, emitter.array(dy), target),
                    Arg.in(DNNL_ARG_WEIGHTS, weights, wanted),
                    Arg.out(DNNL_ARG_DIFF_SRC, emitter.array(dx), source));
            return true;
        };
    }

    /**
     * The gradient for the kernel.
     *
     * @param op the operation
     * @param x the input of the convolution
     * @param dy the gradient of its result
     * @param dkernel the gradient of the kernel
     * @param dbias takes the sum of {@code dy} for each channel; empty if nobody asks
     */
    static Kernel weights(ConvolutionKernelGradient op, Value x, Value dy, Value dkernel, Optional<Value> dbias) {
        var geometry = new Geometry(op.windows(), op.groups(), op.layout());
        return emitter -> geometry.isKnown() && weights(emitter, geometry, x, dy, dkernel, dbias);
    }

    private static boolean weights(
            Emitter emitter, Geometry at, Value x, Value dy, Value dkernel, Optional<Value> dbias) {
        Native library = emitter.library();
        dnnl_memory_desc source = at.image(library, x.shape());
        dnnl_memory_desc target = at.image(library, dy.shape());
        dnnl_memory_desc vector =
                dbias.map(b -> library.dense(b.shape().elements())).orElse(null);
        dnnl_primitive_desc hint = described(library, at, source, dkernel.shape(), vector, target, library.plain());
        dnnl_primitive_desc made = library.primitive(
                "differentiate a convolution",
                pd -> dnnl_convolution_backward_weights_primitive_desc_create(
                        pd,
                        library.engine(),
                        dnnl_convolution_direct,
                        source,
                        library.any(at.kernelSizes(dkernel.shape())),
                        vector,
                        target,
                        at.strides(),
                        at.dilations(),
                        at.before(),
                        at.after(),
                        hint,
                        library.plain()));
        dnnl_memory_desc wanted = Native.wanted(made, dnnl_query_diff_weights_md, 0);
        dnnl_memory_desc plain = at.kernel(library, dkernel.shape());
        Ref result = emitter.array(dkernel);
        Ref place = emitter.place("kernel gradient", result, wanted, plain);
        List<Arg> args = new ArrayList<>(List.of(
                Arg.in(DNNL_ARG_SRC, emitter.array(x), source),
                Arg.in(DNNL_ARG_DIFF_DST, emitter.array(dy), target),
                Arg.out(DNNL_ARG_DIFF_WEIGHTS, place, wanted)));
        dbias.ifPresent(b -> args.add(Arg.out(DNNL_ARG_DIFF_BIAS, emitter.array(b), vector)));
        emitter.call("ConvolutionKernelGradient" + (dbias.isPresent() ? "+bias" : ""), made, args.toArray(Arg[]::new));
        if (place != result) {
            emitter.reorder("kernel gradient", place, wanted, result, plain);
        }
        return true;
    }
}
