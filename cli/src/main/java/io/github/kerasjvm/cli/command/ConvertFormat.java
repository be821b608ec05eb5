package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.data.SafeFile;
import io.github.kerasjvm.dl4j.Dl4jExporter;
import io.github.kerasjvm.dl4j.Dl4jMismatchException;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.export.onnx.OnnxOptions;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a model can be written as. */
enum ConvertFormat {
    /** An ONNX model. */
    ONNX("onnx", ".onnx", "ONNX"),
    /** An archive that stock DL4J restores. */
    DL4J("dl4j", ".zip", "DL4J archive");

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
            case ".keras", ".h5", ".hdf5" ->
                throw new CommandException(
                        ExitCode.USAGE,
                        out + ": writing Keras files comes with training; this version writes .onnx and .zip (DL4J)");
            default ->
                throw new CommandException(
                        ExitCode.USAGE,
                        out + ": is no kind of file that is written here; expected .onnx or .zip (DL4J)");
        };
    }

    /** Writes a model for inputs of some shapes; when that fails, nothing is left behind. */
    void write(KerasModel keras, List<Shape> shapes, Path target, boolean replaces) throws IOException {
        switch (this) {
            case ONNX -> writeOnnx(keras, shapes, target);
            case DL4J -> writeDl4j(keras, shapes, target, replaces);
        }
    }

    private static void writeOnnx(KerasModel keras, List<Shape> shapes, Path target) {
        OpGraph graph = keras.lower(shapes);
        String doc = "Converted by keras-jvm from " + keras.origin();
        OnnxWriter writer = new OnnxWriter(new OnnxOptions(keras.graph().name(), doc));
        try {
            SafeFile.write(target, stream -> writer.write(graph, stream));
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.UNSUPPORTED, keras.file() + ": has no ONNX form: " + e.getMessage());
        }
    }

    private static void writeDl4j(KerasModel keras, List<Shape> shapes, Path target, boolean replaces)
            throws IOException {
        Dl4jExporter exporter = Dl4jExporter.of(keras).inputShapes(shapes);
        try {
            (replaces ? exporter.replacing() : exporter).write(target);
        } catch (EngineException e) {
            throw new EngineException(
                    e.getMessage() + ". For the distribution: unpack keras-jvm-VERSION-dl4j-native.zip over it", e);
        } catch (Dl4jMismatchException e) {
            throw new CommandException(ExitCode.UNSUPPORTED, keras.file() + ": not written: " + e.getMessage());
        }
    }
}
