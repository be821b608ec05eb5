package io.github.kerasjvm.benchmarks.infer;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of all who take part with one model on some threads, with the model loaded and their numbers compared. */
final class Started implements AutoCloseable {

    private final Subject subject;
    private final int threads;
    private final Readings readings;
    private final PrintStream progress;
    private final Agreement agreement;
    private final List<Asked> processes = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();

    Started(Subject subject, int threads, Readings readings, PrintStream progress) {
        this.subject = subject;
        this.threads = threads;
        this.readings = readings;
        this.progress = progress;
        this.agreement = new Agreement(subject.folder().resolve(subject.id() + ".outputs"));
    }

    /** Those who loaded the model and gave the right numbers. */
    List<Turn> turns() {
        return turns;
    }

    void start(List<Entrant> entrants) {
        progress.println(subject.id() + ", " + threads + (threads == 1 ? " thread" : " threads"));
        Map<Entrant, Asked> starting = new LinkedHashMap<>();
        for (Entrant entrant : entrants) {
            if (entrant.refusal().isPresent()) {
                entrant.ways()
                        .keySet()
                        .forEach(who -> remark(who, entrant.refusal().get()));
            } else {
                attempt(entrant, () -> starting.put(entrant, process(entrant)));
            }
        }
        // All together, since that is not measured; who has failed fails again when it is asked.
        starting.forEach((entrant, process) -> attempt(entrant, process::ready));
        starting.forEach((entrant, process) -> attempt(entrant, () -> load(entrant, process)));
    }

    private Asked process(Entrant entrant) throws Asked.Failure {
        Asked process = new Asked(entrant.process(), subject.folder().resolve(entrant.id() + ".log"));
        processes.add(process);
        return process;
    }

    /** Something that a process may fail to do. */
    private interface Attempt {
        void run() throws Asked.Failure;
    }

    private void attempt(Entrant entrant, Attempt attempt) {
        try {
            attempt.run();
        } catch (Asked.Failure e) {
            entrant.ways().keySet().forEach(who -> remark(who, e.getMessage()));
        }
    }

    private void load(Entrant entrant, Asked process) throws Asked.Failure {
        double load = process.number("load");
        boolean first = true;
        for (Map.Entry<String, List<String>> way : entrant.ways().entrySet()) {
            readings.name(way.getKey(), process.name());
            if (first) { // the second way finds everything warm
                readings.add(subject.id(), way.getKey(), threads, Reading.What.LOAD, 0, load);
                first(way.getKey(), process, way.getValue());
            }
            first = false;
            check(way.getKey(), process, way.getValue());
        }
    }

    private void first(String who, Asked process, List<String> ways) throws Asked.Failure {
        if (ways.size() == 1) { // else nobody knows yet which is the right one
            double seconds = process.number("first " + ways.get(0));
            readings.add(subject.id(), who, threads, Reading.What.FIRST, 0, seconds);
        }
    }

    private void check(String who, Asked process, List<String> ways) throws Asked.Failure {
        Optional<String> problem = Optional.empty();
        for (String way : ways) {
            Turn turn = new Turn(who, process, way);
            Optional<String> failed;
            try {
                failed = agreement.problem(turn);
            } catch (Asked.Failure e) {
                failed = Optional.of(e.getMessage());
            }
            if (failed.isEmpty()) {
                turns.add(turn);
                return;
            }
            problem = problem.isEmpty() ? failed : problem;
        }
        problem.ifPresent(text -> remark(who, text));
    }

    void remark(String who, String text) {
        progress.println("  " + who + ": " + text);
        readings.remark(subject.id(), who, text);
    }

    @Override
    public void close() {
        processes.forEach(Asked::close);
    }
}
