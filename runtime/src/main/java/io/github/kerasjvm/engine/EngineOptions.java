package io.github.kerasjvm.engine;

import io.github.kerasjvm.precision.Precision;

/**
 * How a plan is to run.
 *
 * @param threads how many threads may compute at once, whoever calls; 1 or more
 * @param threadsOfRun how many of them one run may use, 1 to {@code threads}
 * @param passes whether graph passes simplify the graph before it is compiled, as is right for inference; not for graphs
 *     that train
 * @param device what to compute on; an engine that cannot refuses it, and never takes another
 * @param precision what to compute in; an engine that cannot refuses it
 */
public record EngineOptions(int threads, int threadsOfRun, boolean passes, Device device, Precision precision) {

    /** Checks the ranges. */
    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + ", expected 1 or more");
        }
        if (threadsOfRun < 1 || threadsOfRun > threads) {
            throw new IllegalArgumentException("threadsOfRun is " + threadsOfRun + ", expected 1 to " + threads);
        }
    }

    /**
     * With graph passes, on the processor, in float32; a run may use every thread.
     *
     * @param threads how many threads may compute at once, 1 or more
     */
    public EngineOptions(int threads) {
        this(threads, threads, true, Device.CPU, Precision.FLOAT32);
    }

    /**
     * As many threads as this process may use, with graph passes, on the processor.
     *
     * @return the options
     */
    public static EngineOptions defaults() {
        return new EngineOptions(Runtime.getRuntime().availableProcessors());
    }

    /**
     * The same for a caller who runs the plan from several threads himself.
     *
     * @return options by which a run computes on one thread
     */
    public EngineOptions withRunsAlone() {
        return new EngineOptions(threads, 1, passes, device, precision);
    }

    /**
     * The same, but the graph is compiled as it is given.
     *
     * @return the options
     */
    public EngineOptions withoutPasses() {
        return new EngineOptions(threads, threadsOfRun, false, device, precision);
    }

    /**
     * The same on another device.
     *
     * @param other the device
     * @return the options
     */
    public EngineOptions on(Device other) {
        return new EngineOptions(threads, threadsOfRun, passes, other, precision);
    }

    /**
     * The same in another precision. What it costs is measured by nobody here; see
     * {@code io.github.kerasjvm.verify.PrecisionGate}.
     *
     * @param other the precision
     * @return the options
     */
    public EngineOptions in(Precision other) {
        return new EngineOptions(threads, threadsOfRun, passes, device, other);
    }

    /**
     * Refuses another precision than float32.
     *
     * @param engine the engine that has no other
     * @throws EngineException if another is asked for
     */
    public void requireFloat32(String engine) {
        if (!precision.isFull()) {
            throw new EngineException("the engine " + engine + " computes in float32 alone, not in "
                    + precision.format().label() + "; onnxruntime on the CPU can");
        }
    }
}
