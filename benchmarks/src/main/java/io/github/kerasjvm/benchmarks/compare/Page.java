package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.verify.Suite;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page "How it compares".
 *
 * @param cases what came of every file
 * @param machine facts of the machine by name
 * @param options what was asked for
 */
record Page(List<Compared> cases, Map<String, String> machine, CompareOptions options) {

    private static final int MOST_REASONS = 40;

    /** The whole page. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(introduction());
        text.append(totals("By suite", Compared::suite, suites()));
        text.append(totals("By generation of Keras", c -> c.facts().generation(), Facts.GENERATIONS));
        text.append(totals("By kind of file", c -> c.facts().container(), containers()));
        text.append(kinds());
        text.append(reasons(
                "What keras-jvm does not run",
                "Every reason, with the number of files and one of them. Nothing of this is a wrong number unless it says so.",
                Compared::ours));
        text.append(reasons(
                "What stock DL4J does not run",
                "The innermost exception; or, for a file that was not done in time, where it was.",
                Compared::stock));
        text.append(onlyStock());
        text.append(others());
        text.append(machineFacts());
        return text.toString();
    }

    private String introduction() {
        return """
                # How it compares

                keras-jvm and stock DL4J's own importer (`deeplearning4j-modelimport` 1.0.0-M2.1, the last release), side by
                side, on %d files of which %d are models with numbers that real Keras computed. This page is written by

                    %s

                and says what came of it, %s; it promises nothing about other files.

                - A file *matches* when every element of every output is within 1e-5 + 1e-4·|Keras's| (5e-3 both for models
                  with float16), in the same shape, for both alike.
                - Each file runs in a JVM of its own making: a worker that is replaced when a file ends it or takes more than
                  %d seconds, loading, running and comparing together. What the worker needs once, such as the native
                  libraries of ND4J, is loaded before. A file that ends the JVM or is not done in time is tried again in a fresh one;
                  the second outcome counts.
                - Doubt goes in favour of DL4J. It imports without the training configuration. Inputs are given as they are
                  and with the channels or features moved to the second place and to the last, one after the other, until the
                  outputs match Keras's in any of these layouts, with axes of size 1 added or dropped, not flattened, or with the
                  steps of all sequences as rows. So *matches* means that some way to call it is right, not that the first is.
                  *Wrong numbers* means that it runs and no such way gives Keras's numbers; where it runs in no layout, the
                  reason is that of the first.
                - keras-jvm is called as it is, in Keras's layouts.
                - *Refused* means the exceptions that an importer has for this purpose, with a reason for a person:
                  `ImportException` here, `InvalidKerasConfigurationException` and `UnsupportedKerasConfigurationException`
                  there.
                - The choice of files is not neutral. Those of `wild` were published by others, many of them for DL4J's own
                  tests; those of the other suites were made for testing keras-jvm, across all generations of Keras, and
                  most of them are small.

                """.formatted(
                        cases.size(),
                        run().count(),
                        options.command(),
                        YearMonth.now().format(DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH)),
                        options.limit().toSeconds());
    }

    private Stream<Compared> run() {
        return cases.stream().filter(Compared::isToRun);
    }

    private List<String> suites() {
        return run().map(Compared::suite).distinct().toList();
    }

    private Set<String> containers() {
        return run().map(c -> c.facts().container()).collect(Collectors.toCollection(TreeSet::new));
    }

    private String totals(String title, Function<Compared, String> key, Iterable<String> groups) {
        StringBuilder text = new StringBuilder("## ").append(title).append("\n\n");
        text.append("| | models | keras-jvm matches | wrong | not run | DL4J matches | wrong | not run |\n");
        text.append("|---|---|---|---|---|---|---|---|\n");
        for (String group : groups) {
            List<Compared> members =
                    run().filter(one -> key.apply(one).equals(group)).toList();
            if (!members.isEmpty()) {
                text.append(totals(group, members));
            }
        }
        return text.append(totals("**all**", run().toList())).append('\n').toString();
    }

    private static String totals(String name, List<Compared> members) {
        return "| " + name + " | " + members.size() + " | " + three(members, Compared::ours) + " | "
                + three(members, Compared::stock) + " |\n";
    }

    private static String three(List<Compared> members, Function<Compared, Outcome> side) {
        long match = count(members, side, Outcome.Kind.MATCH);
        long wrong = count(members, side, Outcome.Kind.WRONG);
        return match + " | " + wrong + " | " + (members.size() - match - wrong);
    }

    private static long count(List<Compared> members, Function<Compared, Outcome> side, Outcome.Kind kind) {
        return members.stream().filter(one -> side.apply(one).is(kind)).count();
    }

    private String kinds() {
        StringBuilder text = new StringBuilder("## By outcome\n\n| outcome | keras-jvm | DL4J |\n|---|---|---|\n");
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            long ours = count(run().toList(), Compared::ours, kind);
            long stock = count(run().toList(), Compared::stock, kind);
            if (ours + stock > 0) {
                text.append("| ").append(kind).append(" | ").append(ours).append(" | ");
                text.append(stock).append(" |\n");
            }
        }
        long turned = run().map(Compared::stock)
                .filter(outcome ->
                        outcome.is(Outcome.Kind.MATCH) && !outcome.detail().isEmpty())
                .count();
        return text.append("\nOf DL4J's matches, ")
                .append(turned)
                .append(" are in another layout of the inputs or the outputs than Keras's.\n\n")
                .toString();
    }

    private String reasons(String title, String about, Function<Compared, Outcome> side) {
        Map<String, List<Compared>> groups = run().filter(
                        one -> !side.apply(one).is(Outcome.Kind.MATCH))
                .collect(Collectors.groupingBy(one -> key(side.apply(one)), LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("## ").append(title).append("\n\n");
        if (groups.isEmpty()) {
            return text.append("It matches on all of these models.\n\n").toString();
        }
        text.append(about).append("\n\n| files | outcome | reason | for example |\n|---|---|---|---|\n");
        List<List<Compared>> sorted = groups.values().stream()
                .sorted((a, b) -> Integer.compare(b.size(), a.size()))
                .toList();
        for (List<Compared> group : sorted.subList(0, Math.min(sorted.size(), MOST_REASONS))) {
            Compared first = group.get(0);
            Outcome outcome = side.apply(first);
            String reason = outcome.is(Outcome.Kind.WRONG) ? wrong(group, side) : Reason.cell(Reason.of(outcome));
            text.append("| ").append(group.size()).append(" | ").append(outcome.kind());
            text.append(" | ")
                    .append(reason)
                    .append(" | `")
                    .append(first.suite())
                    .append('/');
            text.append(first.file()).append("` |\n");
        }
        int rest = sorted.stream().skip(MOST_REASONS).mapToInt(List::size).sum();
        if (rest > 0) {
            text.append("| ").append(rest).append(" | | other reasons, of ");
            text.append(sorted.size() - MOST_REASONS).append(" kinds | |\n");
        }
        return text.append('\n').toString();
    }

    /** Wrong numbers are one group, as are wrong shapes; other reasons are grouped by their text. */
    private static String key(Outcome outcome) {
        if (outcome.is(Outcome.Kind.WRONG)) {
            return outcome.kind() + (Double.isNaN(outcome.deviation()) ? " shape" : "");
        }
        return outcome.kind() + " " + Reason.of(outcome);
    }

    private static String wrong(List<Compared> group, Function<Compared, Outcome> side) {
        double[] deviations = group.stream()
                .mapToDouble(one -> side.apply(one).deviation())
                .sorted()
                .toArray();
        if (Double.isNaN(deviations[0])) {
            return "another shape, or not a number where Keras has one";
        }
        return String.format(
                Locale.ROOT,
                "off by %.2g to %.2g at most, in the middle %.2g",
                deviations[0],
                Arrays.stream(deviations).filter(Double::isFinite).max().orElse(Double.NaN),
                deviations[deviations.length / 2]);
    }

    private String onlyStock() {
        List<Compared> files = run().filter(
                        one -> one.stock().is(Outcome.Kind.MATCH) && !one.ours().is(Outcome.Kind.MATCH))
                .toList();
        StringBuilder text = new StringBuilder("## Where stock DL4J matches and keras-jvm does not\n\n");
        if (files.isEmpty()) {
            return text.append("None of these models.\n\n").toString();
        }
        text.append("| file | keras-jvm | reason |\n|---|---|---|\n");
        for (Compared one : files) {
            text.append("| `")
                    .append(one.suite())
                    .append('/')
                    .append(one.file())
                    .append("` | ");
            text.append(one.ours().kind()).append(' ').append(one.ours().deviationText());
            text.append(" | ").append(Reason.cell(one.ours().detail())).append(" |\n");
        }
        return text.append('\n').toString();
    }

    private String others() {
        StringBuilder text = new StringBuilder("## Files that are no model to run\n\n");
        text.append(
                "Files that have to be refused (code inside, classes that are not Keras's, no Keras file), weights\n");
        text.append("without an architecture, and files for which no numbers were recorded.\n\n");
        text.append("| | files | keras-jvm | DL4J |\n|---|---|---|---|\n");
        text.append(other("to be refused", one -> one.expect() == Suite.Expect.REFUSE));
        text.append(other("weights alone", one -> one.expect() == Suite.Expect.WEIGHTS));
        text.append(other(
                "no numbers recorded",
                one -> !one.hasGolden()
                        && one.expect() != Suite.Expect.REFUSE
                        && one.expect() != Suite.Expect.WEIGHTS));
        return text.append('\n').toString();
    }

    private String other(String name, Predicate<Compared> which) {
        List<Compared> members = cases.stream().filter(which).toList();
        return members.isEmpty()
                ? ""
                : "| " + name + " | " + members.size() + " | " + counted(members, Compared::ours) + " | "
                        + counted(members, Compared::stock) + " |\n";
    }

    private static String counted(List<Compared> members, Function<Compared, Outcome> side) {
        return Arrays.stream(Outcome.Kind.values())
                .filter(kind -> count(members, side, kind) > 0)
                .map(kind -> count(members, side, kind) + " " + kind)
                .collect(Collectors.joining(", "));
    }

    private String machineFacts() {
        StringBuilder text = new StringBuilder("## Machine\n\n");
        machine.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        return text.append("- keras-jvm's engine: ")
                .append(options.engine())
                .append("; each worker has `-Xmx2g`, and `GOMP_SPINCOUNT=0` unless it is set\n")
                .toString();
    }
}
