package io.github.kerasjvm.benchmarks.parts;

import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.engine.Program;
import io.github.kerasjvm.engine.reference.InferencePasses;
import io.github.kerasjvm.export.onnx.OnnxWriter;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.op.OpGraph;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a model to a plan: lowering, passes, writing ONNX, compiling. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanParts {

    /** The model's file: few layers, and many with batch normalisation to fold. */
    @Param({"mnist_cnn_trained_model.h5", "c_k3_cl.keras"})
    public String file;

    private KerasModel model;
    private OpGraph graph;
    private OpGraph simplified;
    private Engine engine;

    /** Made by JMH. */
    public PlanParts() {}

    /** Loads the model. */
    @Setup
    public void load() {
        model = Import.of(Reference.file(file)).load();
        graph = model.lower();
        simplified = InferencePasses.apply(graph);
        engine = Engines.find("onnxruntime");
    }

    /**
     * Layers to operations.
     *
     * @return the graph
     */
    @Benchmark
    public OpGraph lower() {
        return model.lower();
    }

    /**
     * All graph passes until none finds anything more.
     *
     * @return the simplified graph
     */
    @Benchmark
    public OpGraph passes() {
        return InferencePasses.apply(graph);
    }

    /**
     * The simplified graph as ONNX, in memory.
     *
     * @return the bytes
     */
    @Benchmark
    public byte[] onnx() {
        return new OnnxWriter().write(simplified);
    }

    /** Passes, ONNX, and the session that ONNX Runtime makes of it. */
    @Benchmark
    public void compile() {
        engine.compile(new Program(graph, Optional.of(model)), EngineOptions.defaults())
                .close();
    }
}
