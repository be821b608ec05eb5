package io.github.kerasjvm.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.tensor.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of 100 MiB is loaded in less than twice its size: its numbers go from the file to their place, once. */
class LargeFileTest {

    private static final int LAYERS = 4;
    private static final int UNITS = 2560;

    @TempDir
    private Path folder;

    /** Loads a model and prints what shows that its numbers are there. */
    static final class Loader {
        private Loader() {}

        public static void main(String[] arguments) {
            KerasModel model = Import.of(Path.of(arguments[0])).load();
            Tensor last = model.weights().get("dense_" + LAYERS + "/kernel");
            System.out.println(model.parameters() + " " + last.get(0) + " " + last.get(last.elements() - 1));
        }
    }

    @Test
    @Tag("slow")
    void loadsInLessThanTwiceItsSize() throws IOException, InterruptedException {
        Path file = write();
        assertThat(Files.size(file)).isBetween(100L << 20, 101L << 20);

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx190m",
                        "-XX:MaxDirectMemorySize=8m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loader.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed.strip())
                .isEqualTo("%d %s %s"
                        .formatted(LAYERS * (UNITS * UNITS + (long) UNITS), value(4, 0), value(4, UNITS - 1)));
    }

    /** A number that tells its layer and its place in a row; rows are alike, for the test's own sake. */
    private static float value(int layer, int column) {
        return layer + column / 4096f;
    }

    private Path write() {
        Path file = folder.resolve("large.h5");
        try (WritableHdfFile h5 = HdfFile.write(file)) {
            h5.putAttribute("keras_version", "2.3.1");
            h5.putAttribute("backend", "tensorflow");
            h5.putAttribute("model_config", config());
            var weights = h5.putGroup("model_weights");
            weights.putAttribute(
                    "layer_names",
                    IntStream.rangeClosed(1, LAYERS).mapToObj(i -> "dense_" + i).toArray(String[]::new));
            for (int layer = 1; layer <= LAYERS; layer++) {
                String name = "dense_" + layer;
                float[] row = new float[UNITS];
                for (int i = 0; i < UNITS; i++) {
                    row[i] = value(layer, i);
                }
                float[][] kernel = new float[UNITS][];
                java.util.Arrays.fill(kernel, row);
                var group = weights.putGroup(name);
                group.putAttribute("weight_names", new String[] {name + "/kernel:0", name + "/bias:0"});
                var inner = group.putGroup(name);
                inner.putDataset("kernel:0", kernel);
                inner.putDataset("bias:0", row);
            }
        }
        return file;
    }

    private static String config() {
        String layers = IntStream.rangeClosed(1, LAYERS)
                .mapToObj(i -> "{\"class_name\": \"Dense\", \"config\": {\"name\": \"dense_" + i + "\", \"units\": "
                        + UNITS + (i == 1 ? ", \"batch_input_shape\": [null, " + UNITS + "]" : "") + "}}")
                .collect(Collectors.joining(", "));
        return "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"large\", \"layers\": [" + layers + "]}}";
    }
}
