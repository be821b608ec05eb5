package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.lift.Keras3Objects;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An optimizer in the words of Keras 3, where its updates are the same there. RMSprop and Adagrad had their epsilon outside
 * the root, and Nadam another schedule, before tf.keras 2.11 (keras-2.3.1 optimizers.py; tf_keras-2.21 optimizers/legacy;
 * keras-3.15 optimizers).
 */
final class OptimizerLift {

    /** The optimizers whose updates are the same in every generation, with their arguments. */
    private static final Map<String, List<String>> OF_ALL = Map.of(
            "SGD", List.of("momentum", "nesterov"),
            "Adam", List.of("beta_1", "beta_2", "epsilon", "amsgrad"),
            "Adamax", List.of("beta_1", "beta_2", "epsilon"),
            "Adadelta", List.of("rho", "epsilon"));

    /** Those that are the same from tf.keras 2.11 on. */
    private static final Map<String, List<String>> OF_LATER = Map.of(
            "AdamW", List.of("beta_1", "beta_2", "epsilon", "amsgrad"),
            "RMSprop", List.of("rho", "momentum", "epsilon", "centered"),
            "Adagrad", List.of("initial_accumulator_value", "epsilon"));

    private static final Set<String> SCHEDULES = Set.of(
            "ExponentialDecay",
            "InverseTimeDecay",
            "PiecewiseConstantDecay",
            "PolynomialDecay",
            "CosineDecay",
            "CosineDecayRestarts");

    /** What says how to compute or how the file was made. */
    private static final Set<String> MEANINGLESS =
            Set.of("name", "jit_compile", "is_legacy_optimizer", "experimental_aggregate_gradients");

    private static final List<String> AVERAGING = List.of("use_ema", "ema_momentum", "ema_overwrite_frequency");

    private static final String RATE = "learning_rate";

    private final Origin origin;

    OptimizerLift(Origin origin) {
        this.origin = origin;
    }

    /** An optimizer that Keras 3 has otherwise, or not at all. */
    static final class NotSame extends Exception {
        private static final long serialVersionUID = 1;

        NotSame(String message) {
            super(message);
        }
    }

    /** Keras as a package of its own, up to 2.3. */
    boolean isStandalone() {
        return origin.generation() == Generation.KERAS_1 || origin.version().matches("2\\.[0-3]\\.\\d+");
    }

    private boolean isLater(JsonNode config) {
        boolean isNew = origin.version().matches("2\\.(1[1-9]|[2-9]\\d)\\..*");
        return isNew && !config.path("is_legacy_optimizer").asBoolean() && !config.has("decay");
    }

    /** The optimizer. */
    ObjectNode of(JsonNode optimizer) throws NotSame {
        JsonNode config = optimizer.path("config");
        String className = className(optimizer.path("class_name").asText(optimizer.asText()));
        List<String> own = OF_ALL.get(className);
        if (own == null && OF_LATER.containsKey(className) && isLater(config)) {
            own = OF_LATER.get(className);
        }
        if (own == null || !config.isObject()) {
            throw new NotSame("the optimizer " + className + " of " + origin + ", which Keras 3 computes otherwise");
        }
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        Set<String> open = new LinkedHashSet<>();
        config.fieldNames().forEachRemaining(open::add);
        said.set(RATE, rate(config, open));
        for (String name : own) {
            take(name, config, open, said);
        }
        if (config.has("epsilon") && config.path("epsilon").isNull()) {
            said.put("epsilon", 1e-7); // as null was taken
        }
        clip(config, open, said);
        for (String name : isLater(config) ? AVERAGING : List.<String>of()) {
            take(name, config, open, said);
        }
        if (isLater(config)) {
            take("weight_decay", config, open, said);
        }
        for (String name : open) {
            if (config.hasNonNull(name) && !MEANINGLESS.contains(name)) {
                throw new NotSame(name + "=" + config.get(name) + " of the optimizer " + className);
            }
        }
        return Keras3Objects.object("keras.optimizers", className, said);
    }

    private static String className(String stored) {
        String plain = stored.replaceFirst("^.*>", "").toLowerCase(Locale.ROOT);
        return List.of("SGD", "Adam", "Adamax", "Adadelta", "AdamW", "RMSprop", "Adagrad", "Nadam", "Ftrl").stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).equals(plain))
                .findFirst()
                .orElse(stored);
    }

    private static void take(String name, JsonNode config, Set<String> open, ObjectNode said) {
        open.remove(name);
        if (config.has(name)) {
            said.set(name, config.get(name));
        }
    }

    /** {@code lr / (1 + decay * step)} is a schedule in Keras 3; the first step is 0. */
    private JsonNode rate(JsonNode config, Set<String> open) throws NotSame {
        String name = config.has(RATE) ? RATE : "lr";
        JsonNode rate = config.path(name);
        open.remove(name);
        open.remove("decay");
        double decay = config.path("decay").asDouble(0);
        if (rate.isObject()) {
            return schedule(rate);
        }
        if (!rate.isNumber()) {
            throw new NotSame("the learning rate " + rate);
        }
        if (decay == 0) {
            return rate;
        }
        ObjectNode schedule = JsonNodeFactory.instance.objectNode();
        schedule.put("initial_learning_rate", rate.asDouble())
                .put("decay_steps", 1)
                .put("decay_rate", decay)
                .put("staircase", false)
                .put("name", "InverseTimeDecay");
        return Keras3Objects.object("keras.optimizers.schedules", "InverseTimeDecay", schedule);
    }

    private static JsonNode schedule(JsonNode rate) throws NotSame {
        String name = rate.path("class_name").asText().replaceFirst("^.*>", "");
        if (!SCHEDULES.contains(name) || !(rate.path("config") instanceof ObjectNode config)) {
            throw new NotSame("the schedule " + name + " of the learning rate");
        }
        ObjectNode said = JsonNodeFactory.instance.objectNode();
        config.properties().stream()
                .filter(entry -> !entry.getValue().isNull()) // Keras 3 takes no null for the name
                .forEach(entry -> said.set(entry.getKey(), entry.getValue()));
        return Keras3Objects.object("keras.optimizers.schedules", name, said);
    }

    /** Keras on its own bounds one norm of all gradients, as {@code global_clipnorm} does since. */
    private void clip(JsonNode config, Set<String> open, ObjectNode said) throws NotSame {
        int bounds = 0;
        for (String name : List.of("clipnorm", "global_clipnorm", "clipvalue")) {
            open.remove(name);
            if (config.path(name).asDouble(0) > 0) {
                boolean isOfAll = isStandalone() && name.equals("clipnorm");
                said.set(isOfAll ? "global_clipnorm" : name, config.get(name));
                bounds++;
            }
        }
        if (bounds > 1) {
            throw new NotSame("two bounds on gradients at once, which Keras 3 does not take");
        }
    }
}
