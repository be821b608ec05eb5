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
     * Makes a program ready to run.
     *
     * @param program what to run
     * @param options how
     * @return a plan that the caller closes
     * @throws EngineException if the engine is not available here or cannot run the program; the message names the
     *     operation or layer
     */
    Plan compile(Program program, EngineOptions options);
}
