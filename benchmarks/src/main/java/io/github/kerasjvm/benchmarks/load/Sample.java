package io.github.kerasjvm.benchmarks.load;

import java.util.Arrays;
import java.util.Optional;

/**
 * What loading once took.
 *
 * @param millis wall time of the first load in its JVM
 * @param sinceStartMillis wall time from the start of the JVM to the end of the first load
 * @param cpuMillis processor time of the whole process meanwhile
 * @param againMillis wall time of a second load in the same JVM
 * @param peakHeap the most bytes of Java heap in use
 * @param residentBefore the process's bytes in memory before
 * @param resident the most bytes in memory until after the first load; 0 where the system does not tell
 */
record Sample(
        double millis,
        double sinceStartMillis,
        double cpuMillis,
        double againMillis,
        double peakHeap,
        double residentBefore,
        double resident) {

    private static final String MARK = "keras-jvm-sample";

    /** One line, for another JVM. */
    String line() {
        return String.join(
                " ",
                MARK,
                Double.toString(millis),
                Double.toString(sinceStartMillis),
                Double.toString(cpuMillis),
                Double.toString(againMillis),
                Double.toString(peakHeap),
                Double.toString(residentBefore),
                Double.toString(resident));
    }

    static Optional<Sample> read(String line) {
        String[] parts = line.split(" ");
        if (!parts[0].equals(MARK)) {
            return Optional.empty();
        }
        double[] values =
                Arrays.stream(parts).skip(1).mapToDouble(Double::parseDouble).toArray();
        return Optional.of(new Sample(values[0], values[1], values[2], values[3], values[4], values[5], values[6]));
    }

    /** Bytes of memory that loading took, beyond what the process had before. */
    double taken() {
        return resident - residentBefore;
    }
}
