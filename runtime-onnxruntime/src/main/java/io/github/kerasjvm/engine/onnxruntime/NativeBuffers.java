package io.github.kerasjvm.engine.onnxruntime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Native memory for inputs, used again and again, because only the garbage collector frees it. Safe to share between
 * threads; holds as many buffers as were ever in use at once, and none that is large.
 */
final class NativeBuffers {

    /** In floats: 4 MB, far more than a micro-batch has. */
    private static final int LARGEST_KEPT = 1 << 20;

    private final Queue<FloatBuffer> free = new ConcurrentLinkedQueue<>();

    /** A copy of some numbers in native memory; given back after use. */
    FloatBuffer copy(FloatBuffer numbers) {
        FloatBuffer buffer = free.poll();
        if (buffer == null || buffer.capacity() < numbers.remaining()) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(4, numbers.remaining()))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return buffer.clear().put(numbers).flip();
    }

    /** Takes back what {@link #copy} gave. */
    void release(FloatBuffer buffer) {
        if (buffer.capacity() <= LARGEST_KEPT) {
            free.add(buffer);
        }
    }
}
