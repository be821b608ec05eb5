package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** ONNX Runtime 1.29.0 takes a process with a long command line down, unless its first call has a large stack. */
class LongCommandLineTest {

    @Test
    void startsInAProcessWithALongCommandLine() throws Exception {
        String command = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String padding = (java.io.File.pathSeparator + "not-there-".repeat(10)).repeat(100);
        Process process = new ProcessBuilder(
                        command, "-cp", System.getProperty("java.class.path") + padding, Start.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("available");
    }

    /** Starts the engine on the main thread. */
    static final class Start {

        private Start() {}

        public static void main(String[] arguments) {
            System.out.println(new OnnxRuntimeEngine().availability().available() ? "available" : "missing");
        }
    }
}
