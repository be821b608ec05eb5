package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.benchmarks.compare.StockNetwork;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Stock DL4J with its own importer. OpenMP, which it computes with, takes its number of threads from the environment. */
final class StockRunner implements Runner {

    /** The axes as Keras has them. */
    static final String OWN = "own";

    /** The last axis moved behind the batch: DL4J wants sequences, and some images, like that. */
    static final String TURNED = "turned";

    private final long[] row;
    private StockNetwork network;
    private INDArray batch;
    private INDArray turned;

    /**
     * Starts ND4J.
     *
     * @param row the shape of the input without the batch
     */
    StockRunner(long[] row) {
        this.row = row;
        Nd4j.rand(2, 2).mmul(Nd4j.rand(2, 2)).close(); // the native libraries, before any clock runs
    }

    @Override
    public String name() {
        return "stock DL4J 1.0.0-M2.1";
    }

    @Override
    public void load(Path file) throws Exception {
        network = StockNetwork.imported(file, Optional.empty());
    }

    @Override
    public void batch(int rows, float[] values) {
        long[] shape = IntStream.rangeClosed(0, row.length)
                .mapToLong(axis -> axis == 0 ? rows : row[axis - 1])
                .toArray();
        batch = Nd4j.create(values, shape, 'c');
        turned = batch.permute(order(shape.length)).dup('c');
    }

    private static int[] order(int rank) {
        return IntStream.range(0, rank)
                .map(axis -> rank < 3 || axis == 0 ? axis : axis == 1 ? rank - 1 : axis - 1)
                .toArray();
    }

    @Override
    public float[] run(String way) {
        try (INDArray output = network.output(way.equals(TURNED) ? turned : batch)[0];
                INDArray inOrder = output.dup('c')) {
            return inOrder.data().asFloat();
        }
    }
}
