package io.github.kerasjvm.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start another JVM with the same class path. */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * The command line.
     *
     * @param options options of the JVM
     * @param mainClass what to run
     * @param arguments its arguments
     * @return the command
     */
    public static List<String> command(List<String> options, Class<?> mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(mainClass.getName());
        command.addAll(arguments);
        return command;
    }

    /**
     * A process that is ready to be started, with this JVM's class path.
     *
     * @param command the command line
     * @return the process
     */
    public static ProcessBuilder process(List<String> command) {
        return process(command, System.getProperty("java.class.path"));
    }

    /**
     * A process that is ready to be started.
     *
     * @param command the command line
     * @param classPath the class path
     * @return the process
     */
    public static ProcessBuilder process(List<String> command, String classPath) {
        ProcessBuilder builder = new ProcessBuilder(command);
        // In the environment, not as an argument: ONNX Runtime 1.29.0 crashes where the command line is longer than 4
        // kB.
        builder.environment().put("CLASSPATH", classPath);
        return builder;
    }
}
