package io.github.kerasjvm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class DevicesTest {

    @Test
    void tellsWhatRunsHere() {
        Run run = Run.of("devices");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("onnxruntime", "onednn", "reference", "dl4j", "ready", "--engine auto is ", "CPUs");
    }

    @Test
    void saysOfGpusWhatIsThereAndWhatIsMissing() {
        Run run = Run.of("devices");

        assertThat(run.out())
                .contains("GPUs, for --engine onnxruntime --device cuda: ")
                .containsPattern("  NVIDIA driver  (there|missing)  \\S")
                .containsPattern("  CUDA provider  (there|missing)  \\S");
    }

    @Test
    void hasWhatItFindsOfGpusAsJson() {
        for (JsonNode engine : Run.of("devices", "--json").json().path("engines")) {
            JsonNode findings = engine.path("gpuFindings");
            boolean isOnnxRuntime = engine.path("name").asText().equals("onnxruntime");

            assertThat(findings.isArray()).isTrue();
            assertThat(findings.isEmpty()).isEqualTo(!isOnnxRuntime);
            assertThat(findings).allSatisfy(finding -> {
                assertThat(finding.path("isThere").isBoolean()).isTrue();
                assertThat(finding.path("detail").asText()).isNotEmpty();
            });
            assertThat(engine.path("devices")).isNotEmpty();
        }
    }

    @Test
    void hasEverythingAsJson() {
        JsonNode json = Run.of("devices", "--json").json();

        assertThat(json.path("engines").findValuesAsText("name")).contains("onnxruntime", "reference");
        assertThat(json.path("auto").asText()).isNotEmpty();
        assertThat(json.at("/java/cpus").asInt()).isPositive();
    }
}
