package io.github.kerasjvm.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.WeightSpec;
import io.github.kerasjvm.layer.initializer.Initializer;
import io.github.kerasjvm.layer.initializer.InitializerReader;
import io.github.kerasjvm.problem.Code;
import io.github.kerasjvm.problem.Problems;
import io.github.kerasjvm.read.StoredArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** First weights of layers, drawn as their initializers say. */
final class DrawnWeights {

    /** What a weight is drawn by: the arguments that may say it, the latest generation first, and Keras's default. */
    private record Role(List<String> arguments, String otherwise) {
        Role(String otherwise, String... arguments) {
            this(List.of(arguments), otherwise);
        }
    }

    private static final Map<String, Role> ROLES = Map.ofEntries(
            Map.entry("kernel", new Role("glorot_uniform", "kernel_initializer", "init")),
            Map.entry("bias", new Role("zeros", "bias_initializer")),
            Map.entry("recurrent_kernel", new Role("orthogonal", "recurrent_initializer", "inner_init")),
            Map.entry("depthwise_kernel", new Role("glorot_uniform", "depthwise_initializer", "init")),
            Map.entry("pointwise_kernel", new Role("glorot_uniform", "pointwise_initializer", "init")),
            Map.entry("embeddings", new Role("uniform", "embeddings_initializer", "init")),
            Map.entry("gamma", new Role("ones", "gamma_initializer", "gamma_init")),
            Map.entry("beta", new Role("zeros", "beta_initializer", "beta_init")),
            Map.entry("moving_mean", new Role("zeros", "moving_mean_initializer")),
            Map.entry("moving_variance", new Role("ones", "moving_variance_initializer")),
            Map.entry("alpha", new Role("zeros", "alpha_initializer", "init")));

    /** What was learned by counting, and no training changes. */
    private static final Set<String> ADAPTED = Set.of("Normalization", "Discretization", "IntegerLookup");

    private final InitializerReader reader;
    private final long seed;
    private final Problems problems;

    /**
     * Weights of a seed.
     *
     * @param origin who wrote the file, whose formulas hold
     * @param seed decides the weights, with their names
     * @param problems takes what cannot be drawn
     */
    DrawnWeights(Origin origin, long seed, Problems problems) {
        this.reader = InitializerReader.of(origin);
        this.seed = seed;
        this.problems = problems;
    }

    /** Whether a layer keeps what it has: it does not come from training. */
    static boolean isKept(ModelLayer layer, WeightSpec spec) {
        return ADAPTED.contains(layer.className()) || spec.simpleName().startsWith("seed_generator");
    }

    /**
     * A weight in the place of one in the file.
     *
     * @param old the weight in the file
     * @param arguments the arguments of its layer, or of the one that it wraps
     * @param now what the layer needs
     * @return the array; empty where a problem was found
     */
    Optional<StoredArray> inPlaceOf(BoundWeight old, JsonNode arguments, WeightSpec now) {
        Optional<Initializer> initializer = initializer(old, arguments, now);
        if (initializer.isEmpty()) {
            return Optional.empty();
        }
        float[] drawn = initializer.get().draw(now.shape(), new Random(mixed(old.name())));
        if (now.simpleName().equals("bias")
                && arguments.path("unit_forget_bias").asBoolean(false)) {
            java.util.Arrays.fill(drawn, drawn.length / 4, drawn.length / 2, 1f); // gates in the order i, f, c, o
        }
        WeightSpec.Form form = now.forms().get(old.spec().forms().indexOf(old.form()));
        Optional<float[]> stored = StoredForm.of(form, drawn);
        if (stored.isEmpty()) {
            here(old).add(Code.TRAINING, now.name(), "is stored in a form that could not hold a new one", "");
        }
        return stored.map(elements -> new DrawnArray(old.array(), form.shape(), elements));
    }

    private Optional<Initializer> initializer(BoundWeight old, JsonNode arguments, WeightSpec now) {
        Role role = ROLES.get(now.simpleName());
        if (role == null) {
            here(old).add(Code.TRAINING, now.name(), "is a weight whose initializer is not known here", "");
            return Optional.empty();
        }
        JsonNode value = role.arguments().stream()
                .filter(arguments::hasNonNull)
                .findFirst()
                .map(arguments::path)
                .orElseGet(() -> JsonNodeFactory.instance.textNode(role.otherwise()));
        Optional<Initializer> read = reader.read(value).filter(found -> found.fits(now.shape()));
        if (read.isEmpty()) {
            here(old)
                    .add(
                            Code.TRAINING,
                            role.arguments().get(0),
                            "is " + value + ", which draws no " + now.shape() + " here",
                            "");
        }
        return read;
    }

    private Problems here(BoundWeight weight) {
        return problems.at(weight.layer().path(), weight.layer().className());
    }

    private long mixed(String name) {
        return seed * 0x9E3779B97F4A7C15L + name.hashCode();
    }
}
