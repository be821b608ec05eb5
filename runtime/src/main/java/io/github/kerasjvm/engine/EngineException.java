package io.github.kerasjvm.engine;

/** An engine is not there, or cannot run what it was given. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which engine, what it cannot do, and what to do instead
     */
    public EngineException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message which engine, what it cannot do, and what to do instead
     * @param cause what the library below said
     */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
