package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Layers;
import io.github.kerasjvm.layer.StandardActivation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What plain DL4J can express exactly, as a line of the documentation.
 *
 * @param name the class of the layer in Keras, or the name of the activation
 * @param level how far
 * @param note the conditions, or why it is refused; empty if there is nothing to say
 */
public record Dl4jSupport(String name, Level level, String note) {

    /** How far DL4J can express something. */
    public enum Level {
        /** With every argument. */
        EXACT,
        /** With some arguments or shapes; else it is refused. */
        CONDITIONAL,
        /** Not at all. */
        REFUSED
    }

    /**
     * All layers that the importer knows.
     *
     * @return a line for each, by name
     */
    public static List<Dl4jSupport> layers() {
        return Layers.OF_KERAS.stream()
                .map(kind -> Rules.STANDARD
                        .named(kind.className())
                        .map(rule -> new Dl4jSupport(rule.kerasClass(), rule.level(), rule.note()))
                        .orElseGet(() -> new Dl4jSupport(kind.className(), Level.REFUSED, Rules.NO_RULE)))
                .toList();
    }

    /**
     * Losses with which DL4J trains on.
     *
     * @return lines with one or several names each
     */
    public static List<Dl4jSupport> losses() {
        return Losses.SUPPORT;
    }

    /**
     * Optimizers that go along.
     *
     * @return lines with one or several names each
     */
    public static List<Dl4jSupport> optimizers() {
        return Updaters.SUPPORT;
    }

    /**
     * Learning rates that go along.
     *
     * @return lines with one or several names each
     */
    public static List<Dl4jSupport> learningRates() {
        return Updaters.RATES;
    }

    /**
     * All activation functions that the importer knows.
     *
     * @return a line for each
     */
    public static List<Dl4jSupport> activations() {
        return Arrays.stream(StandardActivation.values())
                .flatMap(activation -> Stream.of(Activations.support(activation)))
                .toList();
    }
}
