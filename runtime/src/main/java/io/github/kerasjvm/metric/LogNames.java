package io.github.kerasjvm.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the names under which a line of Keras reports metrics, in the order in which it makes them. */
final class LogNames {

    private final MetricRules.Line line;
    private final List<String> outputs;
    private final List<String> used = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();

    LogNames(MetricRules.Line line, List<String> outputs) {
        this.line = line;
        this.outputs = outputs;
        used.add("loss");
        if (outputs.size() > 1) {
            outputs.forEach(output -> used.add(output + "_loss"));
        }
    }

    /** The name of the next metric. */
    String next(WrittenMetric written, int output, boolean weighted) {
        String name = own(written);
        String marked = (weighted ? "weighted_" : "") + name;
        return switch (line) {
            case KERAS_1, KERAS_2_0 -> prefixed(output, marked);
            case KERAS_2 -> numbered(prefixed(output, marked));
            case TENSORFLOW_1 -> numbered(isFull(written, output) ? name : prefixed(output, marked));
            case KERAS_2_3 -> numbered(isFull(written, output) ? name : prefixed(output, name));
            case TENSORFLOW_2 -> freed(written, output, name, weighted);
            case KERAS_3 -> counted(output, name, weighted);
        };
    }

    /** Whether an object has the name already that compile gave it, which it keeps in the file. */
    private boolean isFull(WrittenMetric written, int output) {
        return written.given()
                .filter(name -> outputs.size() == 1 || name.startsWith(outputs.get(output) + "_"))
                .isPresent();
    }

    /** The name of a metric by itself. */
    String own(WrittenMetric written) {
        if (written.given().isPresent()) {
            return written.given().get();
        }
        boolean isFunction = written.isFunction(line);
        return switch (line) {
            case KERAS_1, KERAS_2_0, KERAS_2, TENSORFLOW_1 -> ofFunction(written);
            case KERAS_2_3, KERAS_3 -> written.name();
            case TENSORFLOW_2 -> isFunction || isWord(written) ? written.name() : written.snakeCase();
        };
    }

    private boolean isWord(WrittenMetric written) {
        return written.isAccuracy(line) || written.isCrossentropy(line);
    }

    private String ofFunction(WrittenMetric written) {
        if (isWord(written)) {
            return written.isAccuracy(line) ? "acc" : "ce";
        }
        return written.isFunction(line) ? MetricNames.function(written.name()) : written.snakeCase();
    }

    private String prefixed(int output, String name) {
        return outputs.size() > 1 ? outputs.get(output) + "_" + name : name;
    }

    /** Keras 1 and 2.0 (training.py, where fit begins) number those that have one name, the first of them, too. */
    List<String> distinct(List<String> names) {
        if (line.compareTo(MetricRules.Line.KERAS_2_0) > 0) {
            return names;
        }
        List<String> renamed = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            int before = Collections.frequency(names.subList(0, i), name);
            renamed.add(Collections.frequency(names, name) > 1 ? name + "_" + (before + 1) : name);
        }
        return renamed;
    }

    /** Whether one list keeps one metric of each name: Keras 2.3 and TensorFlow 1 (training_utils.py). */
    boolean keepsOneOfEach() {
        return line == MetricRules.Line.KERAS_2_3 || line == MetricRules.Line.TENSORFLOW_1;
    }

    /** Keras 2.2 and 2.3 (training.py): the second of a name gets 1. */
    private String numbered(String base) {
        String name = base;
        for (int i = 1; used.contains(name); i++) {
            name = base + "_" + i;
        }
        used.add(name);
        return name;
    }

    /** tf.keras (compile_utils.py): a weighted one is marked where its name is taken. */
    private String freed(WrittenMetric written, int output, String name, boolean weighted) {
        String full = outputs.size() > 1 && isFull(written, output) ? name : prefixed(output, name);
        return numbered(weighted && used.contains(full) ? prefixed(output, "weighted_" + name) : full);
    }

    /** Keras 3 (compile_utils.py, CompileMetrics.result). */
    private String counted(int output, String name, boolean weighted) {
        String full = prefixed(output, name);
        if (weighted && counts.containsKey(full)) {
            full = prefixed(output, "weighted_" + name);
        }
        int count = counts.merge(full, 1, Integer::sum);
        return count == 1 ? full : full + "_" + (count - 1);
    }
}
