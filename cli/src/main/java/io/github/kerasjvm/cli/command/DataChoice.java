package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.InputSpec;
import io.github.kerasjvm.data.Scale;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.Layout;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How data is read. */
final class DataChoice {

    @Option(
            names = "--scale",
            paramLabel = "FORM",
            description = "What the inputs are multiplied by first: 1/255, 0.5, 1/127.5-1 (default: nothing).")
    private String scale;

    @Option(
            names = "--layout",
            paramLabel = "NAME",
            description = "Where the channels of the data stand: channels_last, channels_first"
                    + " (default: seen from the shapes).")
    private String layout;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "The part of the data, where it has two: test, train (default: train to train, else test).")
    private String split;

    @Option(names = "--rows", paramLabel = "N", description = "Take the first N rows only.")
    private Integer rows;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses the options where no data is read. */
    void requireUse(boolean reads) {
        if (!reads && (scale != null || layout != null || split != null || rows != null)) {
            throw misused("--scale, --layout, --split and --rows are for data; --calibrate is missing");
        }
    }

    DataOptions options() {
        return options(DataOptions.Split.TEST);
    }

    DataOptions options(DataOptions.Split otherwise) {
        DataOptions options = DataOptions.DEFAULT;
        if (scale != null) {
            options = options.scale(parsed(scale));
        }
        if (layout != null) {
            options = options.layout(word("--layout", layout, Layout.values()));
        }
        options = options.split(split == null ? otherwise : word("--split", split, DataOptions.Split.values()));
        return rows == null ? options : options.most(positive("--rows", rows));
    }

    /** What the inputs of a model take. */
    static List<InputSpec> wanted(KerasModel model) {
        return model.inputs().stream()
                .map(port -> new InputSpec(port.name(), port.shape()))
                .toList();
    }

    private Scale parsed(String text) {
        try {
            return Scale.parse(text);
        } catch (IllegalArgumentException e) {
            throw misused("--scale: " + e.getMessage());
        }
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw misused(option + " is " + value + ", expected 1 or more");
        }
        return value;
    }

    private <E extends Enum<E>> E word(String option, String word, E[] values) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        throw misused(option + " is \"" + word + "\", expected "
                + String.join(
                        " or ",
                        List.of(values).stream()
                                .map(v -> v.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }

    private ParameterException misused(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
