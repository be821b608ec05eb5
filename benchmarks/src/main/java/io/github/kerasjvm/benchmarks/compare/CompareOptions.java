package io.github.kerasjvm.benchmarks.compare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The options of a comparison of importers.
 *
 * @param folders the suites
 * @param page where to write the page; without it, it is printed
 * @param cases where to write one line for each file, apart by tabs
 * @param limit how long a file may take
 * @param engine the engine of keras-jvm
 */
record CompareOptions(List<Path> folders, Optional<Path> page, Optional<Path> cases, Duration limit, String engine) {

    CompareOptions {
        folders = List.copyOf(folders);
    }

    static CompareOptions parse(String... arguments) {
        var options = new CompareOptions(List.of(), Optional.empty(), Optional.empty(), Duration.ofSeconds(15), "auto");
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                options = options.folder(Path.of(arguments[i]));
            } else if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " lacks a value");
            } else {
                options = options.with(arguments[i], arguments[++i]);
            }
        }
        if (options.folders.isEmpty()) {
            throw new IllegalArgumentException("no folder is given; expected folders with an index.tsv");
        }
        return options;
    }

    private CompareOptions folder(Path folder) {
        List<Path> all = new ArrayList<>(folders);
        all.add(folder);
        return new CompareOptions(all, page, cases, limit, engine);
    }

    private CompareOptions with(String name, String value) {
        return switch (name) {
            case "--page" -> new CompareOptions(folders, Optional.of(Path.of(value)), cases, limit, engine);
            case "--cases" -> new CompareOptions(folders, page, Optional.of(Path.of(value)), limit, engine);
            case "--limit" ->
                new CompareOptions(folders, page, cases, Duration.ofSeconds(Long.parseLong(value)), engine);
            case "--engine" -> new CompareOptions(folders, page, cases, limit, value);
            default ->
                throw new IllegalArgumentException(
                        "there is no option " + name + "; there are: --page, --cases, --limit, --engine");
        };
    }

    /** The command that a reader may repeat; where the folders are is theirs to know. */
    String command() {
        StringBuilder text = new StringBuilder("benchmarks/run import");
        folders.forEach(folder -> text.append(' ').append(name(folder)));
        if (!limit.equals(Duration.ofSeconds(15))) {
            text.append(" --limit ").append(limit.toSeconds());
        }
        if (!engine.equals("auto")) {
            text.append(" --engine ").append(engine);
        }
        return text.append(" --page docs/comparison.md").toString();
    }

    static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }
}
