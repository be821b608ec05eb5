package io.github.kerasjvm.benchmarks;

import io.github.kerasjvm.data.Batches;
import io.github.kerasjvm.data.DataOptions;
import io.github.kerasjvm.data.DataSet;
import io.github.kerasjvm.data.InputSpec;
import io.github.kerasjvm.data.Scale;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Predicts the 10,000 test images of MNIST with one model on keras-jvm's engines and on stock DL4J, in turns and on the
 * same images, so that whatever else the machine does meets all alike.
 */
public final class MnistBenchmark {

    private static final int IMAGES = 10_000;

    /** By how much a probability may differ, so that it is the same work that is measured. */
    private static final float TOLERANCE = 1e-3f;

    private final Options options;
    private final PrintStream progress;

    private MnistBenchmark(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs the comparison and prints its report.
     *
     * @param arguments see {@code benchmarks/run}
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Options options = Options.parse(arguments);
        Report report = new MnistBenchmark(options, System.err).run();
        System.out.print(report.markdown());
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), report.json());
        }
        if (options.markdown().isPresent()) {
            Files.writeString(options.markdown().get(), report.markdown());
        }
    }

    private Report run() throws IOException {
        Optional<Tensor> mnist = mnist();
        Tensor images = mnist.orElseGet(MnistBenchmark::synthetic);
        var machine = Machine.description();
        List<Contender> contenders = new ArrayList<>();
        try {
            for (String engine : options.engines()) {
                contenders.add(new EngineContender(options.model(), engine));
            }
            contenders.add(new StockContender(options.model(), options.stockBatch()));
            warmUp(contenders, images);
            String data = mnist.isPresent() ? "MNIST test images" : "synthetic images";
            return new Report(
                    "Predicting " + IMAGES + " " + data + ", " + options.model().getFileName() + ", " + options.rounds()
                            + " rounds",
                    IMAGES,
                    machine,
                    measured(contenders, images));
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    /** One whole round that is not counted; its outputs are compared. */
    private void warmUp(List<Contender> contenders, Tensor images) {
        Tensor first = null;
        for (Contender contender : contenders) {
            progress.println("warming up " + contender.name());
            Tensor output = contender.predict(images);
            if (first == null) {
                first = output;
            }
            for (int i = 0; i < first.elements(); i++) {
                if (!(Math.abs(first.get(i) - output.get(i)) <= TOLERANCE)) {
                    throw new IllegalStateException(contender.name() + " gives " + output.get(i) + " at place " + i
                            + ", " + contenders.get(0).name() + " " + first.get(i));
                }
            }
        }
    }

    private List<Measurement> measured(List<Contender> contenders, Tensor images) {
        double[][] seconds = new double[contenders.size()][options.rounds()];
        for (int round = 0; round < options.rounds(); round++) {
            for (int i = 0; i < contenders.size(); i++) {
                long start = System.nanoTime();
                contenders.get(i).predict(images);
                seconds[i][round] = (System.nanoTime() - start) / 1e9;
                progress.printf(
                        "round %d of %d: %s, %.3f s%n",
                        round + 1, options.rounds(), contenders.get(i).name(), seconds[i][round]);
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < seconds.length; i++) {
            measurements.add(new Measurement(contenders.get(i).name(), seconds[i]));
        }
        return measurements;
    }

    private Optional<Tensor> mnist() {
        if (options.data().isEmpty() || !Files.isDirectory(options.data().get())) {
            return Optional.empty();
        }
        InputSpec image = new InputSpec("image", Shape.of(Shape.ANY, 28, 28, 1));
        DataOptions scaled = DataOptions.DEFAULT.scale(Scale.dividingBy(255)).most(IMAGES);
        DataSet data = DataSet.open(options.data().get(), List.of(image), scaled);
        try (Batches batches = data.batches(IMAGES)) {
            return Optional.of(batches.next().inputs().get(0));
        }
    }

    private static Tensor synthetic() {
        Random random = new Random(1);
        float[] pixels = new float[IMAGES * 28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat() < 0.8 ? 0 : random.nextFloat(); // most of a digit's picture is black
        }
        return Tensor.owning(Shape.of(IMAGES, 28, 28, 1), pixels);
    }
}
