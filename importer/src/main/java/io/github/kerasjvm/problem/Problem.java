package io.github.kerasjvm.problem;

import java.util.Objects;

/**
 * One thing that is wrong with a file, so that a person can act on it.
 *
 * @param code the stable code
 * @param layer the path of the layer, {@code outer/inner} for nested models; empty when it is about the whole file
 * @param className the class of the layer; empty when there is none
 * @param argument the argument, weight or edge in question; empty when it is about the whole layer
 * @param message what is there and what was expected
 * @param advice what to do; empty when the message says it all
 */
public record Problem(Code code, String layer, String className, String argument, String message, String advice) {

    /** Checks that nothing is null. */
    public Problem {
        Objects.requireNonNull(code);
        Objects.requireNonNull(layer);
        Objects.requireNonNull(className);
        Objects.requireNonNull(argument);
        Objects.requireNonNull(message);
        Objects.requireNonNull(advice);
    }

    /**
     * A problem of the file as a whole.
     *
     * @param code the stable code
     * @param message what is there and what was expected
     * @param advice what to do; may be empty
     * @return the problem
     */
    public static Problem ofFile(Code code, String message, String advice) {
        return new Problem(code, "", "", "", message, advice);
    }

    /** The problem in one line without the file: {@code conv2d_3 (Conv2D), padding: … [KJ-ARG-4]}. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(layer);
        if (!className.isEmpty()) {
            line.append(layer.isEmpty() ? "" : " ")
                    .append('(')
                    .append(className)
                    .append(')');
        }
        if (!argument.isEmpty()) {
            line.append(line.isEmpty() ? "" : ", ").append(argument);
        }
        line.append(line.isEmpty() ? "" : ": ").append(message);
        if (!advice.isEmpty()) {
            line.append(message.endsWith(".") || message.endsWith("?") ? " " : ". ")
                    .append(advice);
        }
        return line.append("  [").append(code.id()).append(']').toString();
    }
}
