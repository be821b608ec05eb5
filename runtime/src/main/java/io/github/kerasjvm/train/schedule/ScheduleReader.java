package io.github.kerasjvm.train.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.train.argument.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a learning-rate schedule from the configuration of an optimizer. */
public final class ScheduleReader {

    private ScheduleReader() {}

    /**
     * Reads a schedule.
     *
     * @param object the object with {@code class_name} and {@code config}
     * @param problems takes what is wrong
     * @return the schedule; empty if it is not one of Keras's, which is reported
     */
    public static Optional<Schedule> read(JsonNode object, Problems problems) {
        String className = object.path("class_name").asText("").replaceFirst("^.*>", "");
        Problems here = problems.at("optimizer/learning_rate", className);
        Settings settings = new Settings(object.path("config"), here);
        settings.passOver("name");
        int before = here.count();
        Optional<Schedule> schedule = create(className, settings);
        if (schedule.isEmpty() && here.count() == before) {
            here.add(
                    Code.ARGUMENT_UNSUPPORTED,
                    "learning_rate",
                    "is " + object + "; the schedule is not one of Keras's that run here",
                    "");
        }
        if (schedule.isPresent()) {
            settings.reportUnread();
        }
        return schedule;
    }

    private static Optional<Schedule> create(String className, Settings settings) {
        return switch (className) {
            case "ExponentialDecay" ->
                Optional.of(new ExponentialDecay(
                        initial(settings),
                        steps(settings, "decay_steps"),
                        (float) settings.required("decay_rate"),
                        settings.flag("staircase", false)));
            case "InverseTimeDecay" ->
                Optional.of(new InverseTimeDecay(
                        initial(settings),
                        steps(settings, "decay_steps"),
                        (float) settings.required("decay_rate"),
                        settings.flag("staircase", false)));
            case "PolynomialDecay" ->
                Optional.of(new PolynomialDecay(
                        initial(settings),
                        steps(settings, "decay_steps"),
                        (float) settings.number("end_learning_rate", 0.0001),
                        (float) settings.number("power", 1),
                        settings.flag("cycle", false)));
            case "PiecewiseConstantDecay" -> piecewise(settings);
            case "CosineDecay" -> Optional.of(cosine(settings));
            case "CosineDecayRestarts" ->
                Optional.of(new CosineDecayRestarts(
                        initial(settings),
                        steps(settings, "first_decay_steps"),
                        (float) settings.number("t_mul", 2),
                        (float) settings.number("m_mul", 1),
                        (float) settings.number("alpha", 0)));
            default -> Optional.empty();
        };
    }

    private static float initial(Settings settings) {
        return (float) settings.required("initial_learning_rate");
    }

    private static float steps(Settings settings, String name) {
        double steps = settings.required(name);
        if (steps <= 0) {
            settings.report(Code.ARGUMENT_RANGE, name, "is %s, expected more than 0", settings.get(name));
        }
        return (float) steps;
    }

    private static Schedule cosine(Settings settings) {
        return new CosineDecay(
                initial(settings),
                steps(settings, "decay_steps"),
                (float) settings.number("alpha", 0),
                settings.optional("warmup_target").map(Double::floatValue),
                (float) settings.atLeastZero("warmup_steps", 0));
    }

    private static Optional<Schedule> piecewise(Settings settings) {
        List<Double> boundaries = numbers(settings, "boundaries");
        List<Double> values = numbers(settings, "values");
        if (boundaries.isEmpty() || values.size() != boundaries.size() + 1) {
            settings.report(
                    Code.ARGUMENT_VALUE,
                    "values",
                    "are %s for the boundaries %s, expected one or more boundaries and one more value",
                    values,
                    boundaries);
            return Optional.empty();
        }
        return Optional.of(new PiecewiseConstantDecay(boundaries, values));
    }

    private static List<Double> numbers(Settings settings, String name) {
        List<Double> numbers = new ArrayList<>();
        settings.get(name).forEach(item -> {
            if (item.isNumber()) {
                numbers.add(item.doubleValue());
            } else {
                settings.report(Code.ARGUMENT_TYPE, name, "has %s, expected numbers", item);
            }
        });
        return numbers;
    }
}
