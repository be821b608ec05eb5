package io.github.kerasjvm.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.data.Npy;
import io.github.kerasjvm.data.NpzWriter;
import io.github.kerasjvm.data.SafeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * A file that predictions are written to, its kind told by the ending of its name.
 *
 * @param file the file
 * @param kind what is written
 */
record PredictionFile(Path file, Kind kind) {

    /** What can be written. */
    enum Kind {
        NPY,
        NPZ,
        CSV,
        JSON
    }

    static PredictionFile of(Path file, boolean replaces) {
        Kind kind =
                switch (Target.ending(file)) {
                    case ".npy" -> Kind.NPY;
                    case ".npz" -> Kind.NPZ;
                    case ".csv" -> Kind.CSV;
                    case ".json" -> Kind.JSON;
                    default ->
                        throw new CommandException(
                                ExitCode.USAGE,
                                "--output is " + file + ", expected a name ending in .npy, .npz, .csv or .json");
                };
        return new PredictionFile(Target.of(file, replaces).file(), kind);
    }

    void write(Predictions predictions) {
        switch (kind) {
            case NPY -> Npy.write(file, predictions.outputs().get(only(predictions)));
            case NPZ -> npz(predictions).write(file);
            case CSV -> text(csv(predictions));
            case JSON -> text(json(predictions));
        }
    }

    private int only(Predictions predictions) {
        if (predictions.outputs().size() != 1) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "the model has " + predictions.outputs().size() + " outputs, and .npy holds one. Write .npz");
        }
        return 0;
    }

    /** Named as the outputs; numbered where two outputs come from one layer. */
    private static NpzWriter npz(Predictions predictions) {
        boolean isUnique =
                new HashSet<>(predictions.names()).size() == predictions.names().size();
        NpzWriter writer = new NpzWriter();
        for (int i = 0; i < predictions.outputs().size(); i++) {
            writer.add(
                    isUnique ? predictions.names().get(i) : "out_" + i,
                    predictions.outputs().get(i));
        }
        return writer;
    }

    private static String csv(Predictions predictions) {
        StringBuilder text = new StringBuilder();
        List<String> header = new ArrayList<>();
        for (int output = 0; output < predictions.outputs().size(); output++) {
            long columns = predictions.outputs().get(output).shape().elementsFrom(1);
            for (long i = 0; i < columns; i++) {
                header.add(predictions.names().get(output) + "_" + i);
            }
        }
        text.append(String.join(",", header)).append('\n');
        for (int row = 0; row < predictions.rows(); row++) {
            List<String> cells = new ArrayList<>();
            for (int output = 0; output < predictions.outputs().size(); output++) {
                for (float value : predictions.row(output, row)) {
                    cells.add(Float.toString(value));
                }
            }
            text.append(String.join(",", cells)).append('\n');
        }
        return text.toString();
    }

    private static String json(Predictions predictions) {
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        for (int output = 0; output < predictions.outputs().size(); output++) {
            outputs.add(PredictAnswer.json(predictions, output));
        }
        return outputs.toPrettyString() + "\n";
    }

    private void text(String text) {
        SafeFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
