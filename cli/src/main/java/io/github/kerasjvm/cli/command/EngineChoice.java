package io.github.kerasjvm.cli.command;

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
        return Engines.find(name);
    }

    Engine forTraining() {
        return Engines.forTraining(name);
    }

    EngineOptions options() {
        EngineOptions own = threads == null ? EngineOptions.defaults() : new EngineOptions(checked());
        return asGiven ? own.withoutPasses() : own;
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
