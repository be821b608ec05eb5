package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.data.SafeFile;
import io.github.kerasjvm.dl4j.Dl4jExporter;
import io.github.kerasjvm.dl4j.Dl4jMismatchException;
import io.github.kerasjvm.engine.Calibration;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.InferencePasses;
import io.github.kerasjvm.export.keras.KerasFormat;
import io.github.kerasjvm.export.keras.KerasWriteException;
import io.github.kerasjvm.export.keras.KerasWriter;
import io.github.kerasjvm.export.onnx.Numbers;
import io.github.kerasjvm.export.onnx.OnnxOptions;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.precision.Precision;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.LiftedFile;
import io.github.kerasjvm.train.SavedTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a model can be written as. */
enum ConvertFormat {
    /** An ONNX model. */
    ONNX("onnx", ".onnx", "ONNX"),
    /** An archive that stock DL4J restores. */
    DL4J("dl4j", ".zip", "DL4J archive"),
    /** A Keras model with a group for each layer, for the generation of Keras that the model came from. */
    KERAS_HDF5("keras-h5", ".h5", "Keras HDF5"),
    /** A Keras archive: for Keras 3, or for the generation of the archive that the model came from. */
    KERAS_ARCHIVE("keras", ".keras", "Keras archive");

    private final String label;
    private final String ending;
    private final String title;

    ConvertFormat(String label, String ending, String title) {
        this.label = label;
        this.ending = ending;
        this.title = title;
    }

    /** The word for scripts. */
    String label() {
        return label;
    }

    /** How its files end. */
    String ending() {
        return ending;
    }

    /** The words for people. */
    String title() {
        return title;
    }

    /** The format that a file's ending asks for. */
    static ConvertFormat of(Path out) {
        return switch (Target.ending(out)) {
            case ".onnx" -> ONNX;
            case ".zip" -> DL4J;
            case ".h5", ".hdf5" -> KERAS_HDF5;
            case ".keras" -> KERAS_ARCHIVE;
            default ->
                throw new CommandException(
                        ExitCode.USAGE,
                        out + ": is no kind of file that is written here; expected .onnx, .zip (DL4J), .keras or .h5");
        };
    }

    /** Whether it holds the computation for inputs of some shapes; else the shapes stay as open as they are. */
    boolean fixesShapes() {
        return this == ONNX || this == DL4J;
    }

    /**
     * Writes a model of a file for inputs of some shapes, an op graph simplified by passes or as it is; when that fails,
     * nothing is left behind. Tells what the format does not hold.
     */
    Converted write(Import source, KerasModel keras, List<Shape> shapes, Path target, boolean replaces, boolean passes)
            throws IOException {
        switch (this) {
            case ONNX -> {
                EngineOptions options = EngineOptions.defaults();
                writeOnnx(keras, shapes, target, passes ? options : options.withoutPasses());
            }
            case DL4J -> {
                return new Converted(List.of(), writeDl4j(source, keras, shapes, target, replaces));
            }
            case KERAS_HDF5 -> writeKeras(source, keras, KerasFormat.HDF5, target);
            case KERAS_ARCHIVE -> writeKeras(source, keras, KerasFormat.ARCHIVE, target);
        }
        return Converted.WHOLE;
    }

    /** Writes a model of an older generation for Keras 3; tells what was said in other words. */
    Converted writeForKeras3(Import source, KerasModel keras, Path target) {
        try {
            return new Converted(LiftedFile.write(source, keras, target), List.of());
        } catch (KerasWriteException e) {
            throw new CommandException(ExitCode.UNSUPPORTED, e.getMessage());
        }
    }

    private static void writeKeras(Import source, KerasModel keras, KerasFormat format, Path target) {
        try {
            KerasWriter.of(source, keras).write(format, target);
        } catch (KerasWriteException e) {
            throw new CommandException(ExitCode.UNSUPPORTED, e.getMessage());
        }
    }

    /** Writes an ONNX file in the precision of some options, with passes if they say so. */
    static void writeOnnx(KerasModel keras, List<Shape> shapes, Path target, EngineOptions options) {
        OpGraph graph = OnnxWriter.expanded(InferencePasses.apply(keras.lower(shapes), options));
        String doc = "Converted by keras-jvm from " + keras.origin();
        try {
            OnnxWriter writer =
                    new OnnxWriter(new OnnxOptions(keras.graph().name(), doc, numbers(graph, options.precision())));
            SafeFile.write(target, stream -> writer.write(graph, stream));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.UNSUPPORTED, keras.file() + ": has no ONNX form: " + e.getMessage());
        }
    }

    private static Numbers numbers(OpGraph graph, Precision precision) {
        EngineOptions plain = EngineOptions.defaults().withoutPasses();
        return Calibration.numbers(
                graph, precision, part -> Engines.find("onnxruntime").compile(new Program(part), plain));
    }

    private static List<Problem> writeDl4j(
            Import source, KerasModel keras, List<Shape> shapes, Path target, boolean replaces) throws IOException {
        Dl4jExporter plain = Dl4jExporter.of(keras).inputShapes(shapes);
        Dl4jExporter exporter =
                SavedTraining.of(source, keras).map(plain::training).orElse(plain);
        try {
            return (replaces ? exporter.replacing() : exporter).write(target);
        } catch (EngineException e) {
            throw new EngineException(
                    e.getMessage() + ". For the distribution: unpack keras-jvm-VERSION-dl4j-native.zip over it", e);
        } catch (Dl4jMismatchException e) {
            throw new CommandException(ExitCode.UNSUPPORTED, keras.file() + ": not written: " + e.getMessage());
        }
    }
}
