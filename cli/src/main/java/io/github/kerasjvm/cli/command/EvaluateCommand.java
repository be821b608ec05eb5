package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Progress;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.evaluate.Evaluate;
import io.github.kerasjvm.evaluate.Evaluation;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.verify.PrecisionGate;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evaluate}: loss, accuracy and metrics of a model on labelled data. */
@Command(
        name = "evaluate",
        description =
                "Compute loss, accuracy, confusion matrix and compiled metrics on labelled data, as Keras reports them.",
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
            "  keras-jvm evaluate mnist.h5 --data mnist/ --scale 1/255",
            "  keras-jvm evaluate mnist.h5 --data t10k-images-idx3-ubyte.gz --labels t10k-labels-idx1-ubyte.gz",
            "  keras-jvm evaluate model.keras --data test.npz --loss mse --json",
            "  keras-jvm evaluate flowers.keras --data pictures/ --scale 1/127.5-1"
        })
final class EvaluateCommand extends KerasCommand {

    @Parameters(paramLabel = "MODEL", description = "The model.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            required = true,
            description = "IDX files or their folder, .npz with x and y, .csv with the label first, or a folder with"
                    + " pictures by class.")
    private Path data;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The labels, if they are not beside DATA: IDX, .npy, or .npz with one array.")
    private Path labels;

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "Keras's name of the loss (default: that which the model was compiled with).")
    private String loss;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "The batch size of the Keras run to compare with (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Mixin
    private DataChoice choice;

    @Mixin
    private ModelOptions model;

    @Mixin
    private EngineChoice engine;

    @Mixin
    private PrecisionChoice precision;

    @Spec
    private CommandSpec spec;

    EvaluateCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() {
        KerasModel keras = model.of(file).load();
        DataOptions options =
                labels == null ? choice.options() : choice.options().labels(labels);
        DataSet set = DataSet.open(data, DataChoice.wanted(keras), options);
        Engine chosen = engine.engine();
        Optional<PrecisionGate.Passed> passed = precision.isReduced()
                ? Optional.of(precision.passed(keras, file, engine, choice.options()))
                : Optional.empty();
        passed.ifPresent(through -> through.model().close());
        EngineOptions running = passed.map(PrecisionGate.Passed::options).orElseGet(engine::options);
        try (Progress progress = progress("rows")) {
            Evaluation evaluation = configured(Evaluate.of(keras, chosen, running))
                    .progress(progress::update)
                    .run(set);
            Answer answer = new EvaluateAnswer(
                    file.toString(), data.toString(), engine.title(chosen), set.classes(), evaluation);
            return precision.told(answer, passed);
        }
    }

    private Evaluate configured(Evaluate evaluate) {
        try {
            Evaluate batched = evaluate.batchSize(batch);
            return loss == null ? batched : batched.loss(loss);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
