package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.Scale;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.evaluate.Evaluate;
import io.github.kerasjvm.evaluate.Evaluation;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.Inspection;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.read.Json;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.verify.ParityFile;
import io.github.kerasjvm.verify.Tolerance;
import io.github.kerasjvm.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: every step once, with a model that comes with the program. */
@Command(
        name = "demo",
        description = "Take a model that is included through every step and show Keras's numbers beside ours.",
        exitCodeList = {
            "0:our numbers are Keras's",
            ExitCodes.DIFFERS,
            ExitCodes.USAGE,
            ExitCodes.DATA,
            ExitCodes.ENGINE
        },
        footer = {
            "Examples:",
            "  keras-jvm demo",
            "  keras-jvm demo --output /tmp/demo",
            "  keras-jvm demo --engine reference --json",
            "",
            "Needs no network and no Python."
        })
final class DemoCommand extends KerasCommand {

    /** The files for others than Keras. */
    private static final List<ConvertFormat> FORMATS = List.of(ConvertFormat.ONNX, ConvertFormat.DL4J);

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description =
                    "Keep the converted files there (default: they are written to a temporary folder, and deleted).")
    private Path output;

    @Option(names = "--force", description = "Replace existing files in FOLDER.")
    private boolean replaces;

    @Mixin
    private EngineChoice engine;

    DemoCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() throws IOException {
        Engine chosen = engine.engine();
        Demo demo = Demo.ofThisProcess();
        long start = System.nanoTime();
        Inspection inspection = Import.of(demo.model()).inspect();
        KerasModel keras = Import.of(demo.model()).load();
        JsonNode recorded = recorded(demo);
        Verification verification;
        try (Model running = Model.of(keras, chosen, engine.options())) {
            verification = Verification.of(running, ParityFile.read(demo.golden()), Tolerance.FLOAT32);
        }
        Evaluation evaluation = evaluated(demo, keras, chosen, recorded);
        List<DemoAnswer.Written> files = converted(demo, keras);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new DemoAnswer(
                inspection,
                engine.title(chosen),
                recorded,
                verification,
                evaluation,
                files,
                Optional.ofNullable(output),
                seconds);
    }

    /** What Keras said about the model, from the index of the fixtures. */
    private static JsonNode recorded(Demo demo) throws IOException {
        String name = demo.model().getFileName().toString();
        for (JsonNode entry : Json.parse(demo.index().toString(), Files.readString(demo.index()), Limits.DEFAULT)) {
            if (entry.path("file").asText().equals(name)) {
                return entry;
            }
        }
        throw new CommandException(ExitCode.DATA, demo.index() + ": tells nothing about " + name);
    }

    private Evaluation evaluated(Demo demo, KerasModel keras, Engine chosen, JsonNode recorded) {
        Scale scale = Scale.parse(recorded.path("inputScale").asText());
        DataOptions options = DataOptions.DEFAULT.scale(scale).labels(demo.labels());
        DataSet digits = DataSet.open(demo.images(), DataChoice.wanted(keras), options);
        return Evaluate.of(keras, chosen, engine.options())
                .batchSize(recorded.at("/digits/batchSize").asInt())
                .run(digits);
    }

    private List<DemoAnswer.Written> converted(Demo demo, KerasModel keras) throws IOException {
        Path folder = output == null ? Files.createTempDirectory("keras-jvm-demo") : Files.createDirectories(output);
        List<DemoAnswer.Written> files = new ArrayList<>();
        try {
            for (ConvertFormat format : FORMATS) {
                files.add(converted(demo, keras, format, folder.resolve("mnist" + format.ending())));
            }
        } finally {
            if (output == null) {
                for (ConvertFormat format : FORMATS) {
                    Files.deleteIfExists(folder.resolve("mnist" + format.ending()));
                }
                Files.deleteIfExists(folder);
            }
        }
        return files;
    }

    /** The distribution comes without DL4J's native libraries; the demo says so and goes on. */
    private DemoAnswer.Written converted(Demo demo, KerasModel keras, ConvertFormat format, Path target)
            throws IOException {
        Target.of(target, replaces);
        long start = System.nanoTime();
        List<Shape> shapes = keras.inputs().stream().map(KerasModel.Port::shape).toList();
        try {
            format.write(Import.of(demo.model()), keras, shapes, target, replaces, true);
        } catch (EngineException e) {
            return new DemoAnswer.Written(format.title(), target, 0, 0, e.getMessage());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new DemoAnswer.Written(format.title(), target, Files.size(target), seconds, "");
    }
}
