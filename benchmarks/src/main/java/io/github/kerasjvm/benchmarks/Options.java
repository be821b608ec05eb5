package io.github.kerasjvm.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of a comparison.
 *
 * @param model the model, one that stock DL4J can import
 * @param data the folder with the IDX files of MNIST; without it the images are synthetic
 * @param rounds how many rounds are measured
 * @param engines the engines of keras-jvm that take part
 * @param stockBatch the batch that stock DL4J is given; all at once would need some 70 GB
 * @param json where to write the report as JSON
 * @param markdown where to write the report as Markdown
 */
record Options(
        Path model,
        Optional<Path> data,
        int rounds,
        List<String> engines,
        int stockBatch,
        Optional<Path> json,
        Optional<Path> markdown) {

    static Options parse(String[] arguments) {
        Options options = new Options(
                Path.of("mnist_cnn_trained_model.h5"),
                Optional.empty(),
                5,
                List.of("onnxruntime", "reference"),
                128,
                Optional.empty(),
                Optional.empty());
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options = options.with(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException(arguments[arguments.length - 1] + " lacks a value");
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--model" -> new Options(Path.of(value), data, rounds, engines, stockBatch, json, markdown);
            case "--data" ->
                new Options(model, Optional.of(Path.of(value)), rounds, engines, stockBatch, json, markdown);
            case "--rounds" -> new Options(model, data, Integer.parseInt(value), engines, stockBatch, json, markdown);
            case "--engines" -> new Options(model, data, rounds, List.of(value.split(",")), stockBatch, json, markdown);
            case "--stock-batch" -> new Options(model, data, rounds, engines, Integer.parseInt(value), json, markdown);
            case "--json" ->
                new Options(model, data, rounds, engines, stockBatch, Optional.of(Path.of(value)), markdown);
            case "--markdown" ->
                new Options(model, data, rounds, engines, stockBatch, json, Optional.of(Path.of(value)));
            default ->
                throw new IllegalArgumentException("there is no option " + name
                        + "; there are: --model, --data, --rounds, --engines, --stock-batch, --json, --markdown");
        };
    }
}
