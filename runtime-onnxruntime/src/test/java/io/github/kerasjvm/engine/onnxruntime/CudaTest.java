package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.GpuReport;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.fixtures.ChosenDevice;
import io.github.kerasjvm.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** GPUs, on a machine that has none and on one that has. */
class CudaTest {

    private final OnnxRuntimeEngine engine = new OnnxRuntimeEngine();

    @Test
    void refusesWhatIsNotHereAndSaysWhatIsMissing() {
        // No machine has so many.
        Device none = Device.cuda(4000);
        EngineOptions options = new EngineOptions(1).on(none);
        String wanted = NativeCache.hasCuda()
                ? "onnxruntime cannot compute on cuda:4000: "
                : "onnxruntime cannot compute on cuda:4000: the artifact com.microsoft.onnxruntime:onnxruntime has no CUDA"
                        + " provider. Put com.microsoft.onnxruntime:onnxruntime_gpu of the same version in its place";

        assertThatThrownBy(() -> engine.require(none))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(wanted);
        assertThatThrownBy(() -> engine.compile(new Program(Nets.mnist()), options))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith(wanted)
                .hasMessageNotContaining("\n");
        engine.require(Device.CPU);
    }

    @Test
    void listsWhatIsThereAndWhatIsMissing() {
        GpuReport found = engine.gpus();

        assertThat(engine.hasGpus()).isTrue();
        assertThat(found.findings())
                .extracting(GpuReport.Finding::subject)
                .startsWith("NVIDIA driver", "CUDA provider");
        assertThat(found.findings().get(1).isThere()).isEqualTo(NativeCache.hasCuda());
        assertThat(found.findings()).extracting(GpuReport.Finding::detail).noneMatch(String::isBlank);
        assertThat(found.findings().subList(0, Math.min(3, found.findings().size())).stream()
                        .allMatch(GpuReport.Finding::isThere))
                .as("all is there, %s", found)
                .isEqualTo(!found.devices().isEmpty());
        assertThat(engine.availability().devices()).containsExactly("cpu");
    }

    @Test
    void whatFailsInARunSaysWhatIsMissing() {
        OrtException said =
                new OrtException("cuDNN is not available. Install cuDNN, update the system library search path");
        Plan failing = new Plan() {
            @Override
            public List<Tensor> run(List<Tensor> inputs) {
                throw new EngineException("onnxruntime could not run the model: " + said.getMessage(), said);
            }

            @Override
            public void close() {}
        };
        Plan plan = new GpuPlan(failing, Device.cuda(1));

        assertThatThrownBy(() -> plan.run(List.of()))
                .isInstanceOf(EngineException.class)
                .hasCause(said)
                .hasMessageStartingWith("onnxruntime cannot compute on cuda:1: cuDNN 9 for CUDA 12 was not found");
        assertThatThrownBy(() -> plan.run(List.of(), List.of()))
                .hasMessageStartingWith("onnxruntime cannot compute on cuda:1: cuDNN 9");
    }

    @Test
    void givesTheNumbersOfTheReferenceEngine() {
        Device device = ChosenDevice.of(engine);
        assumeTrue(!device.isCpu(), "for -Dkeras-jvm.device=cuda");
        Tensor images = Nets.images(100);
        try (Plan plan = engine.compile(new Program(Nets.mnist()), new EngineOptions(2).on(device));
                Plan oracle = new ReferenceEngine().compile(new Program(Nets.mnist()), new EngineOptions(2))) {
            Tensor first = plan.run(List.of(images)).get(0);
            Tensor expected = oracle.run(List.of(images)).get(0);
            for (int i = 0; i < expected.elements(); i++) {
                assertThat(Math.abs(first.get(i) - expected.get(i))).isLessThan(1e-6f);
            }
            assertThat(plan.run(List.of(images)).get(0))
                    .as("the same bits again")
                    .isEqualTo(first);
        }
    }
}
