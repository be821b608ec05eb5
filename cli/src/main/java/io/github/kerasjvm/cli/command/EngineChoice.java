package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.runtime.Model;
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

    Engine engine() {
        return onDevice(Engines.find(name));
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
