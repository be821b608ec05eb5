package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Progress;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.data.Batch;
import io.github.kerasjvm.data.Batches;
import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.verify.PrecisionGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}: the outputs of a model for some data. */
@Command(
        name = "predict",
        description = "Compute a model's outputs for arrays, tables or pictures.",
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
            "  keras-jvm predict mnist.h5 t10k-images-idx3-ubyte.gz --scale 1/255 --rows 10",
            "  keras-jvm predict flowers.keras pictures/ --labels names.txt",
            "  keras-jvm predict model.keras x.npy --output y.npy"
        })
final class PredictCommand extends KerasCommand {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model.")
    private Path file;

    @Parameters(
            index = "1",
            paramLabel = "DATA",
            description = "IDX, .npy, .npz, .csv, a picture, or a folder with pictures by class.")
    private Path data;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write all outputs: .npy (one output), .npz, .csv or .json.")
    private Path output;

    @Option(names = "--force", description = "Replace an existing FILE of --output.")
    private boolean replaces;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The names of the classes, one in a line (default: those of the data's folders).")
    private Path labels;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "20",
            description = "Print the first N rows (default: ${DEFAULT-VALUE}); JSON has all.")
    private int shown;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "512",
            description = "Rows read at once (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Mixin
    private DataChoice choice;

    @Mixin
    private ModelOptions model;

    @Mixin
    private EngineChoice engine;

    @Mixin
    private PrecisionChoice precision;

    PredictCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() throws IOException {
        Optional<PredictionFile> target = Optional.ofNullable(output).map(path -> PredictionFile.of(path, replaces));
        List<String> names = labels == null ? List.of() : Files.readAllLines(labels);
        KerasModel keras = engine.startWhile(() -> model.of(file).load());
        DataSet set = DataSet.open(data, DataChoice.wanted(keras), choice.options());
        Optional<PrecisionGate.Passed> passed = precision.isReduced()
                ? Optional.of(precision.passed(keras, file, engine, choice.options()))
                : Optional.empty();
        long start = System.nanoTime();
        Predictions predictions = new Predictions(
                keras.outputs().stream().map(KerasModel.Port::name).toList(),
                outputs(passed.map(PrecisionGate.Passed::model).orElseGet(() -> engine.on(keras)), set),
                names.isEmpty() ? set.classes() : names);
        double seconds = (System.nanoTime() - start) / 1e9;
        target.ifPresent(path -> path.write(predictions));
        Answer answer = new PredictAnswer(
                file.toString(), data.toString(), predictions, shown, target.map(PredictionFile::file), seconds);
        return precision.told(answer, passed);
    }

    /** The outputs of a model, which is closed then. */
    private List<Tensor> outputs(Model model, DataSet set) {
        List<List<Tensor>> parts = new ArrayList<>();
        try (Model running = model;
                Batches batches = set.batches(Math.max(1, batch));
                Progress progress = progress("rows")) {
            long done = 0;
            while (batches.hasNext()) {
                Batch batch = batches.next();
                parts.add(predicted(running, batch));
                done += batch.rows();
                progress.update(done, set.rows());
            }
        }
        if (parts.isEmpty()) {
            throw new DataException(data + ": has no rows");
        }
        return Predictions.joined(parts);
    }

    private List<Tensor> predicted(Model running, Batch batch) {
        try {
            return running.predict(batch.inputs());
        } catch (IllegalArgumentException e) {
            throw new DataException(data + ": does not fit the model: " + e.getMessage(), e);
        }
    }
}
