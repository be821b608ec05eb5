package io.github.kerasjvm.benchmarks.infer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whole processes, from their start to their end: reading a model and predicting one row, and commands that predict nothing.
 *
 * @param options what was asked for
 * @param readings takes the numbers
 * @param progress takes what is under way
 */
record Cold(InferOptions options, Readings readings, PrintStream progress) {

    private static final int MOST_ROUNDS = 3;

    /** What is run. */
    private record Run(ProcessBuilder process, String input) {}

    void measure(Subject subject, List<Entrant> entrants) throws IOException {
        Map<String, Run> runs = new LinkedHashMap<>();
        commands(subject, runs);
        for (Entrant entrant : entrants) {
            // The last way: Keras's predict, or the only one.
            String who = entrant.ways().keySet().stream()
                    .reduce((one, other) -> other)
                    .orElse("");
            if (entrant.refusal().isEmpty() && !who.isEmpty()) {
                String way = entrant.ways().get(who).get(0);
                String what = who + (who.startsWith("keras-jvm") ? ", as a library" : ", load and predict");
                runs.put(what, new Run(entrant.process(), "load\nfirst " + way + "\n"));
            }
        }
        for (int round = 0; round < Math.min(MOST_ROUNDS, options.rounds()); round++) {
            progress.println("whole processes, round " + (round + 1));
            for (Map.Entry<String, Run> run : runs.entrySet()) {
                seconds(run.getValue())
                        .ifPresentOrElse(
                                seconds -> add(subject, run.getKey(), seconds),
                                () -> readings.remark(subject.id(), run.getKey(), "its process failed"));
            }
        }
    }

    private void add(Subject subject, String what, double seconds) {
        readings.add(subject.id(), what, options.mostThreads(), Reading.What.PROCESS, 0, seconds);
    }

    private void commands(Subject subject, Map<String, Run> runs) throws IOException {
        if (options.cli().isEmpty()) {
            readings.remark(subject.id(), "the command line", "was not measured: no launcher was given by --cli");
            return;
        }
        String launcher = options.cli().get().toString();
        String file = subject.file().toString();
        Path row = Inputs.row(subject);
        List<List<String>> commands =
                List.of(List.of("predict", file, row.toString()), List.of("inspect", file), List.of("--help"));
        for (List<String> arguments : commands) {
            List<String> command = new ArrayList<>(List.of(launcher));
            command.addAll(arguments);
            runs.put("`keras-jvm " + arguments.get(0) + "`", new Run(new ProcessBuilder(command), ""));
        }
    }

    private Optional<Double> seconds(Run run) throws IOException {
        Comparison.rest();
        ProcessBuilder builder = run.process()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        long start = System.nanoTime();
        Process process = builder.start();
        try (var input = process.getOutputStream()) {
            input.write(run.input().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) { // it may end before it has read anything
            progress.println(e.getMessage());
        }
        int exit = process.onExit().join().exitValue();
        double seconds = (System.nanoTime() - start) / 1e9;
        return exit == 0 ? Optional.of(seconds) : Optional.empty();
    }
}
