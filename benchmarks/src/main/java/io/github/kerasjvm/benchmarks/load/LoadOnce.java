package io.github.kerasjvm.benchmarks.load;

import io.github.kerasjvm.benchmarks.ProcessMemory;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.model.KerasModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.linalg.factory.Nd4j;

/** Loads one model in one way, and prints what it took; in a JVM of its own. */
public final class LoadOnce {

    private static final int TRANSFER = 1 << 20;

    private LoadOnce() {}

    /** One way to load a model. */
    private interface Loader {

        /** What is started before the clock. */
        default void start() {}

        /** Loads; gives what was loaded, so that it stays in memory. */
        Object load(Path file, Optional<Path> weights) throws IOException;
    }

    /**
     * Loads a model twice, and prints a {@link Sample}.
     *
     * @param arguments the way ({@code bytes}, {@code inspect}, {@code keras-jvm}, {@code stock}), the file, and the
     *     file of the weights if they are apart
     * @throws IOException if a file cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Loader loader = loader(arguments[0]);
        Path file = Path.of(arguments[1]);
        Optional<Path> weights = arguments.length < 3 ? Optional.empty() : Optional.of(Path.of(arguments[2]));
        loader.start();
        System.gc();
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long residentBefore = ProcessMemory.bytes("VmRSS");
        long cpuBefore = cpuNanos();
        long start = System.nanoTime();
        Object loaded = loader.load(file, weights);
        long nanos = System.nanoTime() - start;
        long cpu = cpuNanos() - cpuBefore;
        long sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        long peakHeap =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        long resident = ProcessMemory.bytes("VmHWM");
        hold(loaded);
        loaded = null;
        System.gc();
        long again = System.nanoTime();
        hold(loader.load(file, weights));
        long second = System.nanoTime() - again;
        System.out.println();
        System.out.println(
                new Sample(nanos / 1e6, sinceStart, cpu / 1e6, second / 1e6, peakHeap, residentBefore, resident)
                        .line());
        Runtime.getRuntime().halt(0); // native threads may wait for ever
    }

    private static Loader loader(String name) {
        return switch (name) {
            case "bytes" -> LoadOnce::bytes;
            case "inspect" -> (file, weights) -> importOf(file, weights).inspect();
            case "keras-jvm" -> (file, weights) -> importOf(file, weights).load();
            case "stock" -> new Stock();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Import importOf(Path file, Optional<Path> weights) {
        Import model = Import.of(file);
        return weights.map(model::weights).orElse(model);
    }

    private static final class Stock implements Loader {
        @Override
        public void start() {
            Nd4j.rand(2, 2).mmul(Nd4j.rand(2, 2)).close(); // the native libraries of ND4J
        }

        @Override
        public Object load(Path file, Optional<Path> weights) throws IOException {
            try {
                return weights.isPresent()
                        ? KerasModelImport.importKerasModelAndWeights(
                                file.toString(), weights.get().toString(), false)
                        : KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false);
            } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
                throw new IOException("stock DL4J cannot import " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** Merely reads the bytes, as fast as a plain loop does: what no importer can be faster than. */
    private static Object bytes(Path file, Optional<Path> weights) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(TRANSFER);
        for (Path path : Stream.concat(Stream.of(file), weights.stream()).toList()) {
            try (FileChannel channel = FileChannel.open(path)) {
                while (channel.read(buffer.clear()) >= 0) {
                    // on
                }
            }
        }
        return buffer;
    }

    /** Uses what was loaded after the clock, or it might be collected while it is measured. */
    private static void hold(Object loaded) {
        if (loaded instanceof KerasModel model && model.parameters() == 0) {
            throw new IllegalStateException("a model without weights was loaded");
        }
        java.lang.ref.Reference.reachabilityFence(loaded);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
