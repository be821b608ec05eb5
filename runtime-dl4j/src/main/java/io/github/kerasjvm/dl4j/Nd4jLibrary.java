package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.engine.EngineException;
import org.nd4j.common.config.ND4JSystemProperties;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J with its native library, loaded once in a JVM by ND4J itself. */
final class Nd4jLibrary {

    private Nd4jLibrary() {}

    /**
     * Loads it, or does nothing if it is there.
     *
     * @return the name of the backend, {@code CpuBackend}
     * @throws EngineException if it cannot be loaded; the message says what is missing
     */
    static String load() {
        // ND4J tells about itself at length in its log; someone who wants that sets the property.
        if (System.getProperty(ND4JSystemProperties.LOG_INITIALIZATION) == null) {
            System.setProperty(ND4JSystemProperties.LOG_INITIALIZATION, "false");
        }
        // Beside a newer JavaCPP its loader warns that the versions differ: to the log, not to standard error.
        if (System.getProperty("org.bytedeco.javacpp.logger") == null) {
            System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        }
        try {
            return Nd4j.getBackend().getClass().getSimpleName();
        } catch (LinkageError | RuntimeException e) { // the second try gives NoClassDefFoundError
            throw new EngineException(
                    "ND4J cannot load its native library for " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + rootMessage(e)
                            + ". Add org.nd4j:nd4j-native with the classifier of this platform",
                    e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
