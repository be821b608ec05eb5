package io.github.kerasjvm.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaDriverTest {

    private static final String VERSION =
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56"
                    + " UTC 2024\nGCC version:  gcc version 12.2.0\n";
    private static final String OPEN_VERSION =
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.10  Release Build\n";

    @TempDir
    private Path root;

    @Test
    void namesVersionAndModels() throws IOException {
        write("dev/nvidiactl", "");
        write("proc/driver/nvidia/version", VERSION);
        write("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA H200\nIRQ:   \t\t 24\n");
        write("proc/driver/nvidia/gpus/0000:02:00.0/information", "Model: \t\t NVIDIA L4\n");

        assertThat(NvidiaDriver.ofLinux(root))
                .isEqualTo(new NvidiaDriver(true, "version 550.54.15, NVIDIA H200, NVIDIA L4"));
    }

    @Test
    void knowsTheOpenModule() throws IOException {
        write("dev/nvidiactl", "");
        write("proc/driver/nvidia/version", OPEN_VERSION);

        assertThat(NvidiaDriver.ofLinux(root)).isEqualTo(new NvidiaDriver(true, "version 570.86.10"));
    }

    @Test
    void tellsAContainerWithoutAGpuFromAMachineWithoutADriver() throws IOException {
        assertThat(NvidiaDriver.ofLinux(root).isThere()).isFalse();
        assertThat(NvidiaDriver.ofLinux(root).detail()).contains("no /proc/driver/nvidia/version");

        write("proc/driver/nvidia/version", VERSION);

        assertThat(NvidiaDriver.ofLinux(root).isThere()).isFalse();
        assertThat(NvidiaDriver.ofLinux(root).detail()).contains("550.54.15").contains("--gpus all");
    }

    @Test
    void findsTheDeviceWhereThereIsNoVersion() throws IOException {
        write("dev/nvidiactl", "");

        assertThat(NvidiaDriver.ofLinux(root)).isEqualTo(new NvidiaDriver(true, "/dev/nvidiactl"));
    }

    @Test
    void findsTheDriverOfWindows() throws IOException {
        assertThat(NvidiaDriver.ofWindows(root).isThere()).isFalse();
        assertThat(NvidiaDriver.ofWindows(root).detail()).contains("nvcuda.dll");

        write("System32/nvcuda.dll", "");
        write("dev/dxg", "");
        write("usr/lib/wsl/lib/libcuda.so.1", "");

        assertThat(NvidiaDriver.ofWindows(root).isThere()).isTrue();
        assertThat(NvidiaDriver.ofLinux(root).isThere()).isTrue();
        assertThat(NvidiaDriver.ofLinux(root).detail()).contains("Windows");
    }

    private void write(String file, String text) throws IOException {
        Path target = root.resolve(file.replace(':', '_'));
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }
}
