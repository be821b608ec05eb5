package io.github.kerasjvm.benchmarks.infer;

import io.github.kerasjvm.benchmarks.ProcessMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A contender on the JVM: does what each line on standard input says. The orders are those of {@code infer_child.py}. */
public final class Child {

    private final Runner runner;
    private final Path model;
    private final float[] base;
    private final int rowSize;
    private int rows;

    private Child(Runner runner, Path model, float[] base, int rowSize) {
        this.runner = runner;
        this.model = model;
        this.base = base;
        this.rowSize = rowSize;
    }

    /**
     * Serves until the input ends.
     *
     * @param arguments {@code plain}, {@code stock} or {@code keras-jvm:ENGINE}; the threads; the model; the file of inputs;
     *     the shape of a row
     * @throws IOException if the inputs cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // for those that talk
        long[] row = Arrays.stream(arguments[4].split(","))
                .mapToLong(Long::parseLong)
                .toArray();
        Runner runner = runner(arguments[0], Integer.parseInt(arguments[1]), row);
        int rowSize = (int) Arrays.stream(row).reduce(1, (a, b) -> a * b);
        Child child = new Child(runner, Path.of(arguments[2]), floats(Path.of(arguments[3])), rowSize);
        answers.println("= ready " + runner.name());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println("= " + child.answered(line));
        }
        Runtime.getRuntime().halt(0); // native threads may wait for ever
    }

    private static Runner runner(String kind, int threads, long[] row) {
        return switch (kind) {
            case "plain" -> new PlainRunner(threads);
            case "stock" -> new StockRunner(row);
            default -> new KerasJvmRunner(kind.substring("keras-jvm:".length()), threads);
        };
    }

    private static float[] floats(Path file) throws IOException {
        FloatBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] floats = new float[buffer.remaining()];
        buffer.get(floats);
        return floats;
    }

    private String answered(String line) {
        try {
            return answer(line.split(" "));
        } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
            e.printStackTrace(); // the log, for whoever asks why
            return "error " + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }

    private String answer(String[] order) throws Exception {
        return switch (order[0]) {
            case "load" -> load();
            case "first" -> first(order[1]);
            case "batch" -> batch(Integer.parseInt(order[1]));
            case "run" -> run(order[1], Integer.parseInt(order[2]));
            case "callers" -> callers(order[1], Integer.parseInt(order[2]), Double.parseDouble(order[3]));
            case "write" -> write(order[1], Path.of(order[2]));
            case "peak" -> Long.toString(ProcessMemory.bytes("VmHWM"));
            default -> throw new IllegalArgumentException("no order " + order[0]);
        };
    }

    private String load() throws Exception {
        long start = System.nanoTime();
        runner.load(model);
        return seconds(start);
    }

    private static String seconds(long start) {
        return Double.toString((System.nanoTime() - start) / 1e9);
    }

    private String batch(int rows) throws Exception {
        this.rows = rows;
        float[] values = new float[Math.multiplyExact(rows, rowSize)];
        for (int at = 0; at < values.length; at += base.length) {
            System.arraycopy(base, 0, values, at, Math.min(base.length, values.length - at));
        }
        runner.batch(rows, values);
        return "ok";
    }

    private String first(String way) throws Exception {
        batch(1);
        long start = System.nanoTime();
        runner.run(way);
        return seconds(start);
    }

    private String run(String way, int times) throws Exception {
        long[] taken = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            runner.run(way);
            taken[i] = System.nanoTime() - start;
        }
        return Arrays.stream(taken).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    /** Rows a second that several threads get together, who call at once and again and again. */
    private String callers(String way, int count, double seconds) throws Exception {
        Callers callers = new Callers(runner, way);
        return Double.toString(rows * callers.perSecond(count, seconds));
    }

    private String write(String way, Path file) throws Exception {
        float[] outputs = runner.run(way);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * outputs.length).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, outputs.length).forEach(i -> bytes.putFloat(outputs[i]));
        Files.write(file, bytes.array());
        return "ok";
    }
}
