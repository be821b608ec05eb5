package io.github.kerasjvm.train.regularization;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.train.argument.NamedObject;
import io.github.kerasjvm.train.argument.Settings;
import java.util.Optional;

/** Reads a regulariser from the argument of a layer, as any generation writes it. */
public final class RegularizerReader {

    /** What {@code L1} and {@code L2} have without arguments, in every generation. */
    private static final double FACTOR = 0.01;

    private RegularizerReader() {}

    /**
     * Reads a regulariser: a name, an object with {@code class_name} and {@code config}, or Keras 1's object with
     * {@code name} and its arguments beside it.
     *
     * @param value the argument, {@code kernel_regularizer} or Keras 1's {@code W_regularizer}
     * @param argument its name, for messages
     * @param problems takes what is wrong; knows the layer
     * @return the regulariser; empty if there is none, or it does not run here, which is reported
     */
    public static Optional<Regularizer> read(JsonNode value, String argument, Problems problems) {
        if (value.isNull() || value.isMissingNode()) {
            return Optional.empty();
        }
        NamedObject object = NamedObject.of(value, problems);
        Optional<Regularizer> read = create(object.name(), object.isName(), object.settings());
        if (read.isEmpty()) {
            problems.add(
                    Code.ARGUMENT_UNSUPPORTED,
                    argument,
                    "is " + value + "; the regulariser is not one of Keras's that run here",
                    "");
        } else {
            object.settings().reportUnread();
        }
        return read;
    }

    private static Optional<Regularizer> create(String name, boolean isName, Settings settings) {
        return switch (name) {
            case "l1" -> Optional.of(new ElementRegularizer(settings.atLeastZero("l1", FACTOR), 0));
            case "l2" -> Optional.of(new ElementRegularizer(0, settings.atLeastZero("l2", FACTOR)));
            // As a name alone it means 0 in some generations and 0.01 in others; no Keras stores it so.
            case "l1l2", "l1l2regularizer", "weightregularizer", "activityregularizer" ->
                isName
                        ? Optional.empty()
                        : Optional.of(
                                new ElementRegularizer(settings.atLeastZero("l1", 0), settings.atLeastZero("l2", 0)));
            case "orthogonalregularizer" ->
                Optional.of(new OrthogonalRegularizer(settings.atLeastZero("factor", FACTOR), isOfRows(settings)));
            default -> Optional.empty();
        };
    }

    private static boolean isOfRows(Settings settings) {
        String mode = settings.get("mode").asText("rows");
        if (!mode.equals("rows")
                && !mode.equals("columns")
                && !settings.get("mode").isNull()) {
            settings.report(Code.ARGUMENT_VALUE, "mode", "is %s; expected rows or columns", settings.get("mode"));
        }
        return !mode.equals("columns");
    }
}
