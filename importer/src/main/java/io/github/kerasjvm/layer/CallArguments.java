package io.github.kerasjvm.layer;

import io.github.kerasjvm.config.Argument;
import io.github.kerasjvm.config.Arguments;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the arguments of calls. */
public final class CallArguments {

    /** The names of the first argument of a call, for those who give it by name. */
    private static final Set<String> INPUTS = Set.of("inputs", "x", "sequences", "tensors");

    private static final int LONGEST = 60;

    private CallArguments() {}

    /**
     * Reports what is no tensor: a layer that knows no further arguments cannot honour it.
     *
     * @param arguments the arguments of a call
     * @param problems takes what cannot be honoured
     */
    public static void requireTensors(Arguments arguments, Problems problems) {
        List<Argument> positional = arguments.positional();
        for (int i = 0; i < positional.size(); i++) {
            if (!positional.get(i).isTensors() && !positional.get(i).isNothing()) {
                refuse("args", positional.get(i), problems);
            }
        }
        arguments.keywords().forEach((name, value) -> {
            boolean isInput = INPUTS.contains(name) && value.isTensors();
            if (!isInput && !value.isNothing()) {
                refuse(name, value, problems);
            }
        });
    }

    /**
     * Reports an argument of a call that cannot be honoured.
     *
     * @param name its name
     * @param value what is given
     * @param problems takes it
     */
    public static void refuse(String name, Argument value, Problems problems) {
        String text = text(value);
        String shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        problems.add(Code.GRAPH_UNSUPPORTED, name, "is given in a call as " + shortened, "");
    }

    private static String text(Argument value) {
        if (value instanceof Argument.Literal literal) {
            return literal.value().toString();
        }
        if (value instanceof Argument.Items list) {
            return list.items().stream().map(CallArguments::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof Argument.Tensor ? "a tensor" : "a dictionary";
    }
}
