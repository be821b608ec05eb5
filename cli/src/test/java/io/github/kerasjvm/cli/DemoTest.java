package io.github.kerasjvm.cli;

import static io.github.kerasjvm.cli.Run.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    private Path folder;

    /** What the distribution holds beside the program. */
    @BeforeAll
    static void layOutTheFiles() throws IOException {
        Path demo = Files.createDirectories(Path.of(System.getProperty("keras-jvm.home"), "demo"));
        for (String file : List.of(
                "reference/mnist_cnn_trained_model.h5",
                "reference/mnist_cnn_trained_model.h5.npz",
                "reference/index.json",
                "digits/digits-images-idx3-ubyte.gz",
                "digits/digits-labels-idx1-ubyte.gz")) {
            Path source = fixture(file);
            Files.copy(source, demo.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void showsKerasNumbersBesideOurs() {
        Run run = Run.of("demo");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("Model: \"sequential\"", "500 digits  Keras 2.21.0  keras-jvm", "Our numbers are Keras's");
        assertThat(run.out().lines().filter(line -> line.contains("Right")))
                .singleElement()
                .asString()
                .containsSubsequence("494", "494", "0");
    }

    @Test
    void keepsTheConvertedFilesWhereTold() {
        JsonNode json = Run.of("demo", "--output", folder, "--json").json();

        assertThat(json.path("agrees").asBoolean()).isTrue();
        assertThat(json.at("/verify/layers").asInt()).isEqualTo(8);
        assertThat(json.path("files")).isNotEmpty().allSatisfy(file -> assertThat(
                        Path.of(file.path("file").asText()))
                .exists()
                .hasSize(file.path("bytes").asLong()));
        assertThat(Run.of("demo", "--output", folder).exit()).isEqualTo(6);
        assertThat(Run.of("demo", "--output", folder, "--force").exit()).isZero();
    }

    @Test
    void speaksPlainAsciiWhereThereIsNothingElse() {
        Run run = Run.on(100, StandardCharsets.US_ASCII, "demo");

        assertThat(run.out()).contains("+-----", "1.0E-4*|golden|").doesNotContain("\uFFFD");
        assertThat(run.out().lines().filter(line -> line.contains("?"))).isEmpty();
    }
}
