package io.github.kerasjvm.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of this process, as the system tells it. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /**
     * One of the counts of {@code /proc/self/status}.
     *
     * @param name its name there: {@code VmRSS} what is in memory now, {@code VmHWM} the most that ever was
     * @return bytes; 0 where the system does not tell
     * @throws IOException if it cannot be read
     */
    public static long bytes(String name) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        }
    }
}
