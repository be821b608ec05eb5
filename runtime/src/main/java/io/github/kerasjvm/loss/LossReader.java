package io.github.kerasjvm.loss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the losses from a training configuration of any generation: a name, an object with a class, a function, and
 * lists or dictionaries of them for several outputs.
 */
public final class LossReader {

    private final LossRules rules;
    private final List<String> notes = new ArrayList<>();

    private LossReader(LossRules rules) {
        this.rules = rules;
    }

    /**
     * A loss by the name that Keras gives it.
     *
     * @param name a function, class or abbreviation: {@code mse}, {@code categorical_crossentropy}
     * @param rules the rules of the generation
     * @return the loss with its default arguments; empty if there is none of that name
     */
    public static Optional<Loss> named(String name, LossRules rules) {
        return LossNames.find(name, new LossArguments(MissingNode.getInstance()), rules);
    }

    /**
     * A loss that serves as a metric.
     *
     * @param name a function, class or abbreviation
     * @param arguments its arguments as an object; a missing node for its defaults
     * @param rules the rules of the generation
     * @param problems told what asks for something that is not computed here
     * @return the loss; empty if there is none of that name
     */
    public static Optional<Loss> function(String name, JsonNode arguments, LossRules rules, Consumer<String> problems) {
        LossArguments args = new LossArguments(arguments);
        Optional<Loss> loss = LossNames.find(name, args, rules);
        if (loss.isPresent()) {
            args.unsupported().ifPresent(problems);
        }
        return loss;
    }

    /**
     * The losses of a compiled model.
     *
     * @param training the training configuration, with {@code loss} and {@code loss_weights}
     * @param outputs the names of the model's outputs, in order
     * @param rules the rules of the generation
     * @return the losses
     */
    public static CompiledLosses read(JsonNode training, List<String> outputs, LossRules rules) {
        LossReader reader = new LossReader(rules);
        JsonNode loss = training.path("loss");
        JsonNode weights = training.path("loss_weights");
        List<Optional<OutputLoss>> losses = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            double weight = ofOutput(weights, i, outputs.get(i)).asDouble(1);
            losses.add(reader.one(ofOutput(loss, i, outputs.get(i)), weight));
        }
        return new CompiledLosses(losses, reader.notes);
    }

    /** What a value that may be given once, by place or by name says for one output. */
    private static JsonNode ofOutput(JsonNode value, int index, String name) {
        if (value.isArray()) {
            return value.path(index);
        }
        boolean byName = value.isObject() && !value.has("class_name");
        return byName ? value.path(name) : value;
    }

    private Optional<OutputLoss> one(JsonNode value, double weight) {
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        String className = value.path("class_name").asText("");
        JsonNode config = value.path("config");
        // Keras 3 and tf_keras write a function as an object whose configuration is its name.
        boolean function = value.isTextual() || config.isTextual();
        String name = value.isTextual() ? value.asText() : config.isTextual() ? config.asText() : className;
        LossArguments args = new LossArguments(function ? MissingNode.getInstance() : config);
        Optional<String> unsupported = args.unsupported();
        Optional<Loss> loss = LossNames.find(name, args, rules);
        if (loss.isEmpty()) {
            notes.add("the loss " + name + " is not one of Keras's that are computed here");
        } else if (unsupported.isPresent()) {
            notes.add("the loss " + name + " has " + unsupported.get() + ", which is not computed here");
        }
        return unsupported.isPresent() ? Optional.empty() : loss.map(l -> new OutputLoss(l, args.reduction(), weight));
    }
}
