package io.github.kerasjvm.layer.initializer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.kerasjvm.config.Generation;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.initializer.VarianceScaling.Distribution;
import io.github.kerasjvm.layer.initializer.VarianceScaling.Mode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads initializers from a configuration of any generation: a name, or an object with a class. */
public final class InitializerReader {

    /** Where no value is given: {@code RandomNormal}, {@code RandomUniform}, {@code TruncatedNormal} of every generation. */
    private static final double WIDTH = .05;

    private final boolean isKeras1;
    private final boolean isNarrowed;

    private InitializerReader(boolean isKeras1, boolean isNarrowed) {
        this.isKeras1 = isKeras1;
        this.isNarrowed = isNarrowed;
    }

    /**
     * A reader for the files of a generation.
     *
     * @param origin who wrote the file
     * @return the reader
     */
    public static InitializerReader of(Origin origin) {
        String version = origin.version();
        // Keras 2.0 and 2.1 did not widen what they cut off (keras/initializers.py, 2.0.8 and 2.2.4).
        boolean isNarrowed = (version.startsWith("2.0.") || version.startsWith("2.1.")) && !version.endsWith("-tf");
        return new InitializerReader(origin.generation() == Generation.KERAS_1, isNarrowed);
    }

    /**
     * An initializer.
     *
     * @param value the name, or the object
     * @return the initializer; empty if it is none of those known here, or has arguments that are not
     */
    public Optional<Initializer> read(JsonNode value) {
        JsonNode config = value.path("config");
        String name = value.isTextual()
                ? value.asText()
                : config.isTextual()
                        ? config.asText()
                        : value.path("class_name").asText();
        String plain =
                name.substring(name.lastIndexOf('>') + 1).replace("_", "").toLowerCase(Locale.ROOT);
        return isKeras1 ? ofKeras1(plain) : named(plain, config);
    }

    /** keras-1.2.2 initializations.py: nothing is truncated there. */
    private Optional<Initializer> ofKeras1(String name) {
        return switch (name) {
            case "uniform" -> Optional.of(new Uniform(-WIDTH, WIDTH));
            case "normal" -> Optional.of(new Normal(0, WIDTH, false));
            case "glorotnormal" -> scaled(1, Mode.FAN_AVG, Distribution.NORMAL);
            case "henormal" -> scaled(2, Mode.FAN_IN, Distribution.NORMAL);
            // Its scale of 1.1 stands in 1.2.2; the later ones begin with 1.
            case "orthogonal" -> Optional.of(new Orthogonal(1.1));
            default -> named(name, MissingNode.getInstance());
        };
    }

    private Optional<Initializer> named(String name, JsonNode config) {
        if (config.hasNonNull("input_axes") || config.hasNonNull("output_axes")) {
            return Optional
                    .empty(); // which axes count as inputs, in late versions of Keras 3; null is what layers write
        }
        Distribution normal = isNarrowed ? Distribution.NARROWED_NORMAL : Distribution.TRUNCATED_NORMAL;
        return switch (name) {
            case "zeros", "zero" -> Optional.of(Constant.ZEROS);
            case "ones", "one" -> Optional.of(Constant.ONES);
            case "constant" -> constant(config);
            case "randomuniform", "uniform" ->
                Optional.of(new Uniform(number(config, "minval", -WIDTH), number(config, "maxval", WIDTH)));
            case "randomnormal", "normal" -> Optional.of(normal(config, false));
            case "truncatednormal" -> Optional.of(normal(config, true));
            case "glorotuniform", "xavieruniform" -> scaled(1, Mode.FAN_AVG, Distribution.UNIFORM);
            case "glorotnormal", "xaviernormal" -> scaled(1, Mode.FAN_AVG, normal);
            case "heuniform" -> scaled(2, Mode.FAN_IN, Distribution.UNIFORM);
            case "henormal" -> scaled(2, Mode.FAN_IN, normal);
            case "lecununiform" -> scaled(1, Mode.FAN_IN, Distribution.UNIFORM);
            case "lecunnormal" -> scaled(1, Mode.FAN_IN, normal);
            case "variancescaling" -> varianceScaling(config);
            case "orthogonal", "orthogonalinitializer" -> Optional.of(new Orthogonal(number(config, "gain", 1)));
            case "identity", "identityinitializer" -> Optional.of(new Identity(number(config, "gain", 1)));
            default -> Optional.empty();
        };
    }

    private static Optional<Initializer> constant(JsonNode config) {
        JsonNode value = config.path("value");
        return value.isNumber() || value.isMissingNode()
                ? Optional.of(new Constant(value.asDouble(0)))
                : Optional.empty();
    }

    private static Normal normal(JsonNode config, boolean isTruncated) {
        return new Normal(number(config, "mean", 0), number(config, "stddev", WIDTH), isTruncated);
    }

    private Optional<Initializer> varianceScaling(JsonNode config) {
        String mode = config.path("mode").asText("fan_in").toUpperCase(Locale.ROOT);
        if (!Set.of("FAN_IN", "FAN_OUT", "FAN_AVG").contains(mode)) {
            return Optional.empty();
        }
        Optional<Distribution> distribution =
                switch (config.path("distribution").asText("truncated_normal")) {
                    case "uniform" -> Optional.of(Distribution.UNIFORM);
                    case "untruncated_normal" -> Optional.of(Distribution.NORMAL);
                    // "normal" is what the truncated one was called before it had that name.
                    case "truncated_normal", "normal" ->
                        Optional.of(isNarrowed ? Distribution.NARROWED_NORMAL : Distribution.TRUNCATED_NORMAL);
                    default -> Optional.empty();
                };
        double scale = number(config, "scale", 1);
        return distribution.map(drawn -> new VarianceScaling(scale, Mode.valueOf(mode), drawn));
    }

    private static Optional<Initializer> scaled(double scale, Mode mode, Distribution distribution) {
        return Optional.of(new VarianceScaling(scale, mode, distribution));
    }

    private static double number(JsonNode config, String name, double otherwise) {
        return config.path(name).asDouble(otherwise);
    }
}
