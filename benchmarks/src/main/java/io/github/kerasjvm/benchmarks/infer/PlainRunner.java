package io.github.kerasjvm.benchmarks.infer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * ONNX Runtime's own Java interface, used as its documentation says: its default options but for the number of threads, whole
 * batches, inputs in a direct buffer.
 */
final class PlainRunner implements Runner {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final int threads;
    private OrtSession session;
    private String input;
    private TensorInfo info;
    private ByteBuffer batch;
    private long[] shape;

    PlainRunner(int threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "ONNX Runtime Java " + environment.getVersion();
    }

    @Override
    public void load(Path file) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        session = environment.createSession(file.toString(), options);
        input = session.getInputNames().iterator().next();
        info = (TensorInfo) session.getInputInfo().get(input).getInfo();
    }

    @Override
    public void batch(int rows, float[] values) {
        shape = info.getShape().clone();
        shape[0] = rows;
        batch = ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
        if (info.type == ai.onnxruntime.OnnxJavaType.INT32) {
            IntBuffer whole = batch.asIntBuffer();
            for (float value : values) {
                whole.put((int) value);
            }
        } else {
            batch.asFloatBuffer().put(values);
        }
    }

    @Override
    public float[] run(String way) throws OrtException {
        try (OnnxTensor tensor = tensor();
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            return output.array();
        }
    }

    private OnnxTensor tensor() throws OrtException {
        ByteBuffer own = batch.duplicate().order(ByteOrder.nativeOrder());
        return switch (info.type) {
            case FLOAT -> OnnxTensor.createTensor(environment, own.asFloatBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(environment, own.asIntBuffer(), shape);
            default -> throw new IllegalStateException("an input of " + info.type);
        };
    }
}
