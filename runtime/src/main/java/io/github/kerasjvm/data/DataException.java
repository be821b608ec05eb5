package io.github.kerasjvm.data;

/**
 * Data is missing, damaged, or of a shape that does not fit; or a file cannot be written. The message says what is
 * there, what was expected and what to do.
 */
public final class DataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message the file, what is there, what was expected, what to do
     */
    public DataException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message the file, what is there, what was expected, what to do
     * @param cause what led to it
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
