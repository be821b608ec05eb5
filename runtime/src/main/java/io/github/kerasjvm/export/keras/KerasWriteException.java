package io.github.kerasjvm.export.keras;

/** A model cannot be written as a Keras file without changing what it means; nothing was written. */
public final class KerasWriteException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * An exception.
     *
     * @param message what cannot be written, and why
     */
    public KerasWriteException(String message) {
        super(message);
    }
}
