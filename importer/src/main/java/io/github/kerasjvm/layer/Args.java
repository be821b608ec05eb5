package io.github.kerasjvm.layer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.kerasjvm.config.Semantics;
import io.github.kerasjvm.op.Layout;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of one layer as they stand in the file. Each is read once by its name; what is wrong is reported and
 * a value is given back with which reading can go on, so that all problems of a layer are found. An argument that is
 * never asked for is reported, too: none is ignored.
 */
public final class Args {

    private final ObjectNode values;
    private final Map<String, String> renamed;
    private final Semantics semantics;
    private final Problems problems;
    private final LayerReader layers;
    private final Set<String> asked;

    private Args(
            ObjectNode values,
            Map<String, String> renamed,
            Semantics semantics,
            Problems problems,
            LayerReader layers,
            Set<String> asked) {
        this.values = values;
        this.renamed = renamed;
        this.semantics = semantics;
        this.problems = problems;
        this.layers = layers;
        this.asked = asked;
    }

    /** Makes a layer that is an argument of another. */
    @FunctionalInterface
    public interface LayerReader {
        /**
         * Makes a layer.
         *
         * @param entry the object with {@code class_name} and {@code config}
         * @param args the configuration, if it is an object
         * @return the layer; empty if a problem was found
         */
        Optional<Layer> read(JsonNode entry, Args args);
    }

    /**
     * The arguments of a layer.
     *
     * @param values as they stand in the file
     * @param semantics what their words mean
     * @param problems takes what is wrong
     * @param layers makes layers that are arguments
     * @return the arguments
     */
    public static Args of(ObjectNode values, Semantics semantics, Problems problems, LayerReader layers) {
        return new Args(values, Map.of(), semantics, problems, layers, new LinkedHashSet<>());
    }

    /** Arguments that are empty and only note what is asked for. */
    static Args probe() {
        return of(
                JsonNodeFactory.instance.objectNode(),
                Semantics.KERAS_3,
                Problems.none(),
                (entry, args) -> Optional.empty());
    }

    /** The same arguments, with older names for some. */
    Args renamed(Map<String, String> older) {
        return new Args(values, older, semantics, problems, layers, asked);
    }

    /** The names asked for so far that mean something at inference. */
    List<String> asked() {
        return asked.stream().filter(name -> !KeptArguments.isKept(name)).toList();
    }

    /**
     * What the words of the arguments mean.
     *
     * @return the semantics of the file
     */
    public Semantics semantics() {
        return semantics;
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
        problems.add(code, nameInFile(name), String.format(message, arguments), "");
    }

    /**
     * Where problems with the arguments go.
     *
     * @return the problems of the layer
     */
    public Problems problems() {
        return problems;
    }

    /** How many problems the whole file has so far. */
    int problemCount() {
        return problems.count();
    }

    /** Reports the layer as a whole. */
    void reportLayer(Code code, String message, String advice) {
        problems.add(code, "", message, advice);
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
     * An argument as it stands in the file.
     *
     * @param name the argument
     * @return its value; a null node if it is not there
     */
    public JsonNode get(String name) {
        asked.add(name);
        JsonNode value = values.path(nameInFile(name));
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }

    private String nameInFile(String name) {
        if (!values.has(name)) {
            for (Map.Entry<String, String> entry : renamed.entrySet()) {
                if (entry.getValue().equals(name) && values.has(entry.getKey())) {
                    return entry.getKey();
                }
            }
        }
        return name;
    }

    /**
     * A whole number of 1 or more that has to be there.
     *
     * @param name the argument
     * @return its value
     */
    public int positive(String name) {
        int number = integer(name, Integer.MIN_VALUE);
        if (number == Integer.MIN_VALUE) {
            if (!has(name)) {
                report(Code.ARGUMENT_MISSING, name, "is missing; expected a whole number of 1 or more");
            }
            return 1;
        }
        return inRange(name, number, 1);
    }

    /**
     * A whole number of 1 or more.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return its value
     */
    public int positive(String name, int otherwise) {
        return inRange(name, integer(name, otherwise), 1);
    }

    private int inRange(String name, int number, int least) {
        if (number < least) {
            report(Code.ARGUMENT_RANGE, name, "is %s, expected %s or more", number, least);
            return least;
        }
        return number;
    }

    /**
     * A whole number.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return its value
     */
    public int integer(String name, int otherwise) {
        JsonNode value = get(name);
        if (value.isNull()) {
            return otherwise;
        }
        if (!JsonNumbers.isWhole(value)) {
            report(Code.ARGUMENT_TYPE, name, "is %s, expected a whole number", value);
            return otherwise;
        }
        return value.intValue();
    }

    /**
     * A number.
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
        JsonNode plain = JsonNumbers.unwrapped(value);
        if (!plain.isNumber()) {
            report(Code.ARGUMENT_TYPE, name, "is %s, expected a number", value);
            return otherwise;
        }
        return plain.doubleValue();
    }

    /**
     * Numbers, given as one or as a list, however nested.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @return the numbers in order, at least one
     */
    public List<Double> numbers(String name, double otherwise) {
        JsonNode value = get(name);
        List<Double> numbers = new ArrayList<>();
        if (!value.isNull() && !JsonNumbers.collectNumbers(JsonNumbers.unwrapped(value), numbers)) {
            report(Code.ARGUMENT_TYPE, name, "is %s, expected numbers", value);
            numbers.clear();
        }
        return numbers.isEmpty() ? List.of(otherwise) : List.copyOf(numbers);
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
        if (value.isNull()) {
            return otherwise;
        }
        if (value.isIntegralNumber() && (value.intValue() == 0 || value.intValue() == 1)) {
            return value.intValue() == 1;
        }
        if (!value.isBoolean()) {
            report(Code.ARGUMENT_TYPE, name, "is %s, expected true or false", value);
            return otherwise;
        }
        return value.booleanValue();
    }

    /**
     * One of some words.
     *
     * @param name the argument
     * @param otherwise what it is when it is not there
     * @param words the possible words
     * @return its value, one of the words
     */
    public String word(String name, String otherwise, String... words) {
        JsonNode value = get(name);
        if (value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual() || !Arrays.asList(words).contains(value.textValue())) {
            report(Code.ARGUMENT_VALUE, name, "is %s; expected one of: %s", value, String.join(", ", words));
            return otherwise;
        }
        return value.textValue();
    }

    /**
     * One whole number of 1 or more for each axis, given as a list or as one number for all.
     *
     * @param name the argument
     * @param axes how many axes there are
     * @param otherwise what they are when the argument is not there; empty if it has to be there
     * @return one number for each axis
     */
    public List<Integer> sizes(String name, int axes, Optional<List<Integer>> otherwise) {
        JsonNode value = get(name);
        if (value.isNull()) {
            if (otherwise.isEmpty()) {
                report(Code.ARGUMENT_MISSING, name, "is missing; expected %s whole numbers of 1 or more", axes);
            }
            return otherwise.orElse(java.util.Collections.nCopies(axes, 1));
        }
        List<Integer> sizes = JsonNumbers.wholeNumbers(value, axes);
        if (sizes.size() != axes || sizes.stream().anyMatch(size -> size < 1)) {
            report(Code.ARGUMENT_RANGE, name, "is %s, expected %s whole numbers of 1 or more", value, axes);
            return java.util.Collections.nCopies(axes, 1);
        }
        return sizes;
    }

    /**
     * A list of whole numbers; one number counts as a list of one.
     *
     * @param name the argument
     * @return the numbers; empty when the argument is not there
     */
    public List<Integer> integers(String name) {
        JsonNode value = get(name);
        List<Integer> numbers = value.isNull() ? List.of() : JsonNumbers.wholeNumbers(value, 1);
        if (!value.isNull() && (!value.isArray() && numbers.isEmpty() || numbers.contains(Integer.MIN_VALUE))) {
            report(Code.ARGUMENT_TYPE, name, "is %s, expected whole numbers", value);
            return List.of();
        }
        return numbers;
    }

    /**
     * Where the channels stand: {@code data_format}, or {@code dim_ordering} in Keras 1.
     *
     * @return the layout, channels last when the file does not say
     */
    public Layout layout() {
        asked.add("data_format");
        String name = values.has("dim_ordering") && !values.has("data_format") ? "dim_ordering" : "data_format";
        String word = word(name, "channels_last", "channels_last", "channels_first", "tf", "th");
        return word.equals("channels_first") || word.equals("th") ? Layout.CHANNELS_FIRST : Layout.CHANNELS_LAST;
    }

    /**
     * How the windows of a layer are padded: {@code padding}, or {@code border_mode} in Keras 1.
     *
     * @return the padding, {@code valid} when the file does not say
     */
    public Padding padding() {
        return padding(List.of("valid", "same"));
    }

    /**
     * How the windows of a convolution are padded: Theano knows {@code full}, too.
     *
     * @param causal whether {@code causal} is possible
     * @return the padding, {@code valid} when the file does not say
     */
    public Padding convolutionPadding(boolean causal) {
        List<String> words = new ArrayList<>(List.of("valid", "same"));
        if (causal) {
            words.add("causal");
        }
        if (semantics.theanoAlignment()) {
            words.add("full");
        }
        return padding(words);
    }

    private Padding padding(List<String> words) {
        asked.add("padding");
        String name = values.has("border_mode") && !values.has("padding") ? "border_mode" : "padding";
        JsonNode value = get(name);
        String word = value.isNull() ? "valid" : value.asText().toLowerCase(Locale.ROOT);
        if (!words.contains(word)) {
            String meant = Words.nearest(word, List.of("valid", "same", "causal"));
            String hint = meant.isEmpty() ? "" : ". Did you mean \"" + meant + "\"?";
            report(
                    Code.ARGUMENT_VALUE,
                    name,
                    "%s is not a padding here; %s%s",
                    value,
                    String.join(" or ", words),
                    hint);
            return Padding.VALID;
        }
        return Padding.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /**
     * An activation function.
     *
     * @param name the argument
     * @return the function; linear when the file gives none
     */
    public Activation activation(String name) {
        return ActivationReader.read(this, name, get(name));
    }

    /**
     * A layer, or a model, that is an argument of this one: an object with a class and a configuration.
     *
     * @param name the argument
     * @return the layer; empty if a problem was found
     */
    public Optional<Layer> layer(String name) {
        if (!has(name)) {
            report(Code.ARGUMENT_MISSING, name, "is missing; expected a layer");
            return Optional.empty();
        }
        return layer(get(name));
    }

    /**
     * A layer, or a model, as it stands in an argument of this one.
     *
     * @param entry the object with a class and a configuration
     * @return the layer; empty if a problem was found
     */
    public Optional<Layer> layer(JsonNode entry) {
        JsonNode config = entry.path("config");
        ObjectNode own = config instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        return layers.read(entry, of(own, semantics, problems, layers));
    }

    /**
     * Names arguments that say how to compute, or concern training alone, and change no number at inference.
     *
     * @param names the arguments
     */
    public void passOver(String... names) {
        asked.addAll(List.of(names));
    }

    /** Reports every argument that has a value and that nobody has asked for. */
    void reportUnread() {
        checkType();
        values.properties().forEach(entry -> {
            String name = renamed.getOrDefault(entry.getKey(), entry.getKey());
            if (!entry.getValue().isNull()
                    && !asked.contains(entry.getKey())
                    && !asked.contains(name)
                    && !KeptArguments.isKept(name)) {
                report(
                        Code.ARGUMENT_UNKNOWN,
                        entry.getKey(),
                        "is %s; the argument is not known here",
                        entry.getValue());
            }
        });
    }

    private void checkType() {
        JsonNode type = values.path("dtype");
        String word = type.isObject() ? type.path("config").path("name").asText("float32") : type.asText("float32");
        if (!type.isNull() && !asked.contains("dtype") && !KeptArguments.isFloatType(word)) {
            report(Code.ARGUMENT_UNSUPPORTED, "dtype", "is %s; layers compute in floating point here", type);
        }
    }
}
