package io.github.kerasjvm.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a call, as a Python programmer gave them.
 *
 * @param positional those without a name, in order
 * @param keywords those with a name, in the order of the file
 */
public record Arguments(List<Argument> positional, Map<String, Argument> keywords) {
    /** Keeps its own copies. */
    public Arguments {
        positional = List.copyOf(positional);
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }
}
