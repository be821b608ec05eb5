package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.read.RawModel;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.verify.GateInputs;
import io.github.kerasjvm.verify.PrecisionGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code convert}: a model as a file for others. */
@Command(
        name = "convert",
        description =
                "Write a model as ONNX (.onnx), as a DL4J archive (.zip), or as a Keras file: for the generation of"
                        + " Keras that it came from (.h5, .keras), or an older one for Keras 3 (.keras).",
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.LOSES,
            ExitCodes.USAGE,
            ExitCodes.BROKEN,
            ExitCodes.UNSUPPORTED,
            ExitCodes.OVER_LIMIT,
            ExitCodes.DATA,
            ExitCodes.ENGINE
        },
        footer = {
            "Examples:",
            "  keras-jvm convert mnist.h5 mnist.onnx",
            "  keras-jvm convert mnist.keras mnist-dl4j.zip --force",
            "  keras-jvm convert anysize.keras net.onnx --input-shape None,224,224,3",
            "  keras-jvm convert model.keras model.h5",
            "  keras-jvm convert model.h5 best.h5 --weights epoch_12.h5",
            "  keras-jvm convert keras1.h5 keras3.keras",
            "  keras-jvm convert mnist.h5 small.onnx --precision int8 --calibrate mnist/ --scale 1/255",
            "",
            "A model of Keras 1, Keras 2 or tf_keras opens in Keras 3 and computes the same there; what Keras 3 has no",
            "words for is refused, layer by layer. A .keras file of tf.keras stays one of tf.keras without --keras3.",
            "The file appears when it is complete; when something fails, nothing is left behind."
        })
final class ConvertCommand extends KerasCommand {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "The file to write; its ending tells what: .onnx, .zip, .keras, .h5.")
    private Path out;

    @Option(names = "--force", description = "Replace OUT if it exists.")
    private boolean replaces;

    @Option(
            names = "--input-shape",
            paramLabel = "SHAPE",
            description = "The shape of an input whose sizes MODEL leaves open, with the batch first:"
                    + " None,224,224,3. Once for each input.")
    private List<String> inputShapes = new ArrayList<>();

    @Option(
            names = "--keras3",
            description = "Write a .keras file for Keras 3, although MODEL is a .keras file of an older Keras.")
    private boolean isForKeras3;

    @Option(
            names = "--no-passes",
            description = "Write the .onnx as the layers give it, without folding, merging and leaving out.")
    private boolean asGiven;

    @Mixin
    private ModelOptions model;

    @Mixin
    private PrecisionChoice precision;

    @Mixin
    private DataChoice choice;

    @Spec
    private CommandSpec spec;

    ConvertCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() throws IOException {
        ConvertFormat format = ConvertFormat.of(out);
        Target.of(out, replaces);
        long start = System.nanoTime();
        Import source = model.of(file);
        KerasModel keras = source.load();
        if (!format.fixesShapes() && !inputShapes.isEmpty()) {
            throw misused("--input-shape is for .onnx and .zip; a Keras file leaves open what MODEL leaves open");
        }
        if (isForKeras3 && format != ConvertFormat.KERAS_ARCHIVE) {
            throw misused("--keras3 is for .keras");
        }
        if (asGiven && format != ConvertFormat.ONNX) {
            throw misused("--no-passes is for .onnx; the other formats hold the layers as they are");
        }
        choice.requireUse(precision.hasData());
        if (precision.isReduced()) {
            return reduced(format, keras, start);
        }
        Converted converted = isLifted(format, source, keras)
                ? format.writeForKeras3(source, keras, out)
                : format.write(
                        source, keras, format.fixesShapes() ? shapes(keras) : List.of(), out, replaces, !asGiven);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new ConvertAnswer(file.toString(), out.toString(), format.label(), Files.size(out), seconds, converted);
    }

    /** In another precision: what ONNX Runtime makes of it is compared with float32 before it is written. */
    private Answer reduced(ConvertFormat format, KerasModel keras, long start) throws IOException {
        if (format != ConvertFormat.ONNX) {
            throw misused("--precision is for .onnx; the other formats hold the weights as they are");
        }
        List<Shape> shapes = shapes(keras);
        GateInputs inputs = precision.inputs(keras, file, shapes, choice.options());
        EngineOptions options = asGiven ? EngineOptions.defaults().withoutPasses() : EngineOptions.defaults();
        PrecisionGate.Passed passed = precision.passed(keras, Engines.find("onnxruntime"), options, inputs);
        passed.model().close();
        ConvertFormat.writeOnnx(keras, shapes, out, passed.options());
        double seconds = (System.nanoTime() - start) / 1e9;
        Answer answer = new ConvertAnswer(
                file.toString(), out.toString(), format.label(), Files.size(out), seconds, Converted.WHOLE);
        return precision.told(answer, Optional.of(passed));
    }

    /** An archive is for Keras 3, unless the model is one of an older Keras already. */
    private boolean isLifted(ConvertFormat format, Import source, KerasModel keras) {
        return format == ConvertFormat.KERAS_ARCHIVE
                && keras.origin().generation() != Generation.KERAS_3
                && (isForKeras3 || source.inspect().container() != RawModel.Container.KERAS_ZIP);
    }

    private List<Shape> shapes(KerasModel keras) {
        List<Shape> shapes = keras.inputs().stream().map(KerasModel.Port::shape).toList();
        if (!inputShapes.isEmpty() && inputShapes.size() != shapes.size()) {
            throw misused("--input-shape is given " + inputShapes.size() + " times, the model has " + shapes.size()
                    + " inputs; expected one for each");
        }
        List<Shape> chosen = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            Shape shape = inputShapes.isEmpty() ? shapes.get(i) : parsed(inputShapes.get(i));
            if (!shape.agreesWith(shapes.get(i))) {
                throw misused("--input-shape is " + shape + ", the model's input takes " + shapes.get(i));
            }
            if (!shape.isKnownFrom(1)) {
                throw misused("the model leaves sizes of its input "
                        + keras.inputs().get(i).name() + " open: " + shape + ". Give them with --input-shape");
            }
            chosen.add(shape);
        }
        return chosen;
    }

    private Shape parsed(String text) {
        List<Integer> sizes = new ArrayList<>();
        for (String part : text.replaceAll("[()\\s]", "").split(",")) {
            if (!part.matches("None|[1-9][0-9]{0,8}")) {
                throw misused("--input-shape is \"" + text + "\", expected sizes such as None,224,224,3");
            }
            sizes.add(part.equals("None") ? Shape.ANY : Integer.parseInt(part));
        }
        return Shape.of(sizes);
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
