package io.github.kerasjvm.engine.onnxruntime;

import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The memory that runs have used, for those that come: what was used last first, whatever its sizes, and no more than a
 * bound. Safe to share between threads.
 */
final class Bindings implements AutoCloseable {

    /** Far more than the parts of a batch need, which is what is run again and again. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int MOST = 64;

    private final Deque<Binding> idle = new ArrayDeque<>();
    private long bytes;
    private boolean isClosed;

    /** Takes memory for some inputs out. */
    synchronized Optional<Binding> take(List<Tensor> inputs) {
        for (Iterator<Binding> bindings = idle.iterator(); bindings.hasNext(); ) {
            Binding binding = bindings.next();
            if (binding.fits(inputs)) {
                bindings.remove();
                bytes -= binding.bytes();
                return Optional.of(binding);
            }
        }
        return Optional.empty();
    }

    /** Puts memory back, or in for the first time. */
    synchronized void give(Binding binding) {
        idle.addFirst(binding);
        bytes += binding.bytes();
        while (isClosed && !idle.isEmpty() || bytes > MOST_BYTES || idle.size() > MOST) {
            Binding last = idle.removeLast();
            bytes -= last.bytes();
            last.close();
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        idle.forEach(Binding::close);
        idle.clear();
        bytes = 0;
    }
}
