package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Predicting with several models, everybody side by side and in turns. */
public final class InferBenchmark {

    private final InferOptions options;
    private final PrintStream progress;
    private final Readings readings = new Readings();
    private final Roster roster;

    private InferBenchmark(InferOptions options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
        this.roster = new Roster(options);
    }

    /**
     * Runs the comparison and prints its report.
     *
     * @param arguments see {@code benchmarks/run}
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        InferOptions options = InferOptions.parse(arguments);
        new InferBenchmark(options, System.err).run(options.command());
    }

    private void run(String command) throws IOException {
        Map<String, String> machine = Machine.description();
        Preparation preparation = new Preparation(options.keras(), options.scripts(), options.work(), progress);
        preparation.models();
        Subjects all = new Subjects(options.reference(), options.work());
        List<Subject> subjects = new ArrayList<>();
        options.models().forEach(name -> subjects.add(all.of(name)));
        preparation.exports(subjects);
        for (Subject subject : subjects) {
            KerasModel model = Import.of(subject.file()).load();
            preparation.inputs(subject, model);
            measure(subject, Subject.row(model));
        }
        report(new Tables(readings, options).markdown(subjects, machine, command), machine);
    }

    private void measure(Subject subject, String row) {
        if (options.measures("speed")) {
            for (int threads : options.threads()) {
                try (Started started = new Started(subject, threads, readings, progress)) {
                    started.start(roster.of(subject, row, threads));
                    new Comparison(options, readings, progress).measure(subject, threads, started);
                }
            }
        }
        if (options.measures("fresh")) {
            new Fresh(options, readings, progress).measure(subject, roster.of(subject, row, options.mostThreads()));
        }
    }

    private void report(String markdown, Map<String, String> machine) throws IOException {
        System.out.print(markdown);
        if (options.report().isPresent()) {
            Path report = options.report().get();
            Files.writeString(beside(report, ".md"), markdown);
            Files.writeString(beside(report, ".json"), readings.json(machine).toString());
        }
    }

    private static Path beside(Path report, String ending) {
        return report.resolveSibling(report.getFileName() + ending);
    }
}
