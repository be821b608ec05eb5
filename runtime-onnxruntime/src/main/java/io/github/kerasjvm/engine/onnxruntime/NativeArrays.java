package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a model on their way into a session, in native memory beside the ONNX file. ONNX Runtime 1.29 copies what
 * it is given so into the session, and lets go of what it packs for a kernel; so nothing here outlives the making of the
 * session, and no two sessions share it. Where the file itself held the weights, ONNX Runtime would hold them once more
 * while it reads them, and keep them beside what is packed.
 */
final class NativeArrays implements AutoCloseable {

    private final OrtEnvironment environment;
    private final Map<String, OnnxTensorLike> tensors = new LinkedHashMap<>();

    NativeArrays(OrtEnvironment environment) {
        this.environment = environment;
    }

    /** Takes a copy of an array. */
    void add(String name, Tensor array) {
        long bytes = (long) Float.BYTES * array.elements();
        if (bytes > Integer.MAX_VALUE) {
            throw new EngineException("onnxruntime cannot run this model: the array " + name + " takes " + bytes
                    + " bytes, and a buffer of Java holds at most " + Integer.MAX_VALUE);
        }
        FloatBuffer buffer = ByteBuffer.allocateDirect((int) bytes)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        buffer.put(array.values()).flip();
        long[] sizes =
                array.shape().toList().stream().mapToLong(Integer::longValue).toArray();
        try {
            tensors.put(name, OnnxTensor.createTensor(environment, buffer, sizes));
        } catch (OrtException e) {
            throw new EngineException("onnxruntime cannot take the array " + name + ": " + e.getMessage(), e);
        }
    }

    /** Says that a session is to find its external arrays here; they must stay until it is made. */
    void giveTo(OrtSession.SessionOptions options) throws OrtException {
        options.addExternalInitializers(tensors);
    }

    /** Lets go of the memory; the garbage collector frees it. */
    @Override
    public void close() {
        tensors.values().forEach(OnnxTensorLike::close);
        tensors.clear();
    }
}
