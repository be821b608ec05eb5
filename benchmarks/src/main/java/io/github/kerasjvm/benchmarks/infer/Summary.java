package io.github.kerasjvm.benchmarks.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How many times as fast keras-jvm is, model by model.
 *
 * @param readings all that was measured
 * @param options what was asked for
 */
record Summary(Readings readings, InferOptions options) {

    String markdown(List<Subject> subjects) {
        List<String> names = new ArrayList<>(readings.names().keySet());
        if (names.size() < 2 || readings.of(Reading.What.PREDICT).isEmpty()) {
            return "";
        }
        String base = names.remove(0);
        String sizes = options.batches().stream().map(rows -> rows.toString()).collect(Collectors.joining(" / "));
        StringBuilder text = new StringBuilder("\n## ").append(base);
        text.append(": how many times as fast, in batches of ").append(sizes).append("\n");
        for (int threads : options.threads()) {
            List<String> head = new ArrayList<>(List.of(threads + (threads == 1 ? " thread" : " threads")));
            names.forEach(name -> head.add("than " + name));
            text.append('\n').append(Tables.row(head));
            text.append(Tables.row(head.stream().map(cell -> "---").toList()));
            for (Subject subject : subjects) {
                List<String> cells = new ArrayList<>(List.of(subject.id()));
                names.forEach(name -> cells.add(ratios(subject.id(), name, base, threads)));
                text.append(Tables.row(cells));
            }
        }
        return text.toString();
    }

    private String ratios(String model, String who, String base, int threads) {
        return options.batches().stream()
                .map(rows -> readings.ratio(model, who, base, threads, Reading.What.PREDICT, rows)
                        .map(ratio -> Tables.format(ratio < 10 ? "%.2f" : "%.0f", ratio))
                        .orElse("–"))
                .collect(Collectors.joining(" / "));
    }
}
