package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OrtException;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A plan on a GPU, whose failures say what is missing: cuDNN is looked for when the first convolution runs, and memory is
 * taken when a batch comes.
 *
 * @param plan what computes
 * @param device the GPU
 */
record GpuPlan(Plan plan, Device device) implements Plan {

    @Override
    public List<Tensor> run(List<Tensor> inputs) {
        try {
            return plan.run(inputs);
        } catch (EngineException e) {
            throw explained(e);
        }
    }

    @Override
    public void run(List<Tensor> inputs, List<FloatBuffer> results) {
        try {
            plan.run(inputs, results);
        } catch (EngineException e) {
            throw explained(e);
        }
    }

    private EngineException explained(EngineException e) {
        return e.getCause() instanceof OrtException said
                ? CudaTrouble.on(device, CudaTrouble.reason(said, NvidiaDriver.ofThisMachine()), said)
                : e;
    }

    @Override
    public void close() {
        plan.close();
    }
}
