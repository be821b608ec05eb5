package io.github.kerasjvm.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a call together, argument by argument. */
final class CallBuilder {

    private final List<TensorRef> inputs = new ArrayList<>();
    private final List<Optional<TensorRef>> masks = new ArrayList<>();
    private final List<Argument> positional = new ArrayList<>();
    private final Map<String, Argument> keywords = new LinkedHashMap<>();

    /** Takes a tensor and gives the argument that stands for it. */
    Argument tensor(TensorRef ref) {
        inputs.add(ref);
        return new Argument.Tensor(inputs.size() - 1);
    }

    /** Adds an argument without a name. */
    void position(Argument argument) {
        positional.add(argument);
    }

    /** Adds an argument with a name. */
    void keyword(String name, Argument argument) {
        keywords.put(name, argument);
    }

    /** Adds the mask of the next input; empty if it has none of its own. */
    void mask(Optional<TensorRef> mask) {
        masks.add(mask);
    }

    Call build() {
        return new Call(inputs, masks, new Arguments(positional, keywords));
    }
}
