package io.github.kerasjvm.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM, with DL4J alone on its class path, restores what was exported and computes Keras's numbers. */
class StockRestoreTest {

    @TempDir
    Path folder;

    @Test
    void restoresTheChainOfTheMnistExample() throws Exception {
        check("reference/mnist_cnn_trained_model.h5", true);
    }

    @Test
    void restoresAChannelsFirstModelWhoseDenseRowsWereReordered() throws Exception {
        check("reference/b_k3_cf.h5", true);
    }

    @Test
    void restoresAGraph() throws Exception {
        check("layer/sequential/k3_cl.keras", false);
    }

    private void check(String file, boolean isChain) throws Exception {
        Path model = Suite.fixtures().resolve(file);
        KerasModel keras = Import.of(model).load();
        assertThat(Dl4jExporter.of(keras).blueprint().isChain()).isEqualTo(isChain);
        Golden golden = Golden.read(model.resolveSibling(model.getFileName() + ".npz"));
        Path archive = folder.resolve("model.zip");
        Dl4jExporter.of(keras).write(archive);
        Tensor expected = golden.outputs().get(0);
        try (StockProcess stock = StockProcess.start(isChain, archive)) {
            Tensor actual = stock.run(golden.inputs().get(0), expected.shape());
            assertThat(Parity.difference(expected, actual, 1e-4)).isEmpty();
        }
    }
}
