package io.github.kerasjvm.benchmarks.device;

import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.benchmarks.Measurement;
import io.github.kerasjvm.engine.Device;
import io.github.kerasjvm.engine.Engine;
import io.github.kerasjvm.engine.EngineException;
import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Predicts noise with ONNX Runtime on the processor and on a GPU, in turns, on the same arrays, and says how far the
 * results lie apart, as a share of what {@code verify} allows between us and Keras.
 */
public final class DeviceBenchmark {

    /** What the process ends with where the device is not there. */
    private static final int NO_DEVICE = 7;

    private static final int WARM_UP = 3;

    private final Engine engine = Engines.find("onnxruntime");
    private final DeviceOptions options;
    private final PrintStream out;

    private DeviceBenchmark(DeviceOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Runs the comparison and prints its table as Markdown.
     *
     * @param arguments see {@code benchmarks/run}
     */
    public static void main(String[] arguments) {
        try {
            new DeviceBenchmark(DeviceOptions.parse(arguments), System.out).run();
        } catch (EngineException e) {
            System.err.println(e.getMessage());
            System.exit(NO_DEVICE);
        }
    }

    private void run() {
        engine.require(options.device());
        out.printf(
                "Predicting noise, ONNX Runtime %s, %d rounds in turns; smallest time of a call, spread in brackets.%n%n",
                engine.availability().version(), options.rounds());
        Machine.description().forEach((name, fact) -> out.println("- " + name + ": " + fact));
        engine.gpus().findings().forEach(found -> out.println("- " + found.subject() + ": " + found.detail()));
        out.printf(
                "%n| model | rows | cpu, ms | %s, ms | cpu / %s | difference, of what is allowed |%n",
                options.device(), options.device());
        out.println("|---|---:|---:|---:|---:|---:|");
        options.models().forEach(this::measure);
    }

    private void measure(Path file) {
        KerasModel keras = Import.of(file).load();
        try (Model cpu = Model.of(keras, engine, EngineOptions.defaults());
                Model gpu = Model.of(keras, engine, EngineOptions.defaults().on(options.device()))) {
            for (int rows : options.batches()) {
                measure(file, rows, inputs(keras, rows), List.of(cpu, gpu));
            }
        }
    }

    private void measure(Path file, int rows, List<Tensor> inputs, List<Model> models) {
        double apart = apart(models.get(0).predict(inputs), models.get(1).predict(inputs));
        for (int i = 0; i < WARM_UP; i++) {
            models.forEach(model -> model.predict(inputs));
        }
        double[][] seconds = new double[2][options.rounds()];
        for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < 2; i++) {
                long start = System.nanoTime();
                models.get(i).predict(inputs);
                seconds[i][round] = (System.nanoTime() - start) / 1e9;
            }
        }
        Measurement cpu = new Measurement(Device.CPU.toString(), seconds[0]);
        Measurement gpu = new Measurement(options.device().toString(), seconds[1]);
        out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %s | %.2f | %.3f |%n",
                file.getFileName(),
                rows,
                cell(cpu),
                cell(gpu),
                cpu.minimum() / gpu.minimum(),
                apart);
    }

    private static String cell(Measurement times) {
        return String.format(Locale.ROOT, "%.3f (%.0f %%)", 1e3 * times.minimum(), 100 * times.spread());
    }

    /** The largest difference as a share of 1e-5 + 1e-4·|cpu|; above 1 it would not pass {@code verify}. */
    private static double apart(List<Tensor> cpu, List<Tensor> gpu) {
        double largest = 0;
        for (int output = 0; output < cpu.size(); output++) {
            for (int i = 0; i < cpu.get(output).elements(); i++) {
                float wanted = cpu.get(output).get(i);
                double difference = Math.abs((double) wanted - gpu.get(output).get(i));
                largest = Math.max(largest, difference / (1e-5 + 1e-4 * Math.abs(wanted)));
            }
        }
        return largest;
    }

    private static List<Tensor> inputs(KerasModel keras, int rows) {
        Random random = new Random(1);
        return keras.inputs().stream()
                .map(port -> noise(random, port.shape().with(0, rows)))
                .toList();
    }

    private static Tensor noise(Random random, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Tensor.owning(shape, values);
    }
}
