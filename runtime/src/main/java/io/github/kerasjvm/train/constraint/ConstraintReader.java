package io.github.kerasjvm.train.constraint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.train.argument.NamedObject;
import io.github.kerasjvm.train.argument.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a constraint from the argument of a layer, as any generation writes it. */
public final class ConstraintReader {

    private ConstraintReader() {}

    /**
     * Reads a constraint: a name, an object with {@code class_name} and {@code config}, or Keras 1's object with
     * {@code name} and its arguments beside it.
     *
     * @param value the argument, {@code kernel_constraint} or Keras 1's {@code W_constraint}
     * @param argument its name, for messages
     * @param problems takes what is wrong; knows the layer
     * @return the constraint; empty if there is none, or it does not run here, which is reported
     */
    public static Optional<Constraint> read(JsonNode value, String argument, Problems problems) {
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        NamedObject object = NamedObject.of(value, problems);
        Optional<Constraint> constraint = create(object.name(), object.settings());
        if (constraint.isEmpty()) {
            problems.add(
                    Code.ARGUMENT_UNSUPPORTED,
                    argument,
                    "is " + value + "; the constraint is not one of Keras's that run here",
                    "");
        } else {
            object.settings().reportUnread();
        }
        return constraint;
    }

    private static Optional<Constraint> create(String name, Settings settings) {
        return switch (name) {
            case "maxnorm" ->
                Optional.of(
                        new MaxNorm((float) settings.atLeastZero(settings.oneOf("max_value", "m"), 2), axes(settings)));
            case "minmaxnorm" ->
                Optional.of(new MinMaxNorm(
                        (float) settings.number(settings.oneOf("min_value", "low"), 0),
                        (float) settings.number(settings.oneOf("max_value", "high"), 1),
                        settings.number("rate", 1),
                        axes(settings)));
            case "unitnorm" -> Optional.of(new UnitNorm(axes(settings)));
            case "nonneg" -> Optional.of(new NonNeg());
            case "radialconstraint" -> Optional.of(new RadialConstraint());
            default -> Optional.empty();
        };
    }

    private static List<Integer> axes(Settings settings) {
        JsonNode value = settings.get("axis");
        List<Integer> axes = new ArrayList<>();
        if (value.isIntegralNumber()) {
            axes.add(value.intValue());
        }
        value.forEach(item -> axes.add(item.isIntegralNumber() ? item.intValue() : Integer.MAX_VALUE));
        if (!value.isNull() && (axes.isEmpty() || axes.contains(Integer.MAX_VALUE))) {
            settings.report(Code.ARGUMENT_TYPE, "axis", "is %s, expected one or more whole numbers", value);
            return List.of(0);
        }
        return value.isNull() ? List.of(0) : axes;
    }
}
