package io.github.kerasjvm.layer.lift;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.kerasjvm.config.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * How one kind of layer is said in Keras 3: the class, the arguments that it takes there, what older arguments mean
 * nothing, and what has to be done before. An argument that is none of these is refused. Immutable.
 */
public final class Lifting {

    private static final List<String> PARTS = List.of("initializer", "regularizer", "constraint");

    /** Finds the operation of Keras 3 for one of TensorFlow. */
    @FunctionalInterface
    public interface Operations {
        /**
         * The operation for one call.
         *
         * @param config the arguments of the layer in the file, which name the operation
         * @param call the arguments of the call
         * @return the operation; empty if Keras 3 has none that means the same
         */
        Optional<LiftedOperation> of(JsonNode config, Arguments call);
    }

    private final Optional<String> refusal;
    private final Optional<String> className;
    private final Set<String> arguments;
    private final Map<String, Predicate<JsonNode>> dropped;
    private final List<Consumer<Lifted>> steps;
    private final UnaryOperator<Arguments> calls;
    private final boolean isBare;
    private final Optional<Operations> operations;

    private Lifting(
            Optional<String> refusal,
            Optional<String> className,
            Set<String> arguments,
            Map<String, Predicate<JsonNode>> dropped,
            List<Consumer<Lifted>> steps,
            UnaryOperator<Arguments> calls,
            boolean isBare,
            Optional<Operations> operations) {
        this.refusal = refusal;
        this.className = className;
        this.arguments = arguments;
        this.dropped = dropped;
        this.steps = steps;
        this.calls = calls;
        this.isBare = isBare;
        this.operations = operations;
    }

    /**
     * A layer that Keras 3 has.
     *
     * @param arguments what its class takes there, besides what every layer takes; {@code kernel_*} stands for the
     *     initialiser, the regulariser and the constraint of a weight
     * @return how it is said
     */
    public static Lifting taking(String... arguments) {
        return new Lifting(
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Map.of(),
                        List.of(),
                        UnaryOperator.identity(),
                        false,
                        Optional.empty())
                .and(arguments);
    }

    /**
     * A layer that Keras 3 has not.
     *
     * @param reason why nothing there means the same
     * @return how it is refused
     */
    public static Lifting refused(String reason) {
        return new Lifting(
                Optional.of(reason),
                Optional.empty(),
                Set.of(),
                Map.of(),
                List.of(),
                UnaryOperator.identity(),
                false,
                Optional.empty());
    }

    /**
     * A layer that holds an operation of TensorFlow.
     *
     * @param rule finds the operation of Keras 3
     * @return how it is said
     */
    public static Lifting operation(Operations rule) {
        return new Lifting(
                Optional.of("is an operation of TensorFlow that Keras 3 has not, or takes otherwise"),
                Optional.empty(),
                Set.of(),
                Map.of(),
                List.of(),
                UnaryOperator.identity(),
                false,
                Optional.of(rule));
    }

    /**
     * How operations of TensorFlow are found.
     *
     * @return the rule; empty for a layer that holds none
     */
    public Optional<Operations> operations() {
        return operations;
    }

    /**
     * The same with further arguments of the class in Keras 3.
     *
     * @param more the arguments, as for {@link #taking}
     * @return how it is said
     */
    public Lifting and(String... more) {
        Set<String> all = new LinkedHashSet<>(arguments);
        for (String name : more) {
            if (name.endsWith("_*")) {
                PARTS.forEach(part -> all.add(name.substring(0, name.length() - 1) + part));
            } else {
                all.add(name);
            }
        }
        return new Lifting(refusal, className, all, dropped, steps, calls, isBare, operations);
    }

    /**
     * The same under another class.
     *
     * @param name the class in Keras 3
     * @return how it is said
     */
    public Lifting as(String name) {
        return new Lifting(refusal, Optional.of(name), arguments, dropped, steps, calls, isBare, operations);
    }

    /**
     * The same without arguments that say how to compute, and change no number, neither at inference nor in training.
     *
     * @param names the older arguments
     * @return how it is said
     */
    public Lifting dropping(String... names) {
        Lifting lifting = this;
        for (String name : names) {
            lifting = lifting.dropping(name, value -> true);
        }
        return lifting;
    }

    /**
     * The same without an argument that means nothing with some values.
     *
     * @param name the older argument
     * @param meansNothing the values that mean nothing
     * @return how it is said
     */
    public Lifting dropping(String name, Predicate<JsonNode> meansNothing) {
        Map<String, Predicate<JsonNode>> all = new LinkedHashMap<>(dropped);
        all.put(name, meansNothing);
        return new Lifting(refusal, className, arguments, all, steps, calls, isBare, operations);
    }

    /**
     * The same with something that is done before the arguments are taken over.
     *
     * @param step changes the arguments
     * @return how it is said
     */
    public Lifting first(Consumer<Lifted> step) {
        List<Consumer<Lifted>> all = new ArrayList<>(steps);
        all.add(step);
        return new Lifting(refusal, className, arguments, dropped, all, calls, isBare, operations);
    }

    /**
     * The same with calls of another form.
     *
     * @param rule gives the arguments of a call as Keras 3 takes them
     * @return how it is said
     */
    public Lifting calling(UnaryOperator<Arguments> rule) {
        return new Lifting(refusal, className, arguments, dropped, steps, rule, isBare, operations);
    }

    /**
     * The same for a class that does not take what every other does, {@code trainable}.
     *
     * @return how it is said
     */
    public Lifting bare() {
        return new Lifting(refusal, className, arguments, dropped, steps, calls, true, operations);
    }

    /**
     * The arguments of a call as Keras 3 takes them.
     *
     * @param call the arguments in the file
     * @return the arguments there
     */
    public Arguments call(Arguments call) {
        return calls.apply(call);
    }

    /**
     * The class in Keras 3.
     *
     * @return the class; empty where it is that of the kind
     */
    public Optional<String> className() {
        return className;
    }

    /**
     * What the class takes in Keras 3.
     *
     * @return the arguments, without those of every layer; empty for a layer that it has not
     */
    public Set<String> arguments() {
        return java.util.Collections.unmodifiableSet(arguments);
    }

    /**
     * Whether Keras 3 has the layer.
     *
     * @return false if it is always refused
     */
    public boolean isPossible() {
        return refusal.isEmpty();
    }

    /**
     * Says a layer in the words of Keras 3.
     *
     * @param layer the layer
     * @param renamed older names of arguments and those that came after them
     */
    public void apply(Lifted layer, Map<String, String> renamed) {
        if (refusal.isPresent()) {
            layer.refuse("", refusal.get());
            return;
        }
        className.ifPresent(layer::becomes);
        renamed.forEach((old, name) -> rename(layer, old, name));
        Keras1Names.RENAMED.forEach((old, name) -> rename(layer, old, name));
        steps.forEach(step -> step.accept(layer));
        layer.takeOver(arguments, dropped, isBare);
    }

    private void rename(Lifted layer, String old, String name) {
        if (!arguments.contains(old) && arguments.contains(name)) {
            layer.rename(old, name);
        }
    }
}
