package io.github.kerasjvm.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One use of a layer.
 *
 * @param inputs the tensors that it takes, in order
 * @param keywords further arguments of the call by name, as they stand in the file: {@code training}, {@code mask}
 */
public record Call(List<TensorRef> inputs, Map<String, JsonNode> keywords) {
    /** Keeps its own copies. */
    public Call {
        inputs = List.copyOf(inputs);
        keywords = Map.copyOf(keywords);
    }
}
