package io.github.kerasjvm.cli.command;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
    public Integer call() {
        Demo demo = Demo.ofThisProcess();
        String model = demo.model().toString();
        run("--help");
        run("inspect", "--help");
        run("inspect", model);
        run("inspect", model, "--json", "--engine", "auto");
        run("validate", model, demo.index().toString());
        run("verify", model);
        run("evaluate", model, "--data", demo.images().toString(), "--rows", "32");
        return ExitCode.DONE.number();
    }
}
