package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Tensor;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM, with DL4J alone on its class path, restores what was exported and computes Keras's numbers. */
class StockRestoreTest {

    @TempDir
    Path folder;

    @Test
    void restoresTheChainOfTheMnistExample() throws Exception {
        check("reference/mnist_cnn_trained_model.h5", "chain");
    }

    @Test
    void restoresAChannelsFirstModelWhoseDenseRowsWereReordered() throws Exception {
        check("reference/b_k3_cf.h5", "chain");
    }

    @Test
    void restoresAGraph() throws Exception {
        check("layer/sequential/k3_cl.keras", "graph");
    }

    private void check(String file, String kind) throws Exception {
        Path model = Suite.fixtures().resolve(file);
        KerasModel keras = Import.of(model).load();
        assertThat(Dl4jExporter.of(keras).blueprint().isChain()).isEqualTo(kind.equals("chain"));
        Golden golden = Golden.read(model.resolveSibling(model.getFileName() + ".npz"));
        Path archive = folder.resolve("model.zip");
        Dl4jExporter.of(keras).write(archive);
        Tensor expected = golden.outputs().get(0);
        Tensor actual = Tensor.of(
                expected.shape(), runElsewhere(kind, archive, golden.inputs().get(0)));
        assertThat(Parity.difference(expected, actual, 1e-4)).isEmpty();
    }

    private float[] runElsewhere(String kind, Path archive, Tensor input) throws Exception {
        Path numbers = folder.resolve("input.bin");
        write(input, numbers);
        Path program =
                Path.of(StockRestoreTest.class.getResource("Restore.java").toURI());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPathOfDl4j(),
                        program.toString(),
                        kind,
                        archive.toString(),
                        numbers.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        float[] output = new float[lines.size()];
        for (int i = 0; i < output.length; i++) {
            output[i] = Float.parseFloat(lines.get(i));
        }
        return output;
    }

    private static void write(Tensor tensor, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(tensor.shape().rank());
            for (int size : tensor.shape().toArray()) {
                out.writeInt(size);
            }
            for (float number : tensor.toArray()) {
                out.writeFloat(number);
            }
        }
    }

    /** The jars of this test's class path that are not ours: no folder of classes, nothing named keras-jvm. */
    private static String classPathOfDl4j() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("keras-jvm"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
