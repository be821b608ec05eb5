package io.github.kerasjvm.engine;

/**
 * Something that runs op graphs. Found through {@link java.util.ServiceLoader}; stateless, safe to share, and cheap to
 * make: native code is loaded by {@link #compile} or {@link #availability}, not before.
 */
public interface Engine {

    /**
     * The name by which users choose it: {@code reference}, {@code onnxruntime}.
     *
     * @return a lower-case word
     */
    String name();

    /**
     * Its place when nobody chooses: the available engine with the largest number runs.
     *
     * @return 0 for the reference engine, more for faster ones; below 0 for engines that only run when chosen
     */
    int priority();

    /**
     * Its place for training when nobody chooses: the available engine with the largest number trains.
     *
     * @return 0 for the reference engine, more for faster ones; below 0 for engines that only train when chosen
     */
    default int trainingPriority() {
        return -1;
    }

    /**
     * Whether it can run on this machine, found out by trying; may load native code.
     *
     * @return what is there, or what is missing
     */
    Availability availability();

    /**
     * Whether it runs a model as a whole and nothing else: no bare graph, no layer's output, no loss.
     *
     * @return false for an engine of op graphs
     */
    default boolean runsWholeModelsOnly() {
        return false;
    }

    /**
     * Whether it can compute on GPUs at all, where there are any.
     *
     * @return false for an engine of the processor
     */
    default boolean hasGpus() {
        return false;
    }

    /**
     * What it finds of GPUs, found out by trying each; loads native code, and may take seconds.
     *
     * @return what is there and what is missing; {@link GpuReport#NONE} without {@link #hasGpus}
     */
    default GpuReport gpus() {
        return GpuReport.NONE;
    }

    /**
     * Checks that it can compute on a device here, found out by trying where that is not plain.
     *
     * @param device the device
     * @throws EngineException if it cannot; the message says what is missing, and what to do
     */
    default void require(Device device) {
        if (!device.isCpu()) {
            throw new EngineException("engine " + name() + " computes on the processor alone, not on " + device
                    + ". Choose the engine onnxruntime, or the device cpu");
        }
    }

    /**
     * Makes a program ready to run.
     *
     * @param program what to run
     * @param options how
     * @return a plan that the caller closes
     * @throws EngineException if the engine is not available here, or not on the device, or cannot run the program; the
     *     message names what is missing, the operation or the layer
     */
    Plan compile(Program program, EngineOptions options);
}
