package io.github.kerasjvm.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a reader of figures has to know of the machine that they are from. */
public final class Machine {

    private Machine() {}

    /**
     * Facts by name.
     *
     * @return the facts, in the order in which to print them
     */
    public static Map<String, String> description() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", processor());
        facts.put("processors of this JVM", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put(
                "load at the start",
                String.valueOf(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        facts.put("heap at most", (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
        facts.put("system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        facts.put("Java", property("java.vm.name") + " " + property("java.runtime.version"));
        for (String variable : new String[] {"OMP_NUM_THREADS", "OMP_WAIT_POLICY", "GOMP_SPINCOUNT"}) {
            String value = System.getenv(variable);
            facts.put(variable, value == null ? "not set" : value);
        }
        return facts;
    }

    private static String property(String name) {
        return System.getProperty(name);
    }

    private static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(property("os.arch"));
        } catch (IOException e) { // not Linux
            return property("os.arch");
        }
    }
}
