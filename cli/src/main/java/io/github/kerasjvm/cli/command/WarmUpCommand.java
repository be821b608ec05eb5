package io.github.kerasjvm.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code warm-up}: does a little of everything, so that the launcher can keep the classes that this loads. */
@Command(name = "warm-up", hidden = true, description = "Load the classes of the usual commands.")
public final class WarmUpCommand implements Callable<Integer> {

    /** Runs a command line, its output thrown away. */
    public interface Runner {
        /**
         * Runs it.
         *
         * @param arguments the command and its options
         */
        void run(String... arguments);
    }

    private final Runner runner;

    /**
     * Makes the command.
     *
     * @param runner runs the usual commands
     */
    public WarmUpCommand(Runner runner) {
        this.runner = runner;
    }

    @Override
    public Integer call() {
        Demo demo = Demo.ofThisProcess();
        String model = demo.model().toString();
        runner.run("--help");
        runner.run("inspect", "--help");
        runner.run("inspect", model);
        runner.run("inspect", model, "--json", "--engine", "auto");
        runner.run("validate", model, demo.index().toString());
        runner.run("verify", model);
        runner.run("evaluate", model, "--data", demo.images().toString(), "--rows", "32");
        return ExitCode.DONE.number();
    }
}
