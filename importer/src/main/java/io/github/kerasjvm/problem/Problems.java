package io.github.kerasjvm.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong, so that all problems of a file are reported at once. A collector speaks for one place (a
 * layer) and adds to the list of the whole file. Not safe to share between threads.
 */
public final class Problems {

    private final List<Problem> found;
    private final String layer;
    private final String className;

    private Problems(List<Problem> found, String layer, String className) {
        this.found = found;
        this.layer = layer;
        this.className = className;
    }

    /**
     * A collector for a file, empty.
     *
     * @return the collector
     */
    public static Problems none() {
        return new Problems(new ArrayList<>(), "", "");
    }

    /**
     * A collector for a layer that adds to the same list.
     *
     * @param path the layer's path
     * @param layerClass the layer's class
     * @return the collector
     */
    public Problems at(String path, String layerClass) {
        return new Problems(found, path, layerClass);
    }

    /**
     * Adds a problem of this place.
     *
     * @param code the stable code
     * @param argument the argument, weight or edge in question; may be empty
     * @param message what is there and what was expected
     * @param advice what to do; may be empty
     */
    public void add(Code code, String argument, String message, String advice) {
        found.add(new Problem(code, layer, className, argument, message, advice));
    }

    /**
     * Adds a {@link Code#SHAPE} problem of this place unless a condition holds.
     *
     * @param holds the condition
     * @param message what is there and what was expected, as for {@link String#format}
     * @param arguments the message's arguments
     * @return the condition
     */
    public boolean require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            add(Code.SHAPE, "", String.format(message, arguments), "");
        }
        return holds;
    }

    /**
     * How many problems the whole file has so far.
     *
     * @return 0 or more
     */
    public int count() {
        return found.size();
    }

    /**
     * All problems of the file so far.
     *
     * @return a copy, in the order in which they were found
     */
    public List<Problem> list() {
        return List.copyOf(found);
    }
}
