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

    /** The model with which scaling and starting are measured. */
    private static final String TYPICAL = "b";

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
        new InferBenchmark(options, System.err).run();
    }

    private void run() throws IOException {
        Map<String, String> machine = Machine.description();
        Preparation preparation = new Preparation(options.keras(), options.scripts(), options.work(), progress);
        preparation.models();
        Subjects all = new Subjects(options.reference(), options.work());
        List<Subject> subjects = new ArrayList<>();
        options.models().forEach(name -> subjects.add(all.of(name)));
        preparation.exports(subjects);
        for (Subject subject : subjects) {
            measure(subject, row(subject));
        }
        scaling(all, preparation);
        if (options.measures("cold")) {
            Subject subject = all.of(TYPICAL);
            String row = row(subject);
            new Cold(options, readings, progress).measure(subject, roster.of(subject, row, options.mostThreads()));
        }
        report(subjects, machine);
    }

    /** Writes the inputs; gives the shape of a row. */
    private static String row(Subject subject) throws IOException {
        KerasModel model = Import.of(subject.file()).load();
        Inputs.write(subject, model);
        return Subject.row(model);
    }

    private void scaling(Subjects all, Preparation preparation) throws IOException {
        Scaling scaling = new Scaling(options, readings, progress);
        if (options.measures("batches") || options.measures("callers")) {
            Subject subject = all.of(TYPICAL);
            preparation.exports(List.of(subject));
            try (Started started = started(subject)) {
                if (options.measures("batches")) {
                    scaling.batches(subject, started);
                }
                if (options.measures("callers")) {
                    scaling.callers(subject, started);
                }
            }
        }
        if (options.measures("depth") && options.keras().isPresent()) {
            List<Subject> deep = Subjects.DEPTHS.stream().map(all::deep).toList();
            preparation.exports(deep);
            for (int i = 0; i < deep.size(); i++) {
                try (Started started = started(deep.get(i))) {
                    scaling.depth(deep.get(i), started, Subjects.DEPTHS.get(i));
                }
            }
        }
    }

    private Started started(Subject subject) throws IOException {
        Started started = new Started(subject, options.mostThreads(), readings, progress);
        started.start(roster.fast(subject, row(subject)));
        return started;
    }

    private void measure(Subject subject, String row) {
        List<Entrant> entrants = roster.of(subject, row, options.mostThreads());
        if (options.measures("speed")) {
            for (int threads : options.threads()) {
                try (Started started = new Started(subject, threads, readings, progress)) {
                    started.start(roster.of(subject, row, threads));
                    new Comparison(options, readings, progress).measure(subject, threads, started);
                    entrants = entrants.stream()
                            .map(entrant -> entrant.settled(started.turns()))
                            .toList();
                }
            }
        }
        if (options.measures("fresh")) {
            new Fresh(options, readings, progress).measure(subject, entrants);
        }
    }

    private void report(List<Subject> subjects, Map<String, String> machine) throws IOException {
        String markdown = new Tables(readings, options).markdown(subjects, machine);
        System.out.print(markdown);
        if (options.report().isPresent()) {
            Path report = options.report().get();
            Files.writeString(beside(report, ".md"), markdown);
            Files.writeString(beside(report, ".json"), readings.json(machine).toString());
            new Charts(readings, options, report).write(subjects);
        }
    }

    private static Path beside(Path report, String ending) {
        return report.resolveSibling(report.getFileName() + ending);
    }
}
