package io.github.kerasjvm.layer.lift;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names that the arguments of many layers had in Keras 1 (keras/legacy/interfaces.py of 2.3.1 has them all). */
final class Keras1Names {

    /** The old names and those from Keras 2 on. */
    static final Map<String, String> RENAMED = renamed();

    private Keras1Names() {}

    private static Map<String, String> renamed() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("border_mode", "padding");
        names.put("dim_ordering", "data_format");
        names.put("bias", "use_bias");
        names.put("init", "kernel_initializer");
        names.put("inner_init", "recurrent_initializer");
        names.put("inner_activation", "recurrent_activation");
        names.put("dropout_W", "dropout");
        names.put("dropout_U", "recurrent_dropout");
        ofWeight(names, "W", "kernel");
        ofWeight(names, "U", "recurrent");
        ofWeight(names, "b", "bias");
        for (String weight : List.of("gamma", "beta", "alpha")) {
            names.put(weight + "_init", weight + "_initializer");
        }
        return names;
    }

    private static void ofWeight(Map<String, String> names, String old, String name) {
        names.put(old + "_regularizer", name + "_regularizer");
        names.put(old + "_constraint", name + "_constraint");
    }
}
