package io.github.kerasjvm.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.kerasjvm.data.NpzWriter;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.verify.ParityFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suite of five files of real Keras, of which it is known what either importer makes of them. */
class ImportComparisonTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));

    @TempDir
    private Path folder;

    @Test
    void tellsWhatComesOfEveryFileAndCountsItOnThePage() throws Exception {
        copy("reference/a_k2_cl.h5", "good.h5");
        copy("reference/a_k2_cl.h5.npz", "good.npz");
        copy("reference/a_k3_cl.keras", "new.keras");
        copy("reference/a_k3_cl.keras.npz", "new.npz");
        copy("broken/lambda.h5", "lambda.h5");
        shiftOutputs("good.npz", "shifted.npz", 0.25f);
        Files.writeString(folder.resolve("index.tsv"), """
                file\tweights_file\tgolden\texpect\tkeras_version
                good.h5\t\tgood.npz\tmatch\t2.3.1
                good.h5\t\tshifted.npz\tmatch\t2.3.1
                good.h5\t\t\teither\t2.3.1
                new.keras\t\tnew.npz\tmatch\t3.15.1
                lambda.h5\t\t\trefuse\t2.3.1
                """);
        CompareOptions options = CompareOptions.parse(folder.toString(), "--engine", "reference", "--limit", "60");

        List<Compared> cases =
                ImportComparison.run(options, new PrintStream(OutputStream.nullOutputStream(), false, "UTF-8"));

        assertThat(cases)
                .extracting(one -> one.ours().kind())
                .containsExactly(
                        Outcome.Kind.MATCH,
                        Outcome.Kind.WRONG,
                        Outcome.Kind.LOADED,
                        Outcome.Kind.MATCH,
                        Outcome.Kind.REFUSED);
        assertThat(cases)
                .extracting(one -> one.stock().kind())
                .containsExactly(
                        Outcome.Kind.MATCH,
                        Outcome.Kind.WRONG,
                        Outcome.Kind.LOADED,
                        Outcome.Kind.FAILS_LOADING,
                        Outcome.Kind.REFUSED);
        assertThat(cases.get(1).ours().deviation()).isBetween(0.249, 0.251);
        assertThat(cases.get(1).stock().deviation()).isBetween(0.249, 0.251);

        String page = new Page(cases, Map.of("processor", "of this test"), options).markdown();
        assertThat(page)
                .contains("on 5 files of which 3 are models")
                .contains("| Keras 2, standalone | 2 | 1 | 1 | 0 | 1 | 1 | 0 |")
                .contains("| Keras 3 | 1 | 1 | 0 | 0 | 0 | 0 | 1 |")
                .contains("| `.keras` | 1 | 1 | 0 | 0 | 0 | 0 | 1 |")
                .contains("| **all** | 3 | 2 | 1 | 0 | 1 | 1 | 1 |")
                .contains("| wrong numbers | 1 | 1 |")
                .contains("| to be refused | 1 | 1 refused | 1 refused |")
                .contains("| no numbers recorded | 1 | 1 loads | 1 loads |")
                .contains("| 1 | fails to load | RuntimeException: H5Fopen failed |")
                .contains("- processor: of this test")
                .doesNotContain(folder.getParent().toString());
    }

    private void copy(String fixture, String name) throws IOException {
        Files.copy(FIXTURES.resolve(fixture), folder.resolve(name));
    }

    private void shiftOutputs(String from, String to, float shift) {
        ParityFile golden = ParityFile.read(folder.resolve(from));
        NpzWriter writer = new NpzWriter();
        for (int i = 0; i < golden.inputs().size(); i++) {
            writer.add("in_" + i, golden.inputs().get(i));
        }
        for (int i = 0; i < golden.outputs().size(); i++) {
            Tensor output = golden.outputs().get(i);
            Shape shape = output.shape();
            float[] values = output.toArray();
            for (int j = 0; j < values.length; j++) {
                values[j] += shift;
            }
            writer.add("out_" + i, Tensor.owning(shape, values));
        }
        writer.write(folder.resolve(to));
    }
}
