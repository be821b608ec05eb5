package io.github.kerasjvm.export.onnx;

import io.github.kerasjvm.op.Composite;
import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Op;
import io.github.kerasjvm.op.Recurrent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The translations by kind of operation. */
final class Translations {

    private static final Map<Class<? extends Op>, Bound> ALL = Map.copyOf(new Translations()
            .withAll(ElementwiseOps::register)
            .withAll(ShapeOps::register)
            .withAll(MatrixOps::register)
            .withAll(ConvolutionOps::register)
            .withAll(PoolingOps::register)
            .withAll(ScanOps::register)
            .withAll(RecurrentOps::register)
            .withAll(CompositeOps::register)
            .byKind);

    private final Map<Class<? extends Op>, Bound> byKind = new LinkedHashMap<>();

    private Translations() {}

    /** A translation that looks into the node for the operation. */
    @FunctionalInterface
    interface Bound {
        void write(Node node, GraphWriter out);
    }

    /** A group of translations. */
    @FunctionalInterface
    private interface Group {
        void register(Translations translations);
    }

    private Translations withAll(Group group) {
        group.register(this);
        return this;
    }

    /** Adds the translation of one kind of operation. */
    <O extends Op> Translations on(Class<O> kind, Translation<O> translation) {
        byKind.put(kind, (node, out) -> translation.write(kind.cast(node.op()), node, out));
        return this;
    }

    /** Whether a composite is said whole; the others are written as their decomposition. */
    static boolean has(Composite composite) {
        return ALL.containsKey(composite.getClass())
                && (!(composite instanceof Recurrent recurrent) || RecurrentOps.knows(recurrent));
    }

    static boolean has(Class<? extends Op> kind) {
        return ALL.containsKey(kind);
    }

    static Bound of(Op op) {
        Bound found = ALL.get(op.getClass());
        if (found == null) {
            throw refused(op);
        }
        return found;
    }

    /** What is thrown for an operation that ONNX cannot say. */
    static IllegalArgumentException refused(Op op) {
        return new IllegalArgumentException(op.name() + " has no ONNX form");
    }
}
