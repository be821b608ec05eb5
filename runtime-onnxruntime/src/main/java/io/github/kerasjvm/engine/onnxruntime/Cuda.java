package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.EngineException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ONNX Runtime's CUDA provider: whether it is there, how it is set, and sessions on it. */
final class Cuda {

    private static final Logger LOG = LoggerFactory.getLogger(Cuda.class);

    private Cuda() {}

    /** Makes a session's options; the caller closes them. */
    interface Options {
        SessionOptions make() throws OrtException;
    }

    /**
     * Checks that the library has the provider and that the files are where ONNX Runtime looks for them.
     *
     * @throws EngineException if not
     */
    static void requireProvider(Device device) {
        String missing = missingProvider();
        if (!missing.isEmpty()) {
            throw CudaTrouble.on(device, missing, null);
        }
    }

    /** What is wrong with the artifact; empty if it has the provider. */
    static String missingProvider() {
        if (OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            return "";
        }
        return NativeCache.hasCuda() ? CudaTrouble.BOTH : CudaTrouble.NO_PROVIDER;
    }

    /**
     * A session on a GPU. What CUDA has no kernel for, ONNX Runtime computes on the processor; that is logged, never silent.
     *
     * @throws EngineException if the GPU cannot be used, or cannot run the model
     */
    static OrtSession session(OrtEnvironment environment, byte[] model, Device device, Options options) {
        requireProvider(device);
        NativeCache.prepareCuda();
        try {
            return created(environment, model, device, options);
        } catch (OrtException e) {
            throw CudaTrouble.on(device, CudaTrouble.reason(e, NvidiaDriver.ofThisMachine()), e);
        }
    }

    private static OrtSession created(OrtEnvironment environment, byte[] model, Device device, Options options)
            throws OrtException {
        environment.setTelemetry(false);
        try (SessionOptions strict = options.make()) {
            add(strict, device);
            strict.addConfigEntry("session.disable_cpu_ep_fallback", "1");
            return environment.createSession(model, strict);
        } catch (OrtException wholly) {
            try (SessionOptions mixed = options.make()) {
                add(mixed, device);
                OrtSession session = environment.createSession(model, mixed);
                LOG.warn(
                        "parts of the model run on the CPU, since CUDA has no kernels for them ({})",
                        CudaTrouble.plain(wholly.getMessage()));
                return session;
            }
        }
    }

    private static void add(SessionOptions options, Device device) throws OrtException {
        // Sums in one order, where there is a choice.
        options.setDeterministicCompute(true);
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
            // With TF32, products keep 10 bits of 23; Keras's numbers are those of float32.
            cuda.add("use_tf32", "0");
            // By rule, not by measuring at the first run: the same algorithm each time, and no slow first answer.
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            // Not to the next power of two: what is bounded stays bounded.
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            options.addCUDA(cuda);
        }
    }
}
