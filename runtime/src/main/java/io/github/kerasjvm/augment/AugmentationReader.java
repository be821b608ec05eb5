package io.github.kerasjvm.augment;

import io.github.kerasjvm.augment.Standardization.Step;
import io.github.kerasjvm.layer.Words;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an augmentation from one line of text; see {@link Augmentation#parse}. */
final class AugmentationReader {

    /** The names of Keras that are longer than those here. */
    private static final Map<String, String> LONGER = Map.ofEntries(
            Map.entry("rotation_range", "rotation"),
            Map.entry("width_shift_range", "width_shift"),
            Map.entry("height_shift_range", "height_shift"),
            Map.entry("shear_range", "shear"),
            Map.entry("zoom_range", "zoom"),
            Map.entry("brightness_range", "brightness"),
            Map.entry("channel_shift_range", "channel_shift"),
            Map.entry("fill_mode", "fill"),
            Map.entry("interpolation_order", "order"));

    private static final Set<String> KNOWN = Set.of(
            "rotation",
            "width_shift",
            "height_shift",
            "shear",
            "zoom",
            "brightness",
            "channel_shift",
            "fill",
            "cval",
            "order",
            "horizontal_flip",
            "vertical_flip",
            "rescale",
            "samplewise_center",
            "featurewise_center",
            "samplewise_std_normalization",
            "featurewise_std_normalization",
            "rule");

    /** What Keras has and is not done here, with the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            "zca_whitening", "whitening is not computed here",
            "zca_epsilon", "whitening is not computed here",
            "preprocessing_function", "it is Python code",
            "validation_split", "it says which rows are read; give it where the data is chosen",
            "data_format", "the model says where its channels stand",
            "dtype", "numbers are float32");

    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

    private final Map<String, String> given = new LinkedHashMap<>();

    AugmentationReader(String text) {
        for (String option : text.split(",", -1)) {
            String[] parts = option.trim().split("=", 2);
            String name = LONGER.getOrDefault(parts[0].trim(), parts[0].trim());
            check(name);
            if (given.put(name, parts.length == 1 ? "true" : parts[1].trim()) != null) {
                throw new IllegalArgumentException("augment: " + name + " is given twice");
            }
        }
    }

    private static void check(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "augment: an option is empty; expected options such as rotation=10,horizontal_flip");
        }
        if (REFUSED.containsKey(name)) {
            throw new IllegalArgumentException("augment: " + name + " is not supported: " + REFUSED.get(name));
        }
        if (!KNOWN.contains(name)) {
            String near = Words.nearest(name, KNOWN);
            throw new IllegalArgumentException("augment: " + name + " is not an option"
                    + (near.isEmpty() ? "." : ". Did you mean \"" + near + "\"?") + " Options are "
                    + String.join(", ", KNOWN.stream().sorted().toList()));
        }
    }

    Augmentation read() {
        TransformRanges ranges = TransformRanges.NONE
                .rotation(atLeast0("rotation"))
                .shifts(shift("width_shift"), shift("height_shift"))
                .shear(atLeast0("shear"))
                .zoom(zoom())
                .flips(flag("horizontal_flip"), flag("vertical_flip"))
                .channelShift(atLeast0("channel_shift"));
        if (given.containsKey("brightness")) {
            ranges = ranges.brightness(range("brightness"));
        }
        return new Augmentation(
                ranges,
                choice("fill", FillMode.NEAREST),
                (float) number("cval", 0),
                order(),
                rule(),
                standardization());
    }

    private Standardization standardization() {
        return new Standardization(
                rescale(),
                step("samplewise_center", "samplewise_std_normalization"),
                step("featurewise_center", "featurewise_std_normalization"),
                Optional.empty());
    }

    /** As in Keras, dividing by the deviation means subtracting the mean before. */
    private Step step(String center, String divide) {
        boolean centers = flag(center);
        return flag(divide) ? Step.CENTER_AND_DIVIDE : centers ? Step.CENTER : Step.NOTHING;
    }

    private double rescale() {
        String text = given.getOrDefault("rescale", "1");
        if (text.matches("1\\s*/\\s*" + NUMBER)) {
            double divisor = Double.parseDouble(text.substring(text.indexOf('/') + 1));
            return divisor == 0 ? refuse("rescale", "a number other than 0, or one such as 1/255") : 1 / divisor;
        }
        return !text.matches(NUMBER) || Double.parseDouble(text) == 0
                ? refuse("rescale", "a number other than 0, or one such as 1/255")
                : Double.parseDouble(text);
    }

    private Shift shift(String name) {
        String text = given.getOrDefault(name, "0");
        String expected =
                "a fraction of the size below 1, positions as 2.5 or as a whole number of 2 or more, or a list such"
                        + " as -2:0:2";
        if (text.contains(":")) {
            return new Shift.OneOf(numbers(name, text, expected));
        }
        if (!text.matches(NUMBER) || Double.parseDouble(text) < 0 || text.equals("1")) {
            // Keras draws whole numbers below 1 then, which is always 0.
            return refuse(name, expected + (text.equals("1") ? "; 1.0 is up to one position" : ""));
        }
        return text.matches("0*[1-9]\\d{0,8}")
                ? new Shift.Whole(Integer.parseInt(text))
                : new Shift.Between(Double.parseDouble(text));
    }

    private Range zoom() {
        String text = given.getOrDefault("zoom", "0");
        if (text.contains(":")) {
            return range("zoom");
        }
        double most = number("zoom", 0);
        return new Range(1 - most, 1 + most);
    }

    private Range range(String name) {
        String expected = name.equals("zoom") ? "a number, or a range such as 0.8:1.2" : "a range such as 0.8:1.2";
        List<Double> bounds = numbers(name, given.get(name), expected);
        return bounds.size() == 2 ? new Range(bounds.get(0), bounds.get(1)) : refuse(name, expected);
    }

    private List<Double> numbers(String name, String text, String expected) {
        List<String> parts =
                Arrays.stream(text.split(":", -1)).map(String::trim).toList();
        return parts.stream().allMatch(part -> part.matches(NUMBER))
                ? parts.stream().map(Double::parseDouble).toList()
                : refuse(name, expected);
    }

    private double atLeast0(String name) {
        double value = number(name, 0);
        return value >= 0 ? value : refuse(name, "a number of 0 or more");
    }

    private double number(String name, double otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        return text.matches(NUMBER) && Double.isFinite(Double.parseDouble(text))
                ? Double.parseDouble(text)
                : refuse(name, name.equals("rotation") || name.equals("shear") ? "a number of degrees" : "a number");
    }

    private boolean flag(String name) {
        String text = given.getOrDefault(name, "false").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> refuse(name, "nothing, true or false");
        };
    }

    private int order() {
        String text = given.getOrDefault("order", "1");
        return text.equals("0") || text.equals("1") ? Integer.parseInt(text) : refuse("order", "0 or 1");
    }

    private TransformRule rule() {
        return choice("rule", TransformRule.KERAS_3);
    }

    private <E extends Enum<E>> E choice(String name, E otherwise) {
        String text = given.get(name);
        if (text == null) {
            return otherwise;
        }
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        List<String> names = Arrays.stream(all)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        return names.contains(text) ? all[names.indexOf(text)] : refuse(name, "one of " + String.join(", ", names));
    }

    private <T> T refuse(String name, String expected) {
        throw new IllegalArgumentException(
                "augment: " + name + " is \"" + given.get(name) + "\", expected " + expected);
    }
}
