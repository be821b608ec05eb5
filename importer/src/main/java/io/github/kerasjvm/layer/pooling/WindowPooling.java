package io.github.kerasjvm.layer.pooling;

import io.github.kerasjvm.layer.Args;
import io.github.kerasjvm.layer.Padding;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.layer.Windows;
import io.github.kerasjvm.layer.lift.Lifting;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Pool;
import io.github.kerasjvm.op.PoolFunction;
import io.github.kerasjvm.op.Ties;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the layers that pool by windows have in common, whatever their function and number of axes. */
interface WindowPooling extends UnaryLayer {

    /** How such a layer is said in Keras 3. */
    Lifting LIFTING = Lifting.taking("pool_size", "strides", "padding", "data_format");

    /** Positions of the window, by axis. */
    List<Integer> poolSize();

    /** Steps of the window, by axis. */
    List<Integer> strides();

    /** How the input is padded. */
    Padding padding();

    /** Where the channels stand. */
    Layout layout();

    /** What becomes of a window. */
    PoolFunction function();

    /** Where the gradient of equal maxima goes; says nothing for other functions. */
    default Ties ties() {
        return Ties.FIRST;
    }

    /** Where the gradient of equal maxima goes on the backend that the file comes from. */
    static Ties ties(Args args) {
        return args.semantics().theanoAlignment() ? Ties.EACH : Ties.FIRST;
    }

    /** Makes a layer from its arguments. */
    interface Maker<L> {
        L of(List<Integer> poolSize, List<Integer> strides, Padding padding, Layout layout);
    }

    /** Reads the arguments of a layer over some axes; the window moves by its own size if the file does not say. */
    static <L> L read(Args args, int axes, Maker<L> maker) {
        List<Integer> poolSize = args.sizes("pool_size", axes, Optional.of(Collections.nCopies(axes, 2)));
        List<Integer> strides = args.sizes("strides", axes, Optional.of(poolSize));
        return maker.of(poolSize, strides, Windows.poolPadding(args), args.layout());
    }

    private List<Integer> noDilation() {
        return Collections.nCopies(poolSize().size(), 1);
    }

    @Override
    default Shape output(Shape in, Problems problems) {
        int channels = in.rank() == poolSize().size() + 2 ? layout().channels(in) : Shape.ANY;
        return Windows.output(in, layout(), padding(), poolSize(), strides(), noDilation(), channels, problems);
    }

    @Override
    default Value lower(Ops ops, Value x, Weights w) {
        List<Window> windows = Windows.of(x.shape(), layout(), padding(), poolSize(), strides(), noDilation());
        return ops.apply(new Pool(function(), windows, layout(), ties()), x);
    }
}
