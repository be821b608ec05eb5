package io.github.kerasjvm.engine.onnxruntime;

import ai.onnxruntime.OrtException;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.GpuReport;
import io.github.kerasjvm.engine.GpuReport.Finding;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.op.Convolution;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.op.Window;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out by computing what CUDA can do here: a sum for CUDA, a convolution for cuDNN. */
final class CudaSurvey {

    private static final int MOST_GPUS = 16;

    private CudaSurvey() {}

    /** What is there, in the order in which one thing needs the other. */
    static GpuReport of(NvidiaDriver driver) {
        String missing = Cuda.missingProvider();
        List<Finding> cuda = new ArrayList<>();
        List<Device> devices = missing.isEmpty() ? devices(cuda) : List.of();
        if (!devices.isEmpty()) {
            Optional<String> trouble = trouble(() -> convolve(devices.get(0)));
            cuda.add(new Finding("cuDNN", trouble.isEmpty(), trouble.orElse("computes convolutions")));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(found(driver, devices));
        findings.add(new Finding(
                "CUDA provider", missing.isEmpty(), missing.isEmpty() ? "in the artifact onnxruntime_gpu" : missing));
        findings.addAll(cuda);
        return new GpuReport(devices, findings);
    }

    /** What computes has a driver, whatever the files tell. */
    private static Finding found(NvidiaDriver driver, List<Device> devices) {
        return !driver.isThere() && !devices.isEmpty()
                ? new Finding("NVIDIA driver", true, "at work, though no file tells of it")
                : new Finding("NVIDIA driver", driver.isThere(), driver.detail());
    }

    private static List<Device> devices(List<Finding> findings) {
        List<Device> devices = new ArrayList<>();
        Optional<String> trouble = Optional.empty();
        while (trouble.isEmpty() && devices.size() < MOST_GPUS) {
            Device next = Device.cuda(devices.size());
            trouble = trouble(() -> add(next));
            if (trouble.isEmpty()) {
                devices.add(next);
            }
        }
        String found = devices.isEmpty() ? trouble.orElse("") : "computes on " + devices;
        findings.add(new Finding("CUDA 12", !devices.isEmpty(), found));
        return devices;
    }

    private static Optional<String> trouble(Runnable trial) {
        try {
            trial.run();
            return Optional.empty();
        } catch (EngineException e) {
            return Optional.of(
                    e.getCause() instanceof OrtException said
                            ? CudaTrouble.reason(said, NvidiaDriver.ofThisMachine())
                            : e.getMessage());
        }
    }

    /**
     * Has a GPU compute 1 + 1, without cuDNN, which not every model needs.
     *
     * @throws EngineException if it does not; the message says why
     */
    static void add(Device device) {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(1));
        check(ops.build(List.of(new OpGraph.Output("y", ops.add(x, x)))), Tensor.of(Shape.of(1), 1), device);
    }

    private static void convolve(Device device) {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(1, 1, 2, 2));
        List<Window> two = List.of(Window.valid(2, 1, 1), Window.valid(2, 1, 1));
        Value kernel = ops.constant(Tensor.filled(Shape.of(2, 2, 1, 1), 0.5f));
        Value y = ops.apply(new Convolution(two, 1, Layout.CHANNELS_FIRST), x, kernel);
        check(ops.build(List.of(new OpGraph.Output("y", y))), Tensor.filled(Shape.of(1, 1, 2, 2), 1), device);
    }

    /** Both graphs give 2. */
    private static void check(OpGraph graph, Tensor input, Device device) {
        try (Plan plan = OnnxRuntimeEngine.gpuSession(graph, device)) {
            float found = plan.run(List.of(input)).get(0).get(0);
            if (found != 2) {
                throw CudaTrouble.on(device, "it gave " + found + " for a sum that is 2", null);
            }
        }
    }
}
