package io.github.kerasjvm.train.optimizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.train.argument.Settings;
import io.github.kerasjvm.train.schedule.Schedule;
import io.github.kerasjvm.train.schedule.ScheduleReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an optimizer from the training configuration of a model of any generation. */
public final class OptimizerReader {

    private static final String PLACE = "optimizer";

    /** The classes under the names that {@code compile} takes them by, without case and underscores. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("sgd", "SGD"),
            Map.entry("rmsprop", "RMSprop"),
            Map.entry("adagrad", "Adagrad"),
            Map.entry("adadelta", "Adadelta"),
            Map.entry("adam", "Adam"),
            Map.entry("adamw", "AdamW"),
            Map.entry("adamax", "Adamax"),
            Map.entry("nadam", "Nadam"),
            Map.entry("ftrl", "Ftrl"),
            Map.entry("lion", "Lion"),
            Map.entry("lamb", "Lamb"),
            Map.entry("adafactor", "Adafactor"));

    private final Line line;
    private final Origin origin;
    private final String className;
    private final Settings settings;

    private OptimizerReader(Line line, Origin origin, String className, Settings settings) {
        this.line = line;
        this.origin = origin;
        this.className = className;
        this.settings = settings;
    }

    /**
     * Reads the optimizer.
     *
     * @param training the training configuration: {@code optimizer_config} in {@code .h5}, {@code optimizer} in
     *     {@code .keras}; there an object with a class, or a name
     * @param origin who wrote it
     * @param problems takes what is wrong, and what asks for something that does not run here
     * @return the optimizer; empty if it is not one that runs here, which is reported
     */
    public static Optional<OptimizerConfig> read(JsonNode training, Origin origin, Problems problems) {
        JsonNode value = training.has("optimizer_config") ? training.get("optimizer_config") : training.path(PLACE);
        String stored =
                value.isTextual() ? value.asText() : value.path("class_name").asText("");
        JsonNode config = value.isTextual() ? MissingNode.getInstance() : value.path("config");
        return read(stored, config, origin, problems);
    }

    /**
     * Makes an optimizer from a name and arguments.
     *
     * @param name a class of Keras, in any case: {@code Adam}, {@code rmsprop}
     * @param config its arguments; a missing node for Keras's defaults
     * @param origin whose rules hold
     * @param problems takes what is wrong, and what asks for something that does not run here
     * @return the optimizer; empty if it is not one that runs here, which is reported
     */
    public static Optional<OptimizerConfig> read(String name, JsonNode config, Origin origin, Problems problems) {
        String plain = name.replaceFirst("^.*>", "").replace("_", "").toLowerCase(Locale.ROOT);
        String className = CLASSES.getOrDefault(plain, name);
        Problems here = problems.at(PLACE, className);
        Line line = Line.of(name, config, origin);
        int before = here.count();
        Optional<OptimizerConfig> read =
                new OptimizerReader(line, origin, className, new Settings(config, here)).read();
        return here.count() == before ? read : Optional.empty();
    }

    private Optional<OptimizerConfig> read() {
        settings.passOver("name", "is_legacy_optimizer", "experimental_aggregate_gradients");
        Optional<Rule> rule = rule();
        if (rule.isEmpty()) {
            settings.report(
                    Code.OPTIMIZER,
                    "",
                    "the optimizer %s does not run here; those that do: %s",
                    className.isEmpty() ? "without a class" : className,
                    String.join(", ", CLASSES.values().stream().sorted().toList()));
            return Optional.empty();
        }
        OptimizerConfig config = new OptimizerConfig(
                line,
                className,
                rule.get(),
                learningRate(),
                clips(),
                weightDecay(),
                List.of(),
                average(),
                accumulation(),
                lossScale(),
                repeats());
        compiled(rule.get());
        settings.reportUnread();
        return Optional.of(config);
    }

    private Optional<Rule> rule() {
        boolean isOld = line.isStandalone();
        return Optional.ofNullable(
                switch (className) {
                    case "SGD" -> Sgd.read(settings, line);
                    case "RMSprop" -> RMSprop.read(settings, line);
                    case "Adagrad" -> Adagrad.read(settings, line);
                    case "Adadelta" -> Adadelta.read(settings, line);
                    case "Adam" -> Adam.read(settings, line);
                    case "Adamax" -> Adamax.read(settings, line);
                    case "Nadam" -> Nadam.read(settings, line);
                    case "Ftrl" -> isOld ? null : Ftrl.read(settings, line);
                    case "AdamW" -> line.isModern() ? Adam.read(settings, line) : null;
                    case "Lion" -> line.isModern() ? Lion.read(settings, line) : null;
                    case "Adafactor" -> line.isModern() ? Adafactor.read(settings, line) : null;
                    case "Lamb" -> line == Line.KERAS_3 ? Lamb.read(settings, line) : null;
                    default -> null;
                });
    }

    private LearningRate learningRate() {
        String name = settings.oneOf("learning_rate", "lr");
        JsonNode value = settings.get(name);
        Optional<Schedule> schedule =
                value.isObject() ? ScheduleReader.read(value, settings.problems()) : Optional.empty();
        boolean isSchedule = value.isObject();
        if (isSchedule && (line.isStandalone() || className.equals("Nadam") && line == Line.TF_KERAS)) {
            settings.report(Code.ARGUMENT_TYPE, name, "is %s, expected a number", value);
        }
        double rate = isSchedule ? 0 : settings.number(name, defaultRate());
        return new LearningRate((float) rate, schedule, decay(), line);
    }

    /** The defaults of each class and line: keras-1.2.2, keras-2.3.1 optimizers.py; tf_keras-2.21, keras-3.15 optimizers. */
    private double defaultRate() {
        return switch (className) {
            case "SGD" -> 0.01;
            case "Adagrad" -> line.isStandalone() ? 0.01 : 0.001;
            case "Adadelta" -> line.isStandalone() ? 1 : 0.001;
            case "Adamax", "Nadam" -> line.isStandalone() ? 0.002 : 0.001;
            case "Lion" -> line == Line.TF_KERAS_2_11 ? 0.0001 : 0.001;
            default -> 0.001;
        };
    }

    private float decay() {
        if (line == Line.KERAS_3) {
            // Keras 3 takes it for files of before and ignores it: base_optimizer.py.
            settings.passOver("decay");
        }
        // Under this name tf.keras stores the schedule of Nadam, which has no decay.
        boolean acts = !line.isModern() && !className.equals("Nadam");
        return acts ? (float) settings.atLeastZero("decay", 0) : 0;
    }

    private List<Clip> clips() {
        List<Clip> clips = new ArrayList<>();
        boolean isOwnNorm = !line.isStandalone() || origin.version().endsWith("-tf");
        bound("clipnorm").ifPresent(c -> clips.add(isOwnNorm ? new Clip.ByNorm(c) : new Clip.ByNormOfAll(c)));
        if (!line.isStandalone()) {
            bound("global_clipnorm").ifPresent(c -> clips.add(new Clip.ByGlobalNorm(c)));
        }
        Optional<Float> value = bound("clipvalue");
        if (line.isModern()) {
            value.ifPresent(c -> clips.add(new Clip.ByValue(c)));
            return modern(clips);
        }
        value.ifPresent(c -> clips.add(clipsValueFirst(clips) ? 0 : clips.size(), new Clip.ByValue(c)));
        return clips;
    }

    /** 0 switches a bound off in all lines but tf.keras before 2.11, where gradients become 0. */
    private Optional<Float> bound(String name) {
        Optional<Double> bound = settings.optional(name);
        if (bound.isPresent() && bound.get() <= 0 && line == Line.TF_KERAS) {
            settings.report(Code.ARGUMENT_RANGE, name, "is %s, expected more than 0", bound.get());
        }
        return bound.filter(c -> c > 0).map(Double::floatValue);
    }

    /** tf.keras takes the first of clipnorm, global_clipnorm, clipvalue; Keras 3 allows only one. */
    private List<Clip> modern(List<Clip> clips) {
        if (clips.size() > 1 && line == Line.KERAS_3) {
            settings.report(
                    Code.ARGUMENT_VALUE,
                    "clipnorm",
                    "stands beside another bound; expected one of clipnorm, global_clipnorm, clipvalue");
        }
        return clips.isEmpty() ? clips : clips.subList(0, 1);
    }

    /**
     * Before TensorFlow 2.4 the norm was bounded first, since then the values (tensorflow/python/keras/optimizer_v2 of 1.15
     * and 2.3; tf_keras legacy/optimizer_v2.py). TensorFlow 2.3 and 2.4 both write Keras's version 2.4.0.
     */
    private boolean clipsValueFirst(List<Clip> norms) {
        int version = Line.version(origin.version());
        if (line != Line.TF_KERAS || norms.isEmpty()) {
            return false;
        }
        if (version == 204 && !origin.version().endsWith("-tf")) {
            settings.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "clipvalue",
                    "stands beside a bounded norm; files of TensorFlow 2.3 and 2.4 do not tell which comes first");
        }
        return version > 204;
    }

    private Optional<Float> weightDecay() {
        if (!line.isModern()) {
            return Optional.empty();
        }
        boolean isGiven = settings.isGiven("weight_decay") || !className.equals("AdamW");
        Optional<Double> decay = settings.optional("weight_decay");
        return isGiven ? decay.map(Double::floatValue) : Optional.of(0.004f);
    }

    private Optional<OptimizerConfig.Average> average() {
        if (!line.isModern()) {
            return Optional.empty();
        }
        boolean isUsed = settings.flag("use_ema", false);
        double momentum = settings.fraction("ema_momentum", 0.99);
        Optional<Integer> every = settings.whole("ema_overwrite_frequency", 0).filter(steps -> steps > 0);
        return isUsed ? Optional.of(new OptimizerConfig.Average((float) momentum, every)) : Optional.empty();
    }

    private int accumulation() {
        return line == Line.KERAS_3
                ? settings.whole("gradient_accumulation_steps", 2).orElse(1)
                : 1;
    }

    private Optional<Float> lossScale() {
        return line == Line.KERAS_3 ? settings.optional("loss_scale_factor").map(Double::floatValue) : Optional.empty();
    }

    private Repeats repeats() {
        return switch (line) {
            case KERAS_1, KERAS_2, KERAS_2_3 -> Repeats.SUMMED;
            case TF_KERAS -> Repeats.ROWS;
            case TF_KERAS_2_11 -> Repeats.SUMMED_LATE;
            case KERAS_3 -> origin.backend().equals("tensorflow") ? Repeats.APART : Repeats.SUMMED;
        };
    }

    /** Compiled by XLA an update rounds otherwise and means the same, but for Nadam, whose counter is kept while tracing. */
    private void compiled(Rule rule) {
        if (line != Line.TF_KERAS_2_11) {
            return;
        }
        if (settings.flag("jit_compile", false) && rule instanceof Nadam) {
            settings.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    "jit_compile",
                    "is true; what Nadam's schedule becomes then is not known here");
        }
    }
}
