package io.github.kerasjvm.benchmarks.precision;

import io.github.kerasjvm.benchmarks.Machine;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.InputSpec;
import io.github.kerasjvm.data.Scale;
import io.github.kerasjvm.engine.Engines;
import io.github.kerasjvm.evaluate.Evaluate;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import io.github.kerasjvm.precision.NumberFormat;
import io.github.kerasjvm.precision.Precision;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import io.github.kerasjvm.verify.GateInputs;
import io.github.kerasjvm.verify.PrecisionLoss;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Models in fp16, bf16 and int8 beside themselves in float32: size as ONNX, time to open, to predict one row and 128, and
 * what is lost. One thread; the precisions take turns.
 */
public final class PrecisionBenchmark {

    private static final int ROWS = 128;
    private static final Shape IMAGE = Shape.of(Shape.ANY, 28, 28, 1);

    private final List<Path> models = new ArrayList<>();
    private Optional<Path> data = Optional.empty();
    private int rounds = 10;

    private PrecisionBenchmark(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " lacks a value");
            }
            switch (arguments[i]) {
                case "--model" -> models.add(Path.of(arguments[i + 1]));
                case "--data" -> data = Optional.of(Path.of(arguments[i + 1]));
                case "--rounds" -> rounds = Integer.parseInt(arguments[i + 1]);
                default ->
                    throw new IllegalArgumentException(
                            "there is no option " + arguments[i] + "; there are: --model, --data, --rounds");
            }
        }
    }

    /**
     * Runs the measurement and prints its table.
     *
     * @param arguments see {@code benchmarks/run}
     */
    public static void main(String[] arguments) {
        new PrecisionBenchmark(arguments).run(System.out);
    }

    private void run(PrintStream out) {
        out.println("# Precisions, " + rounds + " rounds\n");
        Machine.description().forEach((name, value) -> out.println("- " + name + ": " + value));
        out.println("\n| model | precision | ONNX MB | open ms | 1 row ms | 128 rows ms | times as fast, 1, 128 rows"
                + " | loss | same class | accuracy |");
        out.println("|---|---|---|---|---|---|---|---|---|---|");
        models.forEach(model -> measure(model, out));
    }

    private void measure(Path file, PrintStream out) {
        KerasModel keras = Import.of(file).load();
        boolean isMnist = data.isPresent() && keras.inputs().get(0).shape().equals(IMAGE);
        List<Tensor> samples = isMnist ? images(DataOptions.Split.TRAIN) : noise(keras);
        List<Tensor> inputs = isMnist ? images(DataOptions.Split.TEST) : repeated(samples);
        List<Reduced> contenders = new ArrayList<>();
        try {
            contenders.add(new Reduced("float32", keras, Precision.FLOAT32));
            contenders.add(new Reduced("fp16", keras, Precision.of(NumberFormat.FP16)));
            contenders.add(new Reduced("bf16", keras, Precision.of(NumberFormat.BF16)));
            contenders.addAll(whole(keras, samples));
            for (int round = 0; round < rounds; round++) {
                contenders.forEach(contender -> contender.round(inputs));
            }
            for (int round = 0; round < 3; round++) {
                contenders.forEach(Reduced::open);
            }
            for (Reduced contender : contenders) {
                out.println(row(file, keras, contender, contenders.get(0), inputs)
                        + (isMnist ? accuracy(keras, contender) : "") + " |");
            }
        } finally {
            contenders.forEach(Reduced::close);
        }
    }

    /** int8, as far as the model has something to round. */
    private static List<Reduced> whole(KerasModel keras, List<Tensor> samples) {
        List<Reduced> contenders = new ArrayList<>();
        try {
            contenders.add(new Reduced("int8", keras, new Precision(NumberFormat.INT8, samples)));
            contenders.add(new Reduced("int8, no samples", keras, Precision.of(NumberFormat.INT8)));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
        }
        return contenders;
    }

    private List<Tensor> images(DataOptions.Split split) {
        DataOptions options = DataOptions.DEFAULT.scale(Scale.dividingBy(255)).split(split);
        DataSet set = DataSet.open(data.orElseThrow(), List.of(new InputSpec("image", IMAGE)), options);
        return GateInputs.of(set, data.orElseThrow().toString(), ROWS).tensors();
    }

    private static List<Tensor> noise(KerasModel keras) {
        return GateInputs.noise(
                        keras,
                        keras.inputs().stream().map(KerasModel.Port::shape).toList())
                .tensors();
    }

    /** As many rows as are to be predicted. */
    private static List<Tensor> repeated(List<Tensor> inputs) {
        return inputs.stream().map(PrecisionBenchmark::repeated).toList();
    }

    private static Tensor repeated(Tensor input) {
        int width = input.elements() / input.shape().size(0);
        float[] values = new float[ROWS * width];
        for (int at = 0; at < values.length; at += input.elements()) {
            input.copyTo(0, values, at, Math.min(input.elements(), values.length - at));
        }
        return Tensor.owning(input.shape().with(0, ROWS), values);
    }

    private static String row(Path file, KerasModel keras, Reduced our, Reduced base, List<Tensor> inputs) {
        PrecisionLoss loss = PrecisionLoss.of(
                our.options().precision().format(),
                "",
                keras.outputs().stream().map(KerasModel.Port::name).toList(),
                base.predict(inputs),
                our.predict(inputs));
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %.1f | %.3f | %.2f | %.2f, %.2f | %.1e | %s | ",
                file.getFileName(),
                our.name(),
                our.bytes() / 1e6,
                1e3 * our.opened().minimum(),
                1e3 * our.single().minimum(),
                1e3 * our.many().minimum(),
                base.single().minimum() / our.single().minimum(),
                base.many().minimum() / our.many().minimum(),
                loss.share(),
                loss.outputs().get(0).sameClass().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "%.1f %%",
                                100 * loss.outputs().get(0).sameClass().getAsDouble())
                        : "");
    }

    private String accuracy(KerasModel keras, Reduced contender) {
        DataOptions options = DataOptions.DEFAULT.scale(Scale.dividingBy(255)).split(DataOptions.Split.TEST);
        DataSet set = DataSet.open(data.orElseThrow(), List.of(new InputSpec("image", IMAGE)), options);
        return String.format(
                Locale.ROOT,
                "%.2f %%",
                100
                        * Evaluate.of(keras, Engines.find("onnxruntime"), contender.options())
                                .run(set)
                                .accuracy()
                                .orElseThrow()
                                .value());
    }
}
