package io.github.kerasjvm.export.onnx;

import java.util.HashMap;
import java.util.Map;

/** Hands out names, each once: what is taken already gets a number. */
final class Names {

    private final Map<String, Integer> taken = new HashMap<>();

    /** The name itself the first time, {@code name_1}, {@code name_2} after that. */
    String unique(String name) {
        String wanted = name.isEmpty() ? "value" : name;
        String found = wanted;
        while (taken.containsKey(found)) {
            found = wanted + "_" + taken.merge(wanted, 1, Integer::sum);
        }
        taken.put(found, 0);
        return found;
    }
}
