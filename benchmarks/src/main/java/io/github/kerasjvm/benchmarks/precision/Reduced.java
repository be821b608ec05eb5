package io.github.kerasjvm.benchmarks.precision;

import io.github.kerasjvm.benchmarks.Measurement;
import io.github.kerasjvm.engine.Calibration;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Plan;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.InferencePasses;
import io.github.kerasjvm.export.onnx.Numbers;
import io.github.kerasjvm.export.onnx.OnnxOptions;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import io.github.kerasjvm.precision.Precision;
import io.github.kerasjvm.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** One model in one precision, on ONNX Runtime with one thread, with the times that it has taken. */
final class Reduced implements AutoCloseable {

    private static final Engine ENGINE = Engines.find("onnxruntime");
    private static final int REPEATS = 10;

    private final String name;
    private final EngineOptions options;
    private final long bytes;
    private final Plan plan;
    private final List<Double> opened = new ArrayList<>();
    private final List<Double> single = new ArrayList<>();
    private final List<Double> many = new ArrayList<>();
    private final Program program;

    Reduced(String name, KerasModel keras, Precision precision) {
        this.name = name;
        options = new EngineOptions(1).in(precision);
        program = new Program(
                keras.lower(keras.inputs().stream().map(KerasModel.Port::shape).toList()));
        bytes = written(precision);
        plan = ENGINE.compile(program, options);
    }

    private long written(Precision precision) {
        OpGraph graph = OnnxWriter.expanded(InferencePasses.apply(program.graph()));
        EngineOptions plain = new EngineOptions(1).withoutPasses();
        Numbers numbers = Calibration.numbers(graph, precision, part -> ENGINE.compile(new Program(part), plain));
        return new OnnxWriter(OnnxOptions.defaults().in(numbers)).write(graph).length;
    }

    String name() {
        return name;
    }

    EngineOptions options() {
        return options;
    }

    long bytes() {
        return bytes;
    }

    List<Tensor> predict(List<Tensor> inputs) {
        return plan.run(inputs);
    }

    /** Makes a second plan. */
    void open() {
        long start = System.nanoTime();
        ENGINE.compile(program, options).close();
        opened.add((System.nanoTime() - start) / 1e9);
    }

    /** Predicts one row several times, and all of them once. */
    void round(List<Tensor> inputs) {
        List<Tensor> first = inputs.stream().map(input -> input.rows(0, 1)).toList();
        plan.run(first);
        for (int i = 0; i < REPEATS; i++) {
            single.add(seconds(first));
        }
        many.add(seconds(inputs));
    }

    private double seconds(List<Tensor> inputs) {
        long start = System.nanoTime();
        plan.run(inputs);
        return (System.nanoTime() - start) / 1e9;
    }

    Measurement opened() {
        return measurement(opened);
    }

    Measurement single() {
        return measurement(single);
    }

    Measurement many() {
        return measurement(many);
    }

    private Measurement measurement(List<Double> seconds) {
        return new Measurement(
                name, seconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        plan.close();
    }
}
