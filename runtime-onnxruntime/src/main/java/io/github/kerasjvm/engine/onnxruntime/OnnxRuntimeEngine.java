package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.github.kerasjvm.engine.Availability;
import io.github.kerasjvm.engine.BatchRule;
import io.github.kerasjvm.engine.BatchedPlan;
import io.github.kerasjvm.engine.Calibration;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.GpuReport;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.InferencePasses;
import io.github.kerasjvm.export.onnx.Numbers;
import io.github.kerasjvm.export.onnx.OnnxOptions;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.precision.Precision;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs op graphs on ONNX Runtime: the default for inference, on the processor, or on a GPU where it is asked for. The graph is written as ONNX in memory; nothing
 * is written to disk but, once per version, the native library.
 */
public final class OnnxRuntimeEngine implements Engine {

    private static final int PRIORITY = 100;

    /** So long threads look out for the next operation before they sleep; about as long as the longest pause between two. */
    private static final String SPIN_MICROSECONDS = "200";

    /** What a run on a GPU may hold beside the weights: 1 GiB, which leaves room on small GPUs too. */
    private static final long GPU_BYTES = 1L << 30;

    /** More rows at once fill no GPU better, and their inputs and outputs lie in the memory of the process, too. */
    private static final int MOST_ROWS = 4096;

    /** Makes the engine; nothing native is loaded yet. */
    public OnnxRuntimeEngine() {}

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Availability availability() {
        try {
            String version = environment().getVersion();
            String providers = OrtEnvironment.getAvailableProviders().stream()
                    .map(provider -> provider.getName())
                    .collect(Collectors.joining(", "));
            return new Availability(true, version, List.of("cpu"), "ONNX Runtime with " + providers);
        } catch (EngineException e) {
            return new Availability(false, "", List.of(), e.getMessage());
        }
    }

    @Override
    public boolean hasGpus() {
        return true;
    }

    @Override
    public GpuReport gpus() {
        environment();
        return CudaSurvey.of(NvidiaDriver.ofThisMachine());
    }

    @Override
    public void require(Device device) {
        if (!device.isCpu()) {
            environment();
            CudaSurvey.add(device);
        }
    }

    @Override
    public Plan compile(Program program, EngineOptions options) {
        OpGraph graph = InferencePasses.apply(program.graph(), options);
        Precision precision = options.precision();
        if (!options.device().isCpu()) {
            options.requireFloat32("onnxruntime on " + options.device());
            return onGpu(program, graph, options.device());
        }
        OpGraph written = precision.isFull() ? graph : OnnxWriter.expanded(graph);
        Numbers numbers = Calibration.numbers(written, precision, part -> session(part, 1));
        return new BatchedPlan(
                program,
                session(written, numbers, 1),
                () -> session(written, numbers, options.threadsOfRun()),
                BatchRule.of(graph),
                options);
    }

    private static Plan onGpu(Program program, OpGraph graph, Device device) {
        int rows = BatchedPlan.splits(program) ? RowMemory.rows(graph, GPU_BYTES, MOST_ROWS) : Integer.MAX_VALUE;
        // One run at a time fills a GPU; several would hold the memory several times.
        return new BatchedPlan(program, gpuSession(graph, device), BatchRule.parts(rows), new EngineOptions(1));
    }

    /** A plan whose calling thread waits for the GPU. */
    static Plan gpuSession(OpGraph graph, Device device) {
        OrtEnvironment environment = environment();
        try {
            byte[] model = new OnnxWriter().write(graph);
            OrtSession session = Cuda.session(environment, model, device, () -> options(1));
            return new GpuPlan(new OnnxRuntimeSession(environment, session, graph), device);
        } catch (IllegalArgumentException e) {
            throw new EngineException("onnxruntime cannot run this model: " + e.getMessage(), e);
        }
    }

    /** A plan that computes on the calling thread and as many others as make up the number. */
    static Plan session(OpGraph graph, int threads) {
        return session(graph, Numbers.FLOAT32, threads);
    }

    private static Plan session(OpGraph graph, Numbers numbers, int threads) {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = options(threads)) {
            // ONNX Runtime for Windows reports on its use to its makers unless told not to.
            environment.setTelemetry(false);
            byte[] model = new OnnxWriter(OnnxOptions.defaults().in(numbers)).write(graph);
            return new OnnxRuntimeSession(environment, environment.createSession(model, options), graph);
        } catch (IllegalArgumentException | OrtException e) {
            throw new EngineException("onnxruntime cannot run this model: " + e.getMessage(), e);
        }
    }

    private static final long STARTING_STACK = 16L << 20;

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setExecutionMode(ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OptLevel.ALL_OPT);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        if (threads > 1) {
            options.addConfigEntry("session.intra_op.spin_duration_us", SPIN_MICROSECONDS);
        }
        return options;
    }

    private static OrtEnvironment environment() {
        NativeCache.prepare();
        try {
            // What goes wrong comes as an exception; standard error stays clean.
            return onLargeStack(() -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL));
        } catch (LinkageError | RuntimeException e) {
            throw new EngineException(missing(e), e);
        }
    }

    /**
     * Runs the first call into ONNX Runtime on a thread with a large stack. Version 1.29.0 overflows the stack of a main
     * thread of the usual 1 MB, and takes the process down, if the command line of the JVM is long, such as a class path
     * of 4,000 characters.
     */
    private static OrtEnvironment onLargeStack(Supplier<OrtEnvironment> call) {
        FutureTask<OrtEnvironment> task = new FutureTask<>(call::get);
        Thread thread = new Thread(null, task, "onnxruntime-start", STARTING_STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkageError error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while ONNX Runtime started", e);
        }
    }

    private static String missing(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "ONNX Runtime's native library cannot be loaded here (" + root + "); it exists for Linux and Windows on"
                + " x86-64, and for Linux and macOS on arm64";
    }
}
