package io.github.kerasjvm.benchmarks.compare;

import io.github.kerasjvm.problem.ImportException;
import io.github.kerasjvm.read.Limits;
import io.github.kerasjvm.read.ModelReader;
import io.github.kerasjvm.read.RawModel;
import io.github.kerasjvm.verify.CaseRunner;
import io.github.kerasjvm.verify.ParityFile;
import io.github.kerasjvm.verify.Suite;
import io.github.kerasjvm.verify.Tolerance;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stock DL4J with its own importer, in its favour where there is a choice: without the training configuration, of which
 * it knows less than of layers, and with every layout of inputs and outputs that somebody might try ({@link Layouts}).
 */
final class StockDl4j implements Importer {

    @Override
    public void warmUp() {
        Nd4j.rand(2, 2).mmul(Nd4j.rand(2, 2)).close();
    }

    @Override
    public Outcome run(Suite.Entry entry) {
        StockNetwork network;
        try {
            network = StockNetwork.imported(entry.file(), entry.weights());
        } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
            return Outcome.of(Outcome.Kind.REFUSED, e);
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            return Outcome.of(Outcome.Kind.FAILS_LOADING, e);
        }
        try (network) {
            return entry.golden().isEmpty()
                    ? Outcome.of(Outcome.Kind.LOADED, "")
                    : new Layouts(ParityFile.read(entry.golden().get()), tolerance(entry)).compare(network::output);
        }
    }

    /** The same that keras-jvm is held to. */
    private static Tolerance tolerance(Suite.Entry entry) {
        try (RawModel raw = ModelReader.open(entry.file(), Limits.DEFAULT)) {
            return raw.config().map(CaseRunner::toleranceFor).orElse(Tolerance.FLOAT32);
        } catch (ImportException e) {
            return Tolerance.FLOAT32; // what keras-jvm cannot read at all
        }
    }
}
