package io.github.kerasjvm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.kerasjvm.engine.reference.ReferenceEngine;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.op.Ops;
import io.github.kerasjvm.op.Value;
import io.github.kerasjvm.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {

    @ParameterizedTest
    @CsvSource({"cpu, CPU, 0, cpu", "cuda, CUDA, 0, cuda:0", "cuda:0, CUDA, 0, cuda:0", "cuda:12, CUDA, 12, cuda:12"})
    void readsNames(String name, Device.Kind kind, int index, String written) {
        Device device = Device.parse(name);

        assertThat(device).isEqualTo(new Device(kind, index));
        assertThat(device).hasToString(written);
        assertThat(device.isCpu()).isEqualTo(kind == Device.Kind.CPU);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "CUDA", "cpu:0", "cuda:", "cuda:-1", "cuda:99999", "cuda:1 ", "cuda:٣"})
    void refusesOtherNames(String name) {
        assertThatThrownBy(() -> Device.parse(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the device is " + name + ", expected cpu, cuda, or cuda and a number: cuda:1");
    }

    @Test
    void hasNoProcessorButTheOne() {
        assertThatThrownBy(() -> new Device(Device.Kind.CPU, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Device.cuda(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void staysWithTheOptions() {
        EngineOptions options = new EngineOptions(3).on(Device.cuda(1));

        assertThat(new EngineOptions(3).device()).isEqualTo(Device.CPU);
        assertThat(EngineOptions.defaults().device()).isEqualTo(Device.CPU);
        assertThat(options.threads()).isEqualTo(3);
        assertThat(options.withRunsAlone().device()).isEqualTo(Device.cuda(1));
        assertThat(options.withoutPasses().device()).isEqualTo(Device.cuda(1));
        assertThat(options.withoutPasses().on(Device.CPU)).isEqualTo(new EngineOptions(3).withoutPasses());
    }

    @Test
    void anEngineOfTheProcessorRefusesAGpuByName() {
        Ops ops = new Ops();
        Value x = ops.input("x", Shape.of(Shape.ANY, 2));
        OpGraph graph = ops.build(List.of(new OpGraph.Output("y", ops.negate(x))));
        EngineOptions options = new EngineOptions(1).on(Device.cuda(0));

        assertThatThrownBy(() -> new ReferenceEngine().compile(new Program(graph), options))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("engine reference computes on the processor alone, not on cuda:0");
        assertThat(new ReferenceEngine().hasGpus()).isFalse();
        assertThat(new ReferenceEngine().gpus()).isEqualTo(GpuReport.NONE);
    }
}
