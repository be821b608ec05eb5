package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.tensor.Shape;
import io.github.kerasjvm.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Another JVM with DL4J alone on its class path, which has restored an archive and answers arrays with arrays. */
final class StockProcess implements AutoCloseable {

    private final Process process;
    private final DataOutputStream to;
    private final DataInputStream from;

    private StockProcess(Process process) {
        this.process = process;
        this.to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
        this.from = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    static StockProcess start(boolean isChain, Path archive) throws Exception {
        return new StockProcess(run("Restore.java", List.of(isChain ? "chain" : "graph", archive.toString())));
    }

    /** Runs a program of the resources with DL4J alone. */
    static Process run(String program, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPathOfDl4j(),
                Path.of(StockProcess.class.getResource(program).toURI()).toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The jars of this test's class path that are not ours: no folder of classes, nothing named keras-jvm. */
    private static String classPathOfDl4j() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("keras-jvm"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    Tensor run(Tensor input, Shape output) throws IOException {
        to.writeInt(input.shape().rank());
        for (int size : input.shape().toArray()) {
            to.writeInt(size);
        }
        for (float number : input.toArray()) {
            to.writeFloat(number);
        }
        to.flush();
        float[] numbers = new float[from.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = from.readFloat();
        }
        return Tensor.owning(output, numbers);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
