package io.github.kerasjvm.engine.onnxruntime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * NVIDIA's driver, as far as files tell of it: no program is started and no library loaded. It explains what ONNX Runtime
 * found; it never decides, because drivers show themselves in many ways.
 *
 * @param isThere whether a driver with a GPU seems to be here
 * @param detail what was found, or what is not there
 */
record NvidiaDriver(boolean isThere, String detail) {

    private static final Pattern VERSION = Pattern.compile("Kernel Module.*?\\s(\\d+\\.\\d[\\d.]*)");
    private static final Pattern MODEL = Pattern.compile("(?m)^Model:\\s*(\\S.*?)\\s*$");

    /** What this machine has. */
    static NvidiaDriver ofThisMachine() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            return new NvidiaDriver(false, "there is none for macOS");
        }
        if (os.contains("win")) {
            String windows = System.getenv().getOrDefault("SystemRoot", "C:\\Windows");
            return ofWindows(Path.of(windows));
        }
        return ofLinux(Path.of("/"));
    }

    static NvidiaDriver ofWindows(Path folder) {
        Path library = folder.resolve("System32").resolve("nvcuda.dll");
        return Files.exists(library)
                ? new NvidiaDriver(true, library.toString())
                : new NvidiaDriver(false, "there is no " + library);
    }

    /** What a Linux has, also one in Windows (WSL) and one in a container, which sees the driver of its host. */
    static NvidiaDriver ofLinux(Path root) {
        Path library = root.resolve("usr/lib/wsl/lib/libcuda.so.1");
        if (Files.exists(root.resolve("dev/dxg")) && Files.exists(library)) {
            return new NvidiaDriver(true, "that of Windows, " + library);
        }
        boolean hasDevice = Files.exists(root.resolve("dev/nvidiactl"));
        Optional<String> version = text(root.resolve("proc/driver/nvidia/version"));
        if (version.isEmpty()) {
            return hasDevice
                    ? new NvidiaDriver(true, "/dev/nvidiactl")
                    : new NvidiaDriver(false, "there is no /proc/driver/nvidia/version and no /dev/nvidiactl");
        }
        Matcher number = VERSION.matcher(version.get());
        String driver = number.find() ? "version " + number.group(1) : "/proc/driver/nvidia/version";
        if (!hasDevice) {
            return new NvidiaDriver(
                    false,
                    driver + " is loaded, but no GPU is given to this container: there is no /dev/nvidiactl"
                            + " (Docker gives it with --gpus all)");
        }
        List<String> models = models(root.resolve("proc/driver/nvidia/gpus"));
        return new NvidiaDriver(true, driver + (models.isEmpty() ? "" : ", " + String.join(", ", models)));
    }

    private static List<String> models(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> gpus = Files.list(folder)) {
            return gpus.sorted()
                    .flatMap(gpu -> text(gpu.resolve("information")).stream())
                    .map(MODEL::matcher)
                    .filter(Matcher::find)
                    .map(model -> model.group(1))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
