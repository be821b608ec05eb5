package io.github.kerasjvm.layer;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.layer.lift.HardSigmoid;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads an activation: a name, or the object that Keras writes for a layer used as an activation
 * ({@code {"class_name": "LeakyReLU", "config": {…}}}) and Keras 3 for a function.
 */
final class ActivationReader {

    private ActivationReader() {}

    static Activation read(Args args, String argument, JsonNode value) {
        if (value.isNull()) {
            return Activation.LINEAR;
        }
        if (HardSigmoid.isMeant(value)) {
            return StandardActivation.HARD_SIGMOID_2;
        }
        if (value.isObject()) {
            String className = value.path("class_name").asText();
            JsonNode config = value.path("config");
            return className.equals("function") || config.isTextual()
                    ? named(args, argument, config.asText())
                    : layer(args, argument, value);
        }
        return named(args, argument, value.asText());
    }

    private static Activation named(Args args, String argument, String name) {
        Optional<StandardActivation> known =
                StandardActivation.named(name, args.semantics().hardSigmoidSlope());
        if (known.isEmpty()) {
            List<String> names = Arrays.stream(StandardActivation.values())
                    .map(StandardActivation::kerasName)
                    .distinct()
                    .toList();
            String meant = Words.nearest(name, names);
            args.report(
                    Code.ARGUMENT_UNSUPPORTED,
                    argument,
                    "\"%s\" is not an activation that runs here%s",
                    name,
                    meant.isEmpty() ? "" : ". Did you mean \"" + meant + "\"?");
            return Activation.LINEAR;
        }
        return known.get();
    }

    private static Activation layer(Args args, String argument, JsonNode entry) {
        Optional<Activation> activation = args.layer(entry)
                .filter(UnaryLayer.class::isInstance)
                .map(UnaryLayer.class::cast)
                .filter(ActivationReader::hasNoWeights)
                .map(LayerActivation::new);
        if (activation.isPresent()) {
            return activation.get();
        }
        args.report(
                Code.ARGUMENT_UNSUPPORTED,
                argument,
                "is a %s, which does not run here as an activation",
                entry.path("class_name").asText());
        return Activation.LINEAR;
    }

    private static boolean hasNoWeights(UnaryLayer layer) {
        Shape any = Shape.of(Shape.ANY, 1);
        return layer.output(any, Problems.none()).equals(any)
                && layer.weights(any).isEmpty();
    }

    /** A layer without weights, used as an activation. */
    private record LayerActivation(UnaryLayer layer) implements Activation {
        @Override
        public Value apply(Ops ops, Value x) {
            return layer.lower(ops, x, name -> {
                throw new IllegalArgumentException("an activation has no weight " + name);
            });
        }
    }
}
