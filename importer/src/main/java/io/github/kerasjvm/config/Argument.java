package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One argument of a call: a tensor, a value, or a list or dictionary of such. */
public sealed interface Argument {

    /**
     * A tensor.
     *
     * @param input which of the inputs of the call, from 0
     */
    record Tensor(int input) implements Argument {}

    /**
     * A value as it stands in the file.
     *
     * @param value the value; a null node for Python's None
     */
    record Literal(JsonNode value) implements Argument {}

    /**
     * A list, or a tuple.
     *
     * @param items its items
     */
    record Items(List<Argument> items) implements Argument {
        /** Keeps its own copy. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A dictionary.
     *
     * @param fields its values by key, in the order of the file
     */
    record Fields(Map<String, Argument> fields) implements Argument {
        /** Keeps its own copy. */
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * Whether the argument says nothing: None, or a list of nothing else.
     *
     * @return true if there is no tensor and no value
     */
    default boolean isNothing() {
        return this instanceof Literal literal && literal.value().isNull()
                || this instanceof Items list && list.items().stream().allMatch(Argument::isNothing);
    }

    /**
     * Whether the argument is a tensor, or a list or dictionary of tensors and of nothing else.
     *
     * @return true if a layer may take it as its inputs
     */
    default boolean isTensors() {
        return this instanceof Tensor
                || this instanceof Items list && list.items().stream().allMatch(Argument::isTensors)
                || this instanceof Fields map && map.fields().values().stream().allMatch(Argument::isTensors);
    }
}
