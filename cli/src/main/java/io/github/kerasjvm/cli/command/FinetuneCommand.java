package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.augment.Augmentation;
import io.github.kerasjvm.augment.ImageForm;
import io.github.kerasjvm.cli.text.Terminal;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.model.NewHead;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.train.CompileConfig;
import io.github.kerasjvm.train.HeadLoss;
import io.github.kerasjvm.train.TrainedFile;
import io.github.kerasjvm.train.Trainer;
import io.github.kerasjvm.train.TrainerOptions;
import io.github.kerasjvm.train.fit.Augmenting;
import io.github.kerasjvm.train.fit.BestCheckpoint;
import io.github.kerasjvm.train.fit.EarlyStopping;
import io.github.kerasjvm.train.fit.FineTuning;
import io.github.kerasjvm.train.fit.FitListener;
import io.github.kerasjvm.train.fit.FitOptions;
import io.github.kerasjvm.train.fit.History;
import io.github.kerasjvm.train.fit.ReduceOnPlateau;
import io.github.kerasjvm.train.fit.TrainingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code finetune}: training that goes on where Keras stopped. */
@Command(
        name = "finetune",
        description = "Go on training where Keras stopped, and write a file from which Keras goes on.",
        exitCodeList = {
            ExitCodes.DONE,
            ExitCodes.USAGE,
            ExitCodes.BROKEN,
            ExitCodes.UNSUPPORTED,
            ExitCodes.OVER_LIMIT,
            ExitCodes.DATA,
            ExitCodes.ENGINE
        },
        footer = {
            "Examples:",
            "  keras-jvm finetune mnist.keras --data mnist/ --scale 1/255 --epochs 3 --out tuned.keras",
            "  keras-jvm finetune net.h5 --data new.npz --validation-split 0.2 --learning-rate 1e-4 --out tuned.h5",
            "  keras-jvm finetune net.keras --data pictures/ --freeze 'base/*' --early-stopping 3 --best best.keras"
                    + " --out last.keras",
            "",
            "The file of --out is renewed after each epoch; with --resume an interrupted training goes on from it."
        })
final class FinetuneCommand extends KerasCommand {

    /** How many channels a picture has. */
    private static final Set<Integer> PICTURES = Set.of(1, 3, 4);

    @Parameters(paramLabel = "MODEL", description = "The model, compiled or with --optimizer and --loss.")
    private Path file;

    @Option(names = "--data", paramLabel = "DATA", required = true, description = "The labelled rows, as for evaluate.")
    private Path data;

    @Option(names = "--labels", paramLabel = "FILE", description = "The labels, if they are not beside DATA.")
    private Path labels;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The trained model, of the kind of MODEL: .h5 or .keras.")
    private Path out;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often the data is gone through (default: ${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "The rows of a batch (default: ${DEFAULT-VALUE}).")
    private int batch;

    @Option(names = "--steps-per-epoch", paramLabel = "N", description = "End an epoch after that many batches.")
    private Integer steps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Decides the order of rows, dropout and noise (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--no-shuffle", description = "Take the rows in the order of the data.")
    private boolean isInOrder;

    @Option(
            names = "--validation",
            paramLabel = "DATA",
            description = "Rows to evaluate on after each epoch; of a data set with two parts the test part.")
    private Path validation;

    @Option(
            names = "--validation-split",
            paramLabel = "SHARE",
            description = "Keep that share of the rows for evaluation: the last ones, as Keras does.")
    private Double split;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description = "Train with another optimizer, with Keras's defaults: sgd, adam, rmsprop, ...")
    private String optimizer;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "Train with another learning rate; the optimizer begins anew.")
    private Double learningRate;

    @Option(names = "--loss", paramLabel = "NAME", description = "Train for another loss, Keras's name of it.")
    private String loss;

    @Option(
            names = "--freeze",
            paramLabel = "LAYER",
            description =
                    "Leave a layer as it is: its path, * stands for anything; the optimizer begins anew. May be repeated.")
    private List<String> frozen = new ArrayList<>();

    @Option(
            names = "--new-head",
            paramLabel = "CLASSES",
            description =
                    "Begin with another head: the last layer with weights, a Dense or a convolution of size 1, with"
                            + " this number of units and first weights; the optimizer begins anew.")
    private Integer classes;

    @Option(
            names = "--head",
            paramLabel = "LAYER",
            description = "With --new-head: the path of the head, if the model has several outputs.")
    private String headLayer;

    @Option(
            names = "--head-activation",
            paramLabel = "NAME",
            description = "With --new-head: what the model ends in, if not in what it does: softmax, sigmoid, linear.")
    private String headActivation;

    @Option(
            names = "--freeze-base",
            description = "With --new-head: leave all other layers as they are, and train the head alone.")
    private boolean freezesBase;

    @Option(
            names = "--fresh",
            description = "Begin with first weights in all layers, as Keras draws them: train from the beginning.")
    private boolean isFresh;

    @Option(
            names = "--class-weight",
            paramLabel = "CLASS=WEIGHT",
            split = ",",
            description = "How much the rows of a class count. May be repeated.")
    private Map<Integer, Double> classWeights = new LinkedHashMap<>();

    @Option(
            names = "--augment",
            paramLabel = "CHANGES",
            description = "Change images at random in each epoch, as Keras's ImageDataGenerator:"
                    + " rotation=10,width_shift=0.1,zoom=0.1,shear=5,horizontal_flip,fill=nearest")
    private String augment;

    @Option(
            names = "--monitor",
            paramLabel = "NAME",
            description = "What has to get better (default: val_loss with validation, else loss).")
    private String monitor;

    @Option(
            names = "--early-stopping",
            paramLabel = "EPOCHS",
            description = "End after that many epochs in which nothing got better.")
    private Integer patience;

    @Option(
            names = "--reduce-on-plateau",
            paramLabel = "FACTOR,EPOCHS",
            split = ",",
            description = "Multiply the learning rate after that many epochs in which nothing got better: 0.1,5.")
    private List<Double> plateau;

    @Option(
            names = "--best",
            paramLabel = "FILE",
            description = "Write the model whenever it is better than ever before.")
    private Path best;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Write loss and metrics of each epoch: .csv or .json.")
    private Path history;

    @Option(names = "--resume", description = "Go on with an interrupted training from the file of --out.")
    private boolean resumes;

    @Option(names = "--force", description = "Replace the file of --out if it is there.")
    private boolean isForced;

    @Mixin
    private DataChoice choice;

    @Mixin
    private ModelOptions model;

    @Mixin
    private EngineChoice engine;

    @Spec
    private CommandSpec spec;

    FinetuneCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Answer answer() {
        check();
        Import source = source();
        KerasModel keras = source.load();
        TrainingData rows = read(keras, data, DataOptions.Split.TRAIN, labels);
        Optional<TrainingData> held =
                Optional.ofNullable(validation).map(path -> read(keras, path, DataOptions.Split.TEST, null));
        if (split != null) {
            int left = rowsLeft(rows);
            held = Optional.of(rows.rows(left, rows.rows()));
            rows = rows.rows(0, left);
        }
        Optional<Augmenting> augmenting = augmenting(keras);
        held = held.map(part -> augmenting.map(how -> how.ready(part)).orElse(part));
        TrainerOptions trainer =
                TrainerOptions.of(engine.forTraining(), engine.options()).seed(seed);
        if (loss == null) {
            source.replacedHead().ifPresent(head -> HeadLoss.require(keras, head));
        }
        Optional<String> changed = compiled(keras);
        try (EpochLines lines = new EpochLines(lines(), progress("rows"), batch, epochs);
                Interruption interruption = new Interruption()) {
            List<Function<Trainer, FitListener>> listeners = new ArrayList<>(listeners(source, held.isPresent()));
            listeners.add(training -> lines);
            listeners.add(training -> interruption);
            FineTuning tuning = new FineTuning(
                    source,
                    out,
                    changed.map(trainer::training).orElse(trainer),
                    rows,
                    held,
                    options(augmenting),
                    listeners);
            FineTuning.Result result = resumes ? tuning.resume() : tuning.run();
            if (history != null) {
                new History(result.history()).write(history);
            }
            return new FinetuneAnswer(
                    file.toString(), out.toString(), trainer.engine().name(), epochs, result);
        }
    }

    private void check() {
        if (Files.exists(out) && !isForced && !resumes) {
            throw new CommandException(
                    ExitCode.DATA, out + ": exists already. Replace it with --force, or go on with it with --resume");
        }
        if (epochs < 1 || batch < 1 || steps != null && steps < 1) {
            throw misused("--epochs, --batch and --steps-per-epoch are numbers of 1 or more");
        }
        if (split != null && (validation != null || !(split > 0 && split < 1))) {
            throw misused("--validation-split is a share above 0 and below 1, and not for use beside --validation");
        }
        if (plateau != null
                && (plateau.size() != 2 || !(plateau.get(0) > 0 && plateau.get(0) < 1) || plateau.get(1) < 1)) {
            throw misused(
                    "--reduce-on-plateau is " + plateau + ", expected a factor below 1 and a number of epochs: 0.1,5");
        }
        if (monitor != null && patience == null && plateau == null && best == null) {
            throw misused("--monitor is for --early-stopping, --reduce-on-plateau and --best; none of them is given");
        }
        if (classes == null && (headLayer != null || headActivation != null || freezesBase)) {
            throw misused("--head, --head-activation and --freeze-base are for use with --new-head");
        }
        if (classes != null && classes < 1) {
            throw misused("--new-head is " + classes + ", expected 1 class or more");
        }
        if ((classes != null || isFresh) && model.isPartial()) {
            throw misused("--new-head and --fresh are for whole models, and not for use with --weights-by");
        }
        if (learningRate != null && !(learningRate > 0)) {
            throw misused("--learning-rate is " + learningRate + ", expected more than 0");
        }
    }

    /** The model as training begins with it. */
    private Import source() {
        Import source = model.of(file).freeze(frozen);
        source = isFresh ? source.fresh(seed) : source;
        if (classes == null) {
            return source;
        }
        NewHead head = NewHead.of(classes).seed(seed);
        head = headLayer == null ? head : head.at(headLayer);
        head = headActivation == null ? head : head.activation(headActivation);
        return source.newHead(freezesBase ? head.freezingBase() : head);
    }

    private int rowsLeft(TrainingData rows) {
        try {
            return rows.rowsWithout(split);
        } catch (IllegalArgumentException e) {
            throw misused("--validation-split: " + e.getMessage());
        }
    }

    private TrainingData read(KerasModel keras, Path path, DataOptions.Split part, Path ownLabels) {
        DataOptions options = choice.options(part);
        return TrainingData.of(
                DataSet.open(path, DataChoice.wanted(keras), ownLabels == null ? options : options.labels(ownLabels)));
    }

    /** The training configuration, if it is not to be the file's; frozen weights have no place in the optimizer's state. */
    private Optional<String> compiled(KerasModel keras) {
        CompileConfig config = CompileConfig.of(keras);
        try {
            config = optimizer == null ? config : config.optimizer(optimizer);
            config = learningRate == null ? config : config.learningRate(learningRate);
            config = loss == null ? config : config.loss(loss);
        } catch (IllegalArgumentException e) {
            throw misused("--learning-rate: " + e.getMessage());
        }
        return frozen.isEmpty() ? config.changed() : config.changed().or(keras::trainingConfig);
    }

    private Optional<Augmenting> augmenting(KerasModel keras) {
        if (augment == null) {
            return Optional.empty();
        }
        Shape shape = keras.inputs().get(0).shape();
        if (shape.rank() != 4) {
            throw misused("--augment is for images; the first input of the model is " + shape);
        }
        Layout layout = PICTURES.contains(shape.last()) ? Layout.CHANNELS_LAST : Layout.CHANNELS_FIRST;
        try {
            return Optional.of(new Augmenting(
                    Augmentation.parse(augment),
                    ImageForm.of(shape.from(1), layout),
                    seed,
                    engine.options().threads()));
        } catch (IllegalArgumentException e) {
            throw misused("--" + e.getMessage());
        }
    }

    private FitOptions options(Optional<Augmenting> augmenting) {
        FitOptions options = FitOptions.of(epochs).batchSize(batch).classWeights(classWeights);
        options = augmenting.map(options::augmenting).orElse(options);
        options = isInOrder ? options : options.shuffle(seed);
        return steps == null ? options : options.stepsPerEpoch(steps);
    }

    private List<Function<Trainer, FitListener>> listeners(Import source, boolean validates) {
        String name = monitor != null ? monitor : validates ? "val_loss" : "loss";
        List<Function<Trainer, FitListener>> listeners = new ArrayList<>();
        if (plateau != null) {
            int epochs = plateau.get(1).intValue();
            listeners.add(training -> new ReduceOnPlateau(training, name, plateau.get(0), epochs, 0));
        }
        if (best != null) {
            TrainedFile writer = TrainedFile.like(source);
            listeners.add(training -> new BestCheckpoint(name, () -> writer.write(training, best)));
        }
        if (patience != null) {
            listeners.add(training -> new EarlyStopping(name, patience, 0));
        }
        return listeners;
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
