package io.github.kerasjvm.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code warm-up}: does a little of everything, so that the launcher can keep the classes that this loads. */
@Command(name = "warm-up", hidden = true, description = "Load the classes of the usual commands.")
final class WarmUpCommand implements Callable<Integer> {

    private final Consumer<String[]> quiet;

    WarmUpCommand(Consumer<String[]> quiet) {
        this.quiet = quiet;
    }

    private void run(String... arguments) {
        quiet.accept(arguments);
    }

    @Override
    public Integer call() throws IOException {
        Demo demo = Demo.ofThisProcess();
        String model = demo.model().toString();
        String images = demo.images().toString();
        run("--help");
        run("inspect", "--help");
        run("inspect", model);
        run("inspect", model, "--json", "--engine", "auto");
        run("validate", model, demo.index().toString());
        run("predict", model, images, "--rows", "2");
        run("verify", model);
        run("evaluate", model, "--data", images, "--rows", "32");
        Path folder = Files.createTempDirectory("keras-jvm-warm-up");
        try {
            write(demo, folder);
        } finally {
            delete(folder);
        }
        return ExitCode.DONE.number();
    }

    /** The commands that write; on the reference engine, so that no native library is unpacked that nobody asked for. */
    private void write(Demo demo, Path folder) {
        String model = demo.model().toString();
        Path array = folder.resolve("warm-up.npy");
        run("predict", model, demo.images().toString(), "--rows", "1", "--output", array.toString());
        run("convert", model, folder.resolve("warm-up.onnx").toString());
        run("convert", model, folder.resolve("warm-up.keras").toString());
        run(
                "finetune",
                model,
                "--data",
                demo.images().toString(),
                "--rows",
                "2",
                "--batch",
                "2",
                "--engine",
                "reference",
                "--out",
                folder.resolve("warm-up.h5").toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
