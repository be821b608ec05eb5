package io.github.kerasjvm.layer;

import io.github.kerasjvm.layer.lift.Lifted;
import io.github.kerasjvm.layer.lift.Lifting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kind of layer: the class names that stand for it, how its arguments are read, and its line in the documentation.
 * Immutable.
 *
 * @param <L> the type of the layer
 */
public final class Kind<L extends Layer> {

    private static final Lifting UNKNOWN =
            Lifting.refused("is a layer whose counterpart in Keras 3, if there is one, is not known here");

    private final Group group;
    private final List<String> classNames;
    private final Map<String, String> renamed;
    private final String doc;
    private final String generations;
    private final boolean ignoresTraining;
    private final Lifting lifting;
    private final Function<Args, L> reader;

    private Kind(
            Group group,
            List<String> classNames,
            Map<String, String> renamed,
            String doc,
            String generations,
            boolean ignoresTraining,
            Lifting lifting,
            Function<Args, L> reader) {
        this.group = group;
        this.classNames = classNames;
        this.renamed = renamed;
        this.doc = doc;
        this.generations = generations;
        this.ignoresTraining = ignoresTraining;
        this.lifting = lifting;
        this.reader = reader;
    }

    /**
     * A kind of layer.
     *
     * @param group its group in the documentation
     * @param className the class name in Keras 2 and 3
     * @param reader makes the layer from its arguments
     * @param <L> the type of the layer
     * @return the kind
     */
    public static <L extends Layer> Kind<L> of(Group group, String className, Function<Args, L> reader) {
        return new Kind<>(group, List.of(className), Map.of(), "", "1, 2, 3", false, UNKNOWN, reader);
    }

    /**
     * The same kind under a further class name, such as that of Keras 1.
     *
     * @param className the further class name
     * @return the kind
     */
    public Kind<L> alias(String className) {
        List<String> names =
                Stream.concat(classNames.stream(), Stream.of(className)).toList();
        return new Kind<>(group, names, renamed, doc, generations, ignoresTraining, lifting, reader);
    }

    /**
     * The same kind with an argument that had another name.
     *
     * @param old the name in another generation
     * @param name the name that the reader asks for
     * @return the kind
     */
    public Kind<L> renamed(String old, String name) {
        Map<String, String> names = new LinkedHashMap<>(renamed);
        names.put(old, name);
        return new Kind<>(group, classNames, names, doc, generations, ignoresTraining, lifting, reader);
    }

    /**
     * The same kind with its line in the documentation.
     *
     * @param line what the layer does, without a full stop
     * @return the kind
     */
    public Kind<L> doc(String line) {
        return new Kind<>(group, classNames, renamed, line, generations, ignoresTraining, lifting, reader);
    }

    /**
     * The same kind, which only some generations of Keras have.
     *
     * @param names the generations, {@code 2, 3}
     * @return the kind
     */
    public Kind<L> inKeras(String names) {
        return new Kind<>(group, classNames, renamed, doc, names, ignoresTraining, lifting, reader);
    }

    /**
     * The same kind, which Keras 3 stores with {@code training=True} in a graph although it computes the same at inference.
     *
     * @return the kind
     */
    public Kind<L> ignoresTraining() {
        return new Kind<>(group, classNames, renamed, doc, generations, true, lifting, reader);
    }

    /**
     * The same kind with how it is said in Keras 3, for files of older generations.
     *
     * @param rule how
     * @return the kind
     */
    public Kind<L> inKeras3(Lifting rule) {
        return new Kind<>(group, classNames, renamed, doc, generations, ignoresTraining, rule, reader);
    }

    /**
     * Says a layer of an older generation in the words of Keras 3.
     *
     * @param layer the layer
     */
    public void lift(Lifted layer) {
        lifting.apply(layer, renamed);
    }

    /**
     * How the layer is said in Keras 3.
     *
     * @return how; always refusing for a layer that is not known there
     */
    public Lifting lifting() {
        return lifting;
    }

    /**
     * Whether the layer may stand in a graph with {@code training=True}.
     *
     * @return true if that changes nothing
     */
    public boolean isTrainingIgnored() {
        return ignoresTraining;
    }

    /**
     * Makes a layer.
     *
     * @param args its arguments; takes what is wrong with them
     * @return the layer; of no use if problems were found
     */
    public L read(Args args) {
        Args own = args.renamed(renamed);
        L layer = reader.apply(own);
        own.reportUnread();
        return layer;
    }

    /**
     * The class name in Keras 2 and 3.
     *
     * @return the name
     */
    public String className() {
        return classNames.get(0);
    }

    /**
     * All class names.
     *
     * @return the names, that of Keras 2 and 3 first
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The group in the documentation.
     *
     * @return the group
     */
    public Group group() {
        return group;
    }

    /**
     * The line in the documentation.
     *
     * @return what the layer does
     */
    public String doc() {
        return doc;
    }

    /**
     * The generations of Keras that have the layer.
     *
     * @return their numbers, {@code 1, 2, 3}
     */
    public String generations() {
        return generations;
    }

    /**
     * The arguments that the reader asks for, found out by reading an empty configuration.
     *
     * @return the names in the order of reading
     */
    public List<String> arguments() {
        Args probe = Args.probe();
        reader.apply(probe);
        return probe.asked();
    }
}
