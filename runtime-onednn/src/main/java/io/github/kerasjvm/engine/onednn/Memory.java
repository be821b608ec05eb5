package io.github.kerasjvm.engine.onednn;

import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
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
        boolean finite = true;
        for (int from = 0; from < tensor.elements(); from += CHUNK) {
            int count = Math.min(CHUNK, tensor.elements() - from);
            tensor.copyTo(from, chunk, 0, count);
            finite &= areFinite(chunk, count);
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
        return finite;
    }

    /** Zero times a number is not zero just if the number is not finite. Eight sums at once, so that none waits. */
    static boolean areFinite(float[] x, int count) {
        float a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        int i = 0;
        for (; i + 7 < count; i += 8) {
            a += x[i] * 0;
            b += x[i + 1] * 0;
            c += x[i + 2] * 0;
            d += x[i + 3] * 0;
            e += x[i + 4] * 0;
            f += x[i + 5] * 0;
            g += x[i + 6] * 0;
            h += x[i + 7] * 0;
        }
        for (; i < count; i++) {
            a += x[i] * 0;
        }
        return a + b + c + d + e + f + g + h == 0;
    }

    /** A copy of the first elements of an array. */
    float[] read(Ref array, int count, boolean fromHeap) {
        float[] result = new float[count];
        if (fromHeap) {
            System.arraycopy(near.get(array), 0, result, 0, count);
        } else {
            far.get(array).get(result, 0, count);
        }
        return result;
    }

    @Override
    public void close() {
        blocks.forEach(Pointer::free);
        blocks.clear();
        far.clear();
    }
}
