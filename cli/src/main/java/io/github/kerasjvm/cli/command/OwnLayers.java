package io.github.kerasjvm.cli.command;

import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.LayerProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/**
 * The layers in jars that the user names on the command line. Code from these jars runs with the rights of the user, as
 * any program does; a model file can neither name a jar nor reach one.
 */
final class OwnLayers {

    private static final String SERVICE = "META-INF/services/" + LayerProvider.class.getName();

    private OwnLayers() {}

    /**
     * The layers of some jars.
     *
     * @throws CommandException if a file is no jar with a provider, or its provider cannot be made
     */
    static List<Kind<?>> of(List<Path> jars) {
        List<Kind<?>> kinds = new ArrayList<>();
        jars.forEach(jar -> kinds.addAll(of(jar)));
        return kinds;
    }

    private static List<Kind<?>> of(Path jar) {
        requireProvider(jar);
        // Stays open as long as the process: the classes of the layers load when the model is read and lowered.
        ServiceLoader<LayerProvider> providers = ServiceLoader.load(LayerProvider.class, loader(jar));
        List<Kind<?>> kinds = new ArrayList<>();
        try {
            providers.forEach(provider -> kinds.addAll(provider.layers()));
        } catch (ServiceConfigurationError | LinkageError e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new CommandException(
                    ExitCode.USAGE,
                    "--layers: " + jar + ": the provider cannot be loaded: " + reason + " (" + e.getMessage() + ")");
        }
        return kinds;
    }

    private static void requireProvider(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new CommandException(ExitCode.USAGE, "--layers: " + jar + ": there is no such file");
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(SERVICE) == null) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--layers: " + jar + ": has no " + SERVICE + ", which has to name a class that implements "
                                + LayerProvider.class.getSimpleName());
            }
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, "--layers: " + jar + ": is no jar: " + e.getMessage());
        }
    }

    private static URLClassLoader loader(Path jar) {
        try {
            return new URLClassLoader(
                    new URL[] {jar.toAbsolutePath().toUri().toURL()}, LayerProvider.class.getClassLoader());
        } catch (java.net.MalformedURLException e) {
            throw new CommandException(ExitCode.USAGE, "--layers: " + jar + ": " + e.getMessage());
        }
    }
}
