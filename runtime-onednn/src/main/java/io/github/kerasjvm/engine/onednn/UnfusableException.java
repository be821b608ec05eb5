package io.github.kerasjvm.engine.onednn;

/** What was joined cannot be computed joined after all: the graph is to be taken node by node. */
final class UnfusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfusableException(String message) {
        super(message);
    }
}
