package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.runtime.Model;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a model runs on. */
final class EngineChoice {

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "auto",
            description =
                    "What runs the model: auto, onnxruntime, onednn, reference, dl4j (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            converter = DeviceName.class,
            description = "What it runs on: cpu, cuda, cuda:1 (default: ${DEFAULT-VALUE}). See keras-jvm devices.")
    private Device device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads may compute at once (default: one for each CPU).")
    private Integer threads;

    @Option(
            names = "--no-passes",
            description = "Run the graph as the layers give it, without folding, merging and leaving out.")
    private boolean asGiven;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The engine, if it was looked for ahead. */
    private FutureTask<Engine> found;

    /**
     * Looks for the engine, which loads native libraries, on a thread of its own while something else is done. What goes
     * wrong with the engine is said by {@link #engine}, after what goes wrong with the work.
     */
    <T> T startWhile(Supplier<T> work) {
        // Before there are two threads: slf4j tells of loggers that are asked for while it starts.
        LoggerFactory.getILoggerFactory();
        found = new FutureTask<>(() -> onDevice(Engines.find(name)));
        Thread thread = new Thread(found, "engine-start");
        thread.setDaemon(true);
        thread.start();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            join(thread);
            throw e;
        }
    }

    /** The process must not end in the middle of loading a library. */
    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    Engine engine() {
        if (found == null) {
            return onDevice(Engines.find(name));
        }
        try {
            return found.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while the engine " + name + " started", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new EngineException("the engine " + name + " cannot be started: " + e.getCause(), e.getCause());
        }
    }

    Engine forTraining() {
        return onDevice(Engines.forTraining(name));
    }

    /** Asks at once: a suite would go on, and call each of its models refused. */
    private Engine onDevice(Engine engine) {
        engine.require(device);
        return engine;
    }

    /** The engine as answers name it, and the device unless that is the processor. */
    String title(Engine engine) {
        return device.isCpu() ? engine.name() : engine.name() + " on " + device;
    }

    EngineOptions options() {
        EngineOptions own = threads == null ? EngineOptions.defaults() : new EngineOptions(checked());
        return (asGiven ? own.withoutPasses() : own).on(device);
    }

    private int checked() {
        if (threads < 1) {
            throw new ParameterException(command.commandLine(), "--threads is " + threads + ", expected 1 or more");
        }
        return threads;
    }

    /** The model on the chosen engine; the caller closes it. */
    Model on(KerasModel keras) {
        return Model.of(keras, engine(), options());
    }
}
