package io.github.kerasjvm.engine.onednn;

/** An array that the steps of a recipe pass on. Two are the same only if they are one object. */
final class Ref {

    private final String name;
    private final long bytes;

    Ref(String name, long bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    long bytes() {
        return bytes;
    }

    /** How many float32 numbers it holds. */
    int floats() {
        return Math.toIntExact(bytes / Float.BYTES);
    }

    @Override
    public String toString() {
        return name;
    }
}
