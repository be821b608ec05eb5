package io.github.kerasjvm.dl4j;

/** What stock DL4J computes from a written archive differs from what the model gives; nothing was left behind. */
public final class Dl4jMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which output differs, and by how much
     */
    public Dl4jMismatchException(String message) {
        super(message);
    }
}
