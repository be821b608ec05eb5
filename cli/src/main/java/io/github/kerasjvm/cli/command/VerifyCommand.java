package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.cli.text.Progress;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.verify.CaseResult;
import io.github.kerasjvm.verify.CaseRunner;
import io.github.kerasjvm.verify.ParityFile;
import io.github.kerasjvm.verify.PrecisionGate;
import io.github.kerasjvm.verify.Suite;
import io.github.kerasjvm.verify.Tolerance;
import io.github.kerasjvm.verify.Verification;
import io.github.kerasjvm.verify.training.TrainingCase;
import io.github.kerasjvm.verify.training.TrainingResult;
import io.github.kerasjvm.verify.training.TrainingRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: our numbers held against those that Keras computed. */
@Command(
        name = "verify",
        description = "Compare our numbers with recorded ones of Keras, layer by layer.",
        exitCodeList = {
            "0:the numbers agree; for --suite, every case is as expected; for --training, every training is Keras's",
            ExitCodes.DIFFERS,
            ExitCodes.USAGE,
            ExitCodes.BROKEN,
            ExitCodes.UNSUPPORTED,
            ExitCodes.OVER_LIMIT,
            ExitCodes.DATA,
            ExitCodes.ENGINE
        },
        footer = {
            "Examples:",
            "  keras-jvm verify mnist.h5",
            "  keras-jvm verify mnist.keras --golden recorded.npz --engine reference",
            "  keras-jvm verify --suite models/ --json",
            "  keras-jvm verify --training trainings/",
            "",
            "record.py, which comes with the sources, records what Keras computes as MODEL.npz; record_training.py",
            "records steps of training."
        })
final class VerifyCommand extends KerasCommand {

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "The model.")
    private Path file;

    @Option(
            names = "--golden",
            paramLabel = "FILE",
            description = "What Keras computed, as .npz (default: MODEL.npz beside MODEL).")
    private Path golden;

    @Option(
            names = "--suite",
            paramLabel = "FOLDER",
            description = "Verify every model of a folder by its index.tsv instead.")
    private Path suite;

    @Option(
            names = "--training",
            paramLabel = "FOLDER",
            description =
                    "Do every training again that a folder below FOLDER records: losses, weights, optimizer state.")
    private Path training;

    @Option(
            names = "--tolerance",
            paramLabel = "ABS,REL",
            split = ",",
            description = "How far numbers may lie apart (default: 1e-5,1e-4; for float16 5e-3,5e-3; with --precision"
                    + " that of --max-loss for both).")
    private List<Double> tolerance;

    @Mixin
    private ModelOptions model;

    @Mixin
    private EngineChoice engine;

    @Mixin
    private PrecisionChoice precision;

    @Mixin
    private DataChoice choice;

    @Spec
    private CommandSpec spec;

    VerifyCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() {
        long given = Stream.of(file, suite, training).filter(Objects::nonNull).count();
        if (given != 1) {
            throw new ParameterException(
                    spec.commandLine(), "expected one of MODEL, --suite FOLDER and --training FOLDER");
        }
        choice.requireUse(precision.hasData());
        if (precision.isReduced() && file == null) {
            throw new ParameterException(
                    spec.commandLine(), "--precision is for one MODEL, not for --suite and --training");
        }
        return file != null ? one() : suite != null ? all() : trainings();
    }

    private Answer trainings() {
        if (tolerance != null) {
            throw new ParameterException(
                    spec.commandLine(), "--tolerance is not for --training, whose cases hold theirs");
        }
        List<TrainingCase> cases = TrainingCase.all(training);
        TrainingRunner runner =
                new TrainingRunner(TrainerOptions.of(engine.forTraining(), engine.options()), model::with);
        List<TrainingResult> results = new ArrayList<>();
        try (Progress progress = progress("trainings")) {
            for (TrainingCase recorded : cases) {
                results.add(runner.run(recorded));
                progress.update(results.size(), cases.size());
            }
        }
        return new TrainingsAnswer(results);
    }

    private Answer one() {
        long start = System.nanoTime();
        KerasModel keras = engine.startWhile(() -> model.of(file).load());
        Optional<PrecisionGate.Passed> passed = precision.isReduced()
                ? Optional.of(precision.passed(keras, file, engine, choice.options()))
                : Optional.empty();
        try (Model running = passed.map(PrecisionGate.Passed::model).orElseGet(() -> engine.on(keras))) {
            Tolerance allowed = chosenTolerance().orElseGet(() -> tolerance(keras));
            Verification verification = Verification.of(running, ParityFile.read(recorded()), allowed);
            double seconds = (System.nanoTime() - start) / 1e9;
            Answer answer = new VerifyAnswer(
                    file.toString(), engine.title(running.engine()), recorded().toString(), verification, seconds);
            return precision.told(answer, passed);
        }
    }

    private Tolerance tolerance(KerasModel keras) {
        double most = precision.gate().most();
        return precision.isReduced() ? new Tolerance(most, most) : CaseRunner.toleranceFor(keras);
    }

    private Path recorded() {
        if (golden != null) {
            return golden;
        }
        Path beside = file.resolveSibling(file.getFileName() + ".npz");
        if (!Files.exists(beside)) {
            throw new CommandException(
                    ExitCode.DATA,
                    beside + ": there is no such file. Record it in Python with record.py, or give it with --golden");
        }
        return beside;
    }

    private Optional<Tolerance> chosenTolerance() {
        if (tolerance == null) {
            return Optional.empty();
        }
        if (tolerance.size() != 2 || tolerance.get(0) < 0 || tolerance.get(1) < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--tolerance is " + tolerance + ", expected two numbers of 0 or more: 1e-5,1e-4");
        }
        return Optional.of(new Tolerance(tolerance.get(0), tolerance.get(1)));
    }

    private Answer all() {
        List<Suite.Entry> entries = Suite.read(suite).entries();
        CaseRunner runner = new CaseRunner(engine.engine(), engine.options(), model::with);
        List<CaseResult> results = new ArrayList<>();
        try (Progress progress = progress("models")) {
            for (Suite.Entry entry : entries) {
                results.add(runner.run(entry));
                progress.update(results.size(), entries.size());
            }
        }
        return new SuiteAnswer(results);
    }
}
