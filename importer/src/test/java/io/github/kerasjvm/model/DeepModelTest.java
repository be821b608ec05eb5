package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.layer.Group;
import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.UnaryLayer;
import io.github.kerasjvm.layer.Weights;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problem;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of 500 layers is read and checked with work that grows with its calls, no faster. */
class DeepModelTest {

    private static final int BLOCKS = 166;
    private static final int UNITS = 8;

    @TempDir
    private Path folder;

    /** Counts how often its shape is asked for. */
    private record Counted(AtomicInteger asked) implements UnaryLayer {
        @Override
        public Shape output(Shape in, Problems problems) {
            asked.incrementAndGet();
            return in;
        }

        @Override
        public Value lower(Ops ops, Value x, Weights w) {
            return x;
        }
    }

    @Test
    void everyCallOf500LayersIsVisitedOnce() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Kind<Counted> counted = Kind.of(Group.CORE, "Counted", args -> new Counted(asked));

        Inspection inspection = Import.of(residual(BLOCKS)).layer(counted).inspect();

        assertThat(asked).hasValue(BLOCKS);
        assertThat(inspection.layers()).hasSize(500);
        assertThat(inspection.layers())
                .extracting(LayerSummary::outputs)
                .as("every shape is known")
                .containsOnly(List.of(Shape.of(Shape.ANY, UNITS)));
        assertThat(inspection.parameters()).isEqualTo((BLOCKS + 1L) * (UNITS * UNITS + UNITS));
        assertThat(inspection.problems()).extracting(Problem::code).containsOnly(Code.WEIGHTS_ABSENT);
    }

    @Test
    void aSharedLayerIsVisitedOnceForEachCall() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Kind<Counted> counted = Kind.of(Group.CORE, "Counted", args -> new Counted(asked));
        List<String> layers = new ArrayList<>();
        layers.add(input());
        StringBuilder calls = new StringBuilder();
        String before = "[\"input\", 0, 0, {}]";
        for (int call = 0; call < 500; call++) {
            calls.append(call == 0 ? "" : ", ").append('[').append(before).append(']');
            before = "[\"shared\", %d, 0, {}]".formatted(call);
        }
        layers.add(layer("Counted", "shared", "", calls.toString()));

        Inspection inspection =
                Import.of(model(layers, "[\"shared\", 499, 0]")).layer(counted).inspect();

        assertThat(inspection.problems()).isEmpty();
        assertThat(asked).hasValue(500);
    }

    /** An input, blocks of Dense, Counted and Add around them, and a last Dense. */
    private Path residual(int blocks) throws IOException {
        List<String> layers = new ArrayList<>();
        layers.add(input());
        String before = "input";
        for (int i = 0; i < blocks; i++) {
            layers.add(dense("dense_" + i, before));
            layers.add(layer("Counted", "counted_" + i, "", called("dense_" + i)));
            layers.add(layer("Add", "add_" + i, "", called(before, "counted_" + i)));
            before = "add_" + i;
        }
        layers.add(dense("last", before));
        return model(layers, "[\"last\", 0, 0]");
    }

    private static String input() {
        return """
                {"class_name": "InputLayer", "name": "input", "inbound_nodes": [],
                 "config": {"name": "input", "batch_input_shape": [null, %d], "dtype": "float32"}}""".formatted(UNITS);
    }

    private static String dense(String name, String before) {
        return layer("Dense", name, ", \"units\": " + UNITS + ", \"activation\": \"relu\"", called(before));
    }

    private static String layer(String className, String name, String arguments, String calls) {
        return """
                {"class_name": "%s", "name": "%s", "inbound_nodes": [%s], "config": {"name": "%s"%s}}""".formatted(className, name, calls, name, arguments);
    }

    private static String called(String... inputs) {
        StringBuilder call = new StringBuilder("[");
        for (String input : inputs) {
            call.append(call.length() == 1 ? "" : ", ").append("[\"%s\", 0, 0, {}]".formatted(input));
        }
        return call.append(']').toString();
    }

    private Path model(List<String> layers, String output) throws IOException {
        return Files.writeString(folder.resolve("model.json"), """
                {"class_name": "Model", "keras_version": "2.3.1", "backend": "tensorflow", "config": {"name": "deep",
                 "layers": [%s], "input_layers": [["input", 0, 0]], "output_layers": [%s]}}""".formatted(String.join(",\n", layers), output));
    }
}
