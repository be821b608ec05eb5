package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.kerasjvm.engine.EngineOptions;
import io.github.kerasjvm.model.Import;
import io.github.kerasjvm.runtime.Model;
import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that loads, predicts and closes again and again does not grow. */
@EnabledOnOs(OS.LINUX)
class MemoryTest {

    /** Its weights take 4.8 MB. */
    private static final Path MODEL =
            Path.of(System.getProperty("keras-jvm.fixtures"), "reference", "mnist_cnn_trained_model.h5");

    /**
     * What the allocator of the system may hold back, and what of the heap was reserved before and only touched since; a quarter
     * of what 200 rounds would take if one copy of the weights stayed.
     */
    private static final long SLACK = 256L << 20;

    @Test
    void twoHundredRoundsOfLoadingDoNotGrow() throws Exception {
        assertDoesNotGrow(200);
    }

    @Test
    @Tag("slow")
    void aThousandRoundsOfLoadingDoNotGrow() throws Exception {
        assertDoesNotGrow(1000);
    }

    @Test
    void batchesOfManySizesDoNotGrow() throws Exception {
        try (Model model = model()) {
            predictAllSizes(model);
            long before = outsideOfTheHeap();
            predictAllSizes(model);
            predictAllSizes(model);
            assertThat(outsideOfTheHeap() - before).isLessThan(SLACK / 2);
        }
    }

    private static void assertDoesNotGrow(int rounds) throws Exception {
        loadAndPredict(40);
        long before = outsideOfTheHeap();
        loadAndPredict(rounds);
        assertThat(outsideOfTheHeap() - before).isLessThan(SLACK);
    }

    private static void loadAndPredict(int rounds) {
        Tensor image = Tensor.filled(Shape.of(1, 28, 28, 1), 0.5f);
        for (int i = 0; i < rounds; i++) {
            try (Model model = model()) {
                assertThat(model.predict(image).elements()).isEqualTo(10);
            }
        }
    }

    private static void predictAllSizes(Model model) {
        for (int batch = 1; batch <= 64; batch++) {
            Tensor images = Tensor.filled(Shape.of(batch, 28, 28, 1), 0.5f);
            assertThat(model.predict(images).shape()).isEqualTo(Shape.of(batch, 10));
        }
    }

    private static Model model() {
        return Model.of(Import.of(MODEL).load(), new OnnxRuntimeEngine(), new EngineOptions(2));
    }

    /** The memory of this process without the Java heap, once nothing is left to collect. */
    private static long outsideOfTheHeap() throws IOException, InterruptedException {
        Path status = Path.of("/proc/self/status");
        assumeTrue(Files.exists(status), "this system does not tell what a process holds");
        for (int i = 0; i < 2; i++) {
            System.gc();
            Thread.sleep(100); // buffers outside of the heap are freed by a thread of the JVM
        }
        try (Stream<String> lines = Files.lines(status)) {
            long resident = lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElseThrow();
            return resident - Runtime.getRuntime().totalMemory();
        }
    }
}
