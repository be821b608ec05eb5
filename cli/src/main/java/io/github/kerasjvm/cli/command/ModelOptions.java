package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.WeightMatching;
import io.github.kerasjvm.read.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a model file is opened. */
final class ModelOptions {

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "Take the weights from this file: for an architecture alone (.json, .yaml), or instead of those of"
                            + " MODEL.")
    private Path weights;

    @Option(
            names = "--weights-by",
            paramLabel = "RULE",
            description = "How --weights finds its layers: exact (the default: everything fits), name (as Keras's"
                    + " by_name: layers of other names keep what MODEL has), order (as Keras's load_weights).")
    private String rule;

    @Option(
            names = "--skip-mismatch",
            description = "With --weights-by name or order: pass over what has another shape, and keep what MODEL has.")
    private boolean skipsMismatches;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "The backend that wrote MODEL, if the file does not say it: tensorflow, theano, jax, torch.")
    private String backend;

    @Option(
            names = "--layers",
            paramLabel = "JAR",
            description = "Your own layers: a jar with a provider in"
                    + " META-INF/services/io.github.kerasjvm.layer.LayerProvider. Its code runs. May be repeated.")
    private List<Path> jars = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "Raise or lower a limit on what MODEL may ask for: arrayBytes, totalBytes, configBytes,"
                    + " jsonDepth, entries, depth, layers, inflateRatio. May be repeated.")
    private Map<String, Long> limits = new LinkedHashMap<>();

    /** What the jars hold, once they were opened: several files may be opened with these options. */
    private List<Kind<?>> layers;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The import of a file with these options. */
    Import of(Path file) {
        Import importing = with(Import.of(file));
        WeightMatching matching = matching();
        return weights == null ? importing : importing.weights(weights, matching);
    }

    /** Whether only some weights of another file are taken. */
    boolean isPartial() {
        return !matching().equals(WeightMatching.EXACT);
    }

    private WeightMatching matching() {
        if (weights == null && (rule != null || skipsMismatches)) {
            throw misused("--weights-by and --skip-mismatch say how --weights is used; --weights is missing");
        }
        WeightMatching matching =
                switch (rule == null ? "exact" : rule) {
                    case "exact" -> WeightMatching.EXACT;
                    case "name" -> WeightMatching.BY_NAME;
                    case "order" -> WeightMatching.BY_ORDER;
                    default -> throw misused("--weights-by: \"" + rule + "\" is not a rule; exact, name or order");
                };
        if (skipsMismatches && matching.equals(WeightMatching.EXACT)) {
            throw misused("--skip-mismatch needs --weights-by name or --weights-by order");
        }
        return skipsMismatches ? matching.skippingMismatches() : matching;
    }

    private ParameterException misused(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** An import with these options but the weights. */
    Import with(Import given) {
        Import importing = given.limits(chosenLimits());
        if (layers == null) {
            layers = OwnLayers.of(jars);
        }
        for (Kind<?> kind : layers) {
            importing = importing.layer(kind);
        }
        return backend == null ? importing : importing.backend(backend);
    }

    private Limits chosenLimits() {
        Limits chosen = Limits.DEFAULT;
        for (Map.Entry<String, Long> limit : limits.entrySet()) {
            try {
                chosen = chosen.with(limit.getKey(), limit.getValue());
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--limit: " + e.getMessage(), e);
            }
        }
        return chosen;
    }
}
