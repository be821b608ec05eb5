package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.read.Limits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
            description = "The weights, when MODEL holds the architecture alone (.json, .yaml).")
    private Path weights;

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "The backend that wrote MODEL, if the file does not say it: tensorflow, theano, jax, torch.")
    private String backend;

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "Raise or lower a limit on what MODEL may ask for: arrayBytes, totalBytes, configBytes,"
                    + " jsonDepth, entries, depth, layers, inflateRatio. May be repeated.")
    private Map<String, Long> limits = new LinkedHashMap<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The import of a file with these options. */
    Import of(Path file) {
        Import importing = with(Import.of(file));
        return weights == null ? importing : importing.weights(weights);
    }

    /** An import with these options but the weights. */
    Import with(Import given) {
        Import importing = given.limits(chosenLimits());
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
