package io.github.kerasjvm.layer;

import java.util.Set;
import java.util.regex.Pattern;

/** Arguments that need not be read by a layer's own file, because they change no number at inference. */
final class KeptArguments {

    /** Arguments that say nothing about the numbers at inference; they stay in the model's configuration. */
    private static final Pattern KEPT_FOR_TRAINING =
            Pattern.compile("(.*_)?(initializer|regularizer|constraint|init)|seed|seed_generator|rng_type");

    /** Arguments of every layer that the graph or the model reads, or that concern storage and tracing alone. */
    private static final Set<String> OF_EVERY_LAYER = Set.of(
            "name",
            "trainable",
            "dtype",
            "batch_input_shape",
            "batch_shape",
            "input_dtype",
            "input_shape",
            "batch_size",
            "build_config",
            "autocast",
            "activity_regularizer",
            "dynamic",
            "input_dim",
            "input_length",
            "quantization_config",
            "sparse",
            "ragged");

    private static final Set<String> FLOAT_TYPES =
            Set.of("float32", "float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16");

    private KeptArguments() {}

    /** Whether an argument stays in the model's configuration and nowhere else. */
    static boolean isKept(String name) {
        return OF_EVERY_LAYER.contains(name) || KEPT_FOR_TRAINING.matcher(name).matches() || name.matches("[Wb]_.*");
    }

    /** Whether layers of an element type, or of a policy, compute in floating point. */
    static boolean isFloatType(String type) {
        return FLOAT_TYPES.contains(type);
    }
}
