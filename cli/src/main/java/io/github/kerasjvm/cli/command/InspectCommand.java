package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.Inspection;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.runtime.Model;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect}: what is in a file, from the reader alone. */
@Command(
        name = "inspect",
        description = "Say what is in a Keras file: layers, shapes, versions, training state, problems.",
        exitCodeList = {ExitCodes.DONE, ExitCodes.USAGE, ExitCodes.BROKEN, ExitCodes.OVER_LIMIT, ExitCodes.ENGINE},
        footer = {
            "Examples:",
            "  keras-jvm inspect mnist.keras",
            "  keras-jvm inspect model.json --weights model.weights.h5",
            "  keras-jvm inspect mine.keras --weights theirs.h5 --weights-by name --skip-mismatch",
            "  keras-jvm inspect mnist.h5 --engine onnxruntime",
            "  keras-jvm inspect mnist.h5 --json | jq .parameters.total"
        })
final class InspectCommand extends KerasCommand {

    @Parameters(paramLabel = "MODEL", description = "An .h5 or .keras file, or an architecture as .json or .yaml.")
    private Path file;

    @Mixin
    private ModelOptions model;

    @Option(names = "--expand-nested", description = "Show the layers of nested models, too.")
    private boolean expandsNested;

    @Option(names = "--engine", paramLabel = "NAME", description = "Say whether this engine runs the model.")
    private String engine;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            converter = DeviceName.class,
            description = "With --engine, on what: cpu, cuda, cuda:1 (default: cpu).")
    private Device device;

    @Spec
    private CommandSpec spec;

    InspectCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() {
        if (device != null && engine == null) {
            throw new ParameterException(spec.commandLine(), "--device is for --engine, which is not given");
        }
        Import importing = model.of(file);
        Inspection inspection = importing.inspect();
        return new InspectAnswer(
                inspection,
                expandsNested,
                Optional.ofNullable(engine).map(name -> tried(importing, name, device == null ? Device.CPU : device)));
    }

    private static EngineTrial tried(Import importing, String name, Device device) {
        Engine chosen = Engines.find(name);
        chosen.require(device);
        try {
            KerasModel keras = importing.load();
            try (Model loaded = Model.of(keras, chosen, EngineOptions.defaults().on(device))) {
                loaded.prepare(
                        keras.inputs().stream().map(KerasModel.Port::shape).toList());
            }
            return new EngineTrial(chosen.name(), true, "");
        } catch (ImportException e) {
            return new EngineTrial(chosen.name(), false, "the model has problems");
        } catch (EngineException | IllegalArgumentException e) {
            return new EngineTrial(chosen.name(), false, e.getMessage());
        }
    }

    /** Whether an engine runs the model. */
    record EngineTrial(String engine, boolean runs, String reason) {}
}
