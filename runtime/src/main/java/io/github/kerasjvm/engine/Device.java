package io.github.kerasjvm.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a plan computes on.
 *
 * @param kind the processor, or a GPU
 * @param index which of several GPUs, from 0, as CUDA counts them; 0 for the processor
 */
public record Device(Kind kind, int index) {

    /** What there is to compute on. */
    public enum Kind {
        /** The processor and its memory. */
        CPU,
        /** A GPU of NVIDIA's. */
        CUDA
    }

    /** The processor. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** What users write, and what this gives. */
    private static final Pattern WORDS = Pattern.compile("cpu|cuda(?::(\\d{1,4}))?");

    /** Checks the range. */
    public Device {
        if (index < 0 || (kind == Kind.CPU && index > 0)) {
            throw new IllegalArgumentException(
                    "index is " + index + ", expected 0" + (kind == Kind.CPU ? "" : " or more"));
        }
    }

    /**
     * A GPU.
     *
     * @param index which one, from 0
     * @return the device
     */
    public static Device cuda(int index) {
        return new Device(Kind.CUDA, index);
    }

    /**
     * The device of a name.
     *
     * @param name {@code cpu}, {@code cuda} for the first GPU, or {@code cuda:1}
     * @return the device, whether it exists or not
     * @throws IllegalArgumentException if the name is another
     */
    public static Device parse(String name) {
        Matcher words = WORDS.matcher(name);
        if (!words.matches()) {
            throw new IllegalArgumentException(
                    "the device is " + name + ", expected cpu, cuda, or cuda and a number: cuda:1");
        }
        if (name.equals("cpu")) {
            return CPU;
        }
        return cuda(words.group(1) == null ? 0 : Integer.parseInt(words.group(1)));
    }

    /**
     * Whether this is the processor.
     *
     * @return false for a GPU
     */
    public boolean isCpu() {
        return kind == Kind.CPU;
    }

    /** The name: {@code cpu}, {@code cuda:0}. */
    @Override
    public String toString() {
        return isCpu() ? "cpu" : "cuda:" + index;
    }
}
