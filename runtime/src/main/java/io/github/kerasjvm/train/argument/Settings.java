package io.github.kerasjvm.train.argument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.layer.Words;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of an optimizer, schedule, regulariser or constraint as they stand in the file. What is wrong is
 * reported, and a value is given back with which reading can go on. An argument that has a value and that nobody asked
 * for is reported by {@link #reportUnread}.
 */
public final class Settings {

    private final ObjectNode values;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    /**
     * The arguments.
     *
     * @param values as they stand in the file
     * @param problems takes what is wrong; knows the place
     */
    public Settings(JsonNode values, Problems problems) {
        this.values = values instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        this.problems = problems;
    }

    /**
     * Where problems go.
     *
     * @return the problems of the place
     */
    public Problems problems() {
        return problems;
    }

    /**
     * Reports an argument.
     *
     * @param code the stable code
     * @param name the argument
     * @param message what is there and what was expected, as for {@link String#format}
     * @param arguments the message's arguments
     */
    public void report(Code code, String name, String message, Object... arguments) {
        problems.add(code, name, String.format(message, arguments), "");
    }

    /**
     * Whether an argument is there and not null.
     *
     * @param name the argument
     * @return true if it has a value
     */
    public boolean has(String name) {
        return !get(name).isNull();
    }

    /**
     * Whether an argument is in the file, be it null.
     *
     * @param name the argument
     * @return true if the file names it
     */
    public boolean isGiven(String name) {
        return values.has(name);
    }

    /**
     * An argument as it stands in the file.
     *
     * @param name the argument
     * @return its value; a null node if it is not there
     */
    public JsonNode get(String name) {
        asked.add(name);
        JsonNode value = values.path(name);
        // NumPy numbers, as Keras 2 stores them.
        JsonNode plain = value.path("type").asText().equals("ndarray") ? value.path("value") : value;
        return plain.isMissingNode() ? JsonNodeFactory.instance.nullNode() : plain;
    }

    /**
     * The first of some names that has a value: the name that an argument has here, then its older ones.
     *
     * @param names the names
     * @return the one in the file; the first if there is none
     */
    public String oneOf(String... names) {
        asked.addAll(List.of(names));
        for (String name : names) {
            if (has(name)) {
                return name;
            }
        }
        return names[0];
    }

    /**
     * A finite number.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return its value
     */
    public double number(String name, double otherwise) {
        JsonNode value = get(name);
        if (value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            report(Code.ARGUMENT_TYPE, name, "is %s, expected a finite number", value);
            return otherwise;
        }
        return value.doubleValue();
    }

    /**
     * A number that may be left out.
     *
     * @param name the argument
     * @return its value; empty when it is not there
     */
    public Optional<Double> optional(String name) {
        return has(name) ? Optional.of(number(name, 0)) : Optional.empty();
    }

    /**
     * A number from 0 to 1.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return its value
     */
    public double fraction(String name, double otherwise) {
        return bounded(name, otherwise, 0, 1, "a number from 0 to 1");
    }

    /**
     * A number of 0 or more.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return its value
     */
    public double atLeastZero(String name, double otherwise) {
        return bounded(name, otherwise, 0, Double.MAX_VALUE, "0 or more");
    }

    /**
     * A number of 0 or less.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return its value
     */
    public double atMostZero(String name, double otherwise) {
        return bounded(name, otherwise, -Double.MAX_VALUE, 0, "0 or less");
    }

    private double bounded(String name, double otherwise, double least, double most, String expected) {
        double value = number(name, otherwise);
        if (value < least || value > most) {
            report(Code.ARGUMENT_RANGE, name, "is %s, expected %s", get(name), expected);
            return otherwise;
        }
        return value;
    }

    /**
     * A number that has to be there.
     *
     * @param name the argument
     * @return its value; 0 if it is not there, which is reported
     */
    public double required(String name) {
        if (!has(name)) {
            report(Code.ARGUMENT_MISSING, name, "is missing; expected a number");
        }
        return number(name, 0);
    }

    /**
     * A truth value.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return its value
     */
    public boolean flag(String name, boolean otherwise) {
        JsonNode value = get(name);
        if (!value.isNull() && !value.isBoolean()) {
            report(Code.ARGUMENT_TYPE, name, "is %s, expected true or false", value);
        }
        return value.asBoolean(otherwise);
    }

    /**
     * A whole number that may be left out.
     *
     * @param name the argument
     * @param least the least that it may be
     * @return its value; empty when it is not there, or not one, which is reported
     */
    public Optional<Integer> whole(String name, int least) {
        JsonNode value = get(name);
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            report(Code.ARGUMENT_RANGE, name, "is %s, expected a whole number of %s or more", value, least);
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    /**
     * Names arguments that change no number.
     *
     * @param names the arguments
     */
    public void passOver(String... names) {
        asked.addAll(List.of(names));
    }

    /** Reports every argument that has a value and that nobody has asked for. */
    public void reportUnread() {
        values.properties().forEach(entry -> {
            if (!entry.getValue().isNull() && !asked.contains(entry.getKey())) {
                String near = Words.nearest(entry.getKey(), asked);
                String hint = near.isEmpty() ? "" : ". Did you mean \"" + near + "\"?";
                report(
                        Code.ARGUMENT_UNKNOWN,
                        entry.getKey(),
                        "is %s; the argument is not known here%s",
                        entry.getValue(),
                        hint);
            }
        });
    }
}
