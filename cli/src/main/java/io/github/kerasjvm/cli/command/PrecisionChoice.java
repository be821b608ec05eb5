package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.verify.GateInputs;
import io.github.kerasjvm.verify.PrecisionException;
import io.github.kerasjvm.verify.PrecisionGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a model computes in, and how much that may cost. */
final class PrecisionChoice {

    /** The rows that are compared, and that int8 learns from. */
    private static final int ROWS = 512;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            defaultValue = "float32",
            description =
                    "float32; fp16, bf16: weights of 16 bits; int8: convolutions and dense layers in whole numbers."
                            + " Compared with float32 first (default: ${DEFAULT-VALUE}).")
    private String name;

    @Option(
            names = "--calibrate",
            paramLabel = "DATA",
            description =
                    "With --precision: what to compare on, and what int8 learns from, the first " + ROWS + " rows"
                            + " (default: the inputs in MODEL.npz beside MODEL; without it noise, and int8 leaves convolutions).")
    private Path data;

    @Option(
            names = "--max-loss",
            paramLabel = "SHARE",
            description = "With --precision: refuse if an output moves by more than this share of the output's largest"
                    + " number (default: 0.05).")
    private Double most;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Whether it is another than Keras's own; refuses what means nothing then. */
    boolean isReduced() {
        boolean isReduced = format() != NumberFormat.FLOAT32;
        if (!isReduced && (data != null || most != null)) {
            throw misused("--calibrate and --max-loss are for --precision fp16, bf16 or int8");
        }
        return isReduced;
    }

    /** Whether data was given for it. */
    boolean hasData() {
        return data != null;
    }

    NumberFormat format() {
        try {
            return NumberFormat.of(name);
        } catch (IllegalArgumentException e) {
            throw misused("--precision: " + e.getMessage());
        }
    }

    PrecisionGate gate() {
        try {
            return most == null ? PrecisionGate.DEFAULT : new PrecisionGate(most);
        } catch (IllegalArgumentException e) {
            throw misused("--max-loss: " + e.getMessage());
        }
    }

    /** What a model is compared on, whose inputs have some shapes. */
    GateInputs inputs(KerasModel keras, Path file, List<Shape> shapes, DataOptions options) {
        if (data != null) {
            DataSet set = DataSet.open(data, DataChoice.wanted(keras), options.most(ROWS));
            return GateInputs.of(set, "the data of " + data, ROWS);
        }
        Path beside = file.resolveSibling(file.getFileName() + ".npz");
        if (Files.exists(beside)) {
            return GateInputs.recorded(beside);
        }
        try {
            return GateInputs.noise(keras, shapes);
        } catch (IllegalArgumentException e) {
            throw misused("--precision has nothing to compare on: " + e.getMessage() + ". Give it --calibrate DATA");
        }
    }

    /** The model on an engine, if it is near enough to float32. */
    PrecisionGate.Passed passed(KerasModel keras, Engine engine, EngineOptions options, GateInputs inputs) {
        try {
            return gate().pass(keras, engine, options, format(), inputs);
        } catch (PrecisionException e) {
            throw new CommandException(ExitCode.NO, e.getMessage() + "\nAllow more with --max-loss");
        }
    }

    /** The same for a model with the shapes that it has. */
    PrecisionGate.Passed passed(KerasModel keras, Path file, EngineChoice engine, DataOptions options) {
        List<Shape> shapes = keras.inputs().stream().map(KerasModel.Port::shape).toList();
        return passed(keras, engine.engine(), engine.options(), inputs(keras, file, shapes, options));
    }

    /** An answer with what it costs. */
    Answer told(Answer answer, Optional<PrecisionGate.Passed> passed) {
        return passed.isEmpty()
                ? answer
                : new ReducedAnswer(answer, passed.get().loss(), gate().most());
    }

    private ParameterException misused(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
