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
    void hasEverythingAsJson() {
        JsonNode json = Run.of("devices", "--json").json();

        assertThat(json.path("engines").findValuesAsText("name")).contains("onnxruntime", "reference");
        assertThat(json.path("auto").asText()).isNotEmpty();
        assertThat(json.at("/java/cpus").asInt()).isPositive();
    }
}
