package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.op.Node;
import io.github.kerasjvm.op.Value;
import java.util.List;

/**
 * What is computed in one go: a node, or several that were joined.
 *
 * @param inputs what it takes
 * @param outputs what others see of what it gives
 * @param parts the operations, in an order that runs, for where there is no kernel
 * @param kernel how oneDNN computes it
 */
record Work(List<Value> inputs, List<Value> outputs, List<Node> parts, Kernel kernel) {
    Work {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        parts = List.copyOf(parts);
    }

    /** Writes work down as calls of oneDNN. */
    @FunctionalInterface
    interface Kernel {
        /** No kernel: the parts run one by one. */
        Kernel NONE = emitter -> false;

        /**
         * Appends the calls.
         *
         * @param emitter where to append
         * @return false if there is no kernel for this; nothing of what was appended counts then
         */
        boolean emit(Emitter emitter);
    }
}
