package io.github.kerasjvm.layer;

import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.problem.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The arguments of a call by the names that the layer's {@code call} has for them; what is not asked for is refused. */
public final class CallSignature {

    private final Map<String, Argument> given = new LinkedHashMap<>();
    private final Problems problems;

    /**
     * Gives names to the arguments without one.
     *
     * @param names the names in the order of {@code call}
     * @param arguments the arguments
     * @param problems takes what cannot be honoured
     */
    public CallSignature(List<String> names, Arguments arguments, Problems problems) {
        this.problems = problems;
        for (int i = 0; i < arguments.positional().size(); i++) {
            given.put(
                    i < names.size() ? names.get(i) : "args",
                    arguments.positional().get(i));
        }
        given.putAll(arguments.keywords());
    }

    /**
     * A tensor.
     *
     * @param name its name
     * @return which of the inputs of the call it is; empty if it is not given
     */
    public OptionalInt tensor(String name) {
        Optional<Argument> value = take(name);
        if (value.isPresent() && value.get() instanceof Argument.Tensor tensor) {
            return OptionalInt.of(tensor.input());
        }
        value.ifPresent(other -> CallArguments.refuse(name, other, problems));
        return OptionalInt.empty();
    }

    /**
     * A truth value.
     *
     * @param name its name
     * @return the value; false if it is not given
     */
    public boolean flag(String name) {
        Optional<Argument> value = take(name);
        if (value.isPresent()
                && value.get() instanceof Argument.Literal literal
                && literal.value().isBoolean()) {
            return literal.value().booleanValue();
        }
        value.ifPresent(other -> CallArguments.refuse(name, other, problems));
        return false;
    }

    /**
     * Any argument.
     *
     * @param name its name
     * @return the argument; empty if it is not given, or None
     */
    public Optional<Argument> take(String name) {
        return Optional.ofNullable(given.remove(name)).filter(value -> !value.isNothing());
    }

    /** Refuses what nobody has asked for. */
    public void refuseOthers() {
        given.forEach((name, value) -> {
            if (!value.isNothing()) {
                CallArguments.refuse(name, value, problems);
            }
        });
    }
}
