package io.github.kerasjvm.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.InputSpec;
import io.github.kerasjvm.data.Scale;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The reference models against what Keras's own evaluate reported for them. */
class ReferenceModelsTest {

    private static final Path FIXTURES = Path.of(System.getProperty("keras-jvm.fixtures"));

    static Stream<Arguments> models() throws IOException {
        JsonNode index = new ObjectMapper()
                .readTree(FIXTURES.resolve("reference/index.json").toFile());
        return StreamSupport.stream(index.spliterator(), false)
                .map(model -> Arguments.of(model.path("file").asText(), model));
    }

    private static Evaluation evaluate(JsonNode about, Path data, List<Long> progress) {
        KerasModel model = Import.of(
                        FIXTURES.resolve("reference").resolve(about.path("file").asText()))
                .backend(about.path("backend").asText())
                .load();
        DataOptions options =
                DataOptions.DEFAULT.scale(Scale.parse(about.path("inputScale").asText()));
        return Evaluate.of(model, Engines.find("reference"), EngineOptions.defaults())
                .batchSize(about.path("batchSize").asInt())
                .progress((done, total) -> progress.add(done))
                .run(DataSet.open(data, InputSpec.of(model), options));
    }

    private static void compare(Evaluation found, JsonNode expected) {
        double loss = expected.path("loss").asDouble();
        assertThat(found.loss().orElseThrow()).isCloseTo(loss, within(1e-5 * loss));
        Accuracy accuracy = found.accuracy().orElseThrow();
        assertThat(accuracy.correct()).isEqualTo(expected.path("correct").asLong());
        assertThat(accuracy.decisions()).isEqualTo(found.rows());
        assertThat((float) accuracy.value())
                .isEqualTo((float) expected.path("accuracy").asDouble());
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void reportsKerassLossAndAccuracyOnTheDigitSample() throws IOException {
        JsonNode about = models().map(arguments -> (JsonNode) arguments.get()[1])
                .filter(model -> model.has("digits"))
                .findFirst()
                .orElseThrow();
        List<Long> progress = new ArrayList<>();
        Evaluation found = evaluate(about, FIXTURES.resolve("digits"), progress);
        compare(found, about.path("digits"));
        assertThat(progress).endsWith(500L).isSorted();
        ConfusionMatrix matrix = found.accuracy().orElseThrow().confusion().orElseThrow();
        assertThat(matrix.classes()).isEqualTo(10);
        long right = 0;
        long all = 0;
        for (int i = 0; i < 10; i++) {
            right += matrix.count(i, i);
            all += matrix.support(i);
        }
        assertThat(right).isEqualTo(found.accuracy().orElseThrow().correct());
        assertThat(all).isEqualTo(500);
    }
}
