package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.data.Npy;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictTest {

    private static final Path MODEL = fixture("reference/mnist_cnn_trained_model.h5");
    private static final Path DIGITS = fixture("digits/digits-images-idx3-ubyte.gz");
    private static final Path GOLDEN = fixture("digits/mnist_cnn_trained_model.h5.npz");

    @TempDir
    private Path folder;

    @Test
    void givesKerasNumbersForEveryDigit() {
        Path out = folder.resolve("out.npy");
        Run run = Run.of("predict", MODEL, DIGITS, "--scale", "1/255", "--output", out);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("and 480 more rows", "Written: " + out);
        Tensor ours = Npy.read(out);
        Tensor keras;
        try (Npz npz = Npz.open(GOLDEN)) {
            keras = npz.tensor("out_0");
        }
        assertThat(ours.shape()).isEqualTo(keras.shape());
        assertThat(IntStream.range(0, keras.elements())
                        .mapToDouble(i -> Math.abs(ours.get(i) - keras.get(i)))
                        .max()
                        .orElseThrow())
                .isLessThan(1e-5);
    }

    @Test
    void namesTheLikeliestClasses() throws IOException {
        Path names = folder.resolve("names.txt");
        Files.write(names, List.of("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"));
        Run run = Run.of("predict", MODEL, DIGITS, "--scale", "1/255", "--rows", "2", "--labels", names);

        assertThat(run.out().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .matches("\\d  [a-zü]+ \\d+\\.\\d\\d%  .*"));
    }

    @Test
    void hasEveryRowAsJson() {
        JsonNode json = Run.of("predict", MODEL, DIGITS, "--scale", "1/255", "--rows", "30", "--json")
                .json();

        assertThat(json.path("rows").asInt()).isEqualTo(30);
        assertThat(json.at("/outputs/0/name").asText()).isEqualTo("dense_1");
        assertThat(json.at("/outputs/0/rows")).hasSize(30);
        assertThat(json.at("/outputs/0/rows/0/values")).hasSize(10);
        assertThat(json.at("/outputs/0/rows/0/probability").asDouble()).isGreaterThan(0.9);
    }

    @Test
    void takesOnePicture() throws IOException {
        Path picture = folder.resolve("black.png");
        ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());

        assertThat(Run.of("predict", MODEL, picture).out().lines()).hasSize(1);
    }

    @Test
    void writesTablesToo() throws IOException {
        Path csv = folder.resolve("out.csv");
        Path json = folder.resolve("out.json");
        Path npz = folder.resolve("out.npz");
        for (Path out : List.of(csv, json, npz)) {
            assertThat(Run.of("predict", MODEL, DIGITS, "--rows", "3", "--output", out)
                            .exit())
                    .isZero();
        }

        assertThat(Files.readAllLines(csv)).hasSize(4).first().asString().startsWith("dense_1_0,dense_1_1,");
        assertThat(Files.readString(json)).contains("\"values\"");
        try (Npz written = Npz.open(npz)) {
            assertThat(written.tensor("dense_1").shape().toList()).containsExactly(3, 10);
        }
    }

    @Test
    void keepsWhatIsThere() throws IOException {
        Path out = Files.writeString(folder.resolve("out.npy"), "precious");
        Run run = Run.of("predict", MODEL, DIGITS, "--output", out);

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).contains("exists already. Replace it with --force");
        assertThat(out).hasContent("precious");
    }

    @Test
    void dataThatDoesNotFitIsADataProblem() throws IOException {
        Path text = Files.writeString(folder.resolve("data.txt"), "hello");

        assertThat(Run.of("predict", MODEL, fixture("digits/digits-labels-idx1-ubyte.gz"))
                        .exit())
                .isEqualTo(6);
        assertThat(Run.of("predict", MODEL, text).exit()).isEqualTo(6);
        assertThat(Run.of("predict", MODEL, folder.resolve("none.npz")).exit()).isEqualTo(6);
        assertThat(Run.of("predict", fixture("broken/lambda.h5"), DIGITS).exit())
                .isEqualTo(4);
    }

    @Test
    void wrongWordsAreMisuse() {
        assertThat(Run.of("predict", MODEL, DIGITS, "--scale", "much").err()).contains("\"much\" is not a scale");
        assertThat(Run.of("predict", MODEL, DIGITS, "--layout", "nchw").err())
                .contains("--layout is \"nchw\", expected channels_");
        assertThat(Run.of("predict", MODEL, DIGITS, "--rows", "0").exit()).isEqualTo(2);
        assertThat(Run.of("predict", MODEL, DIGITS, "--output", "out.xls").exit())
                .isEqualTo(2);
    }
}
