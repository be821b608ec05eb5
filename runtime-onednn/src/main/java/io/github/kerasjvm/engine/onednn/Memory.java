package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** The arrays of one session, in native memory and on the heap. */
final class Memory implements AutoCloseable {

    /** What vector instructions and cache lines like best. */
    private static final long ALIGNMENT = 64;

    /** Elements that are checked and copied at a time; they stay in the processor's nearest cache. */
    private static final int CHUNK = 4096;

    private final Map<Ref, FloatPointer> far = new IdentityHashMap<>();
    private final Map<Ref, float[]> near = new IdentityHashMap<>();
    private final List<Pointer> blocks = new ArrayList<>();
    private final float[] chunk = new float[CHUNK];
    private final float[] zeros = new float[CHUNK];

    /** Native memory of its own for an array. */
    void addNative(Ref array) {
        far.put(array, allocate(array.bytes()));
    }

    /** Memory on the heap of its own for an array. */
    void addHeap(Ref array) {
        near.put(array, new float[array.floats()]);
    }

    /** Native memory that arrays share. */
    void addNative(Slots slots) {
        List<FloatPointer> shared = slots.sizes().stream().map(this::allocate).toList();
        slots.slots().forEach((array, slot) -> far.put(array, shared.get(slot)));
    }

    /** Memory on the heap that arrays share. */
    void addHeap(Slots slots) {
        List<float[]> shared = slots.sizes().stream()
                .map(bytes -> new float[Math.toIntExact(bytes / Float.BYTES)])
                .toList();
        slots.slots().forEach((array, slot) -> near.put(array, shared.get(slot)));
    }

    FloatPointer allocate(long bytes) {
        Pointer block = Pointer.malloc(bytes + ALIGNMENT);
        if (block == null || block.isNull()) {
            throw new EngineException("no " + bytes + " bytes of native memory are left for oneDNN");
        }
        blocks.add(block);
        return new Aligned(block, bytes);
    }

    /** The aligned part of a block. */
    private static final class Aligned extends FloatPointer {
        private Aligned(Pointer block, long bytes) {
            super(block);
            address = (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            capacity = bytes / Float.BYTES;
            limit = capacity;
        }
    }

    FloatPointer inNative(Ref array) {
        return far.get(array);
    }

    float[] onHeap(Ref array) {
        return near.get(array);
    }

    /** Copies an array between its two places. */
    void copy(Ref array, boolean toHeap) {
        if (toHeap) {
            far.get(array).get(near.get(array), 0, array.floats());
        } else {
            far.get(array).put(near.get(array), 0, array.floats());
        }
    }

    /**
     * Puts the elements of a tensor wherever the array has memory.
     *
     * @return whether all of them are finite
     */
    boolean load(Ref array, Tensor tensor) {
        float[] heap = near.get(array);
        FloatPointer target = far.get(array);
        Arrays.fill(zeros, 0);
        for (int from = 0; from < tensor.elements(); from += CHUNK) {
            int count = Math.min(CHUNK, tensor.elements() - from);
            tensor.copyTo(from, chunk, 0, count);
            addNothing(zeros, chunk, count);
            if (target != null) {
                target.position(from).put(chunk, 0, count);
            }
            if (heap != null) {
                System.arraycopy(chunk, 0, heap, from, count);
            }
        }
        if (target != null) {
            target.position(0);
        }
        return areZero(zeros);
    }

    static boolean areFinite(Tensor tensor) {
        float[] chunk = new float[CHUNK];
        float[] zeros = new float[CHUNK];
        for (int from = 0; from < tensor.elements(); from += CHUNK) {
            int count = Math.min(CHUNK, tensor.elements() - from);
            tensor.copyTo(from, chunk, 0, count);
            addNothing(zeros, chunk, count);
        }
        return areZero(zeros);
    }

    /** Zero times a number is not zero just if the number is not finite. No sum waits for another: the loop runs on vectors. */
    private static void addNothing(float[] zeros, float[] x, int count) {
        for (int i = 0; i < count; i++) {
            zeros[i] += x[i] * 0;
        }
    }

    private static boolean areZero(float[] zeros) {
        float sum = 0;
        for (float zero : zeros) {
            sum += zero;
        }
        return sum == 0;
    }

    /** Copies the first elements of an array. */
    void read(Ref array, int count, boolean fromHeap, FloatBuffer result) {
        if (fromHeap) {
            result.put(near.get(array), 0, count);
        } else if (result.hasArray()) {
            far.get(array).get(result.array(), result.arrayOffset() + result.position(), count);
            result.position(result.position() + count);
        } else {
            result.put(far.get(array).asBuffer().limit(count));
        }
    }

    @Override
    public void close() {
        blocks.forEach(Pointer::free);
        blocks.clear();
        far.clear();
    }
}
