package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Layer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules by the kind of layer. Immutable. */
final class Rules {

    /** Why a layer that is none of Keras's is refused. */
    static final String NO_RULE =
            "is no layer of Keras, or a whole model; DL4J has no counterpart that is known to be exact";

    /** The rules for the layers of Keras. */
    static final Rules STANDARD = new Rules(Stream.of(
                    CoreRules.ALL,
                    IdentityRules.ALL,
                    ConvolutionRules.ALL,
                    PoolingRules.ALL,
                    NormalizationRules.ALL,
                    ActivationRules.ALL,
                    ReshapingRules.ALL,
                    MergingRules.ALL,
                    RefusedRules.ALL,
                    RecurrentRules.ALL,
                    SequenceRules.ALL)
            .flatMap(List::stream)
            .toList());

    private final Map<Class<? extends Layer>, Rule<?>> byType = new HashMap<>();
    private final Map<String, Rule<?>> byName = new HashMap<>();

    private Rules(List<Rule<?>> rules) {
        for (Rule<?> rule : rules) {
            byType.put(rule.type(), rule);
            byName.put(rule.kerasClass(), rule);
        }
    }

    Optional<Rule<?>> of(Layer layer) {
        return Optional.ofNullable(byType.get(layer.getClass()));
    }

    Optional<Rule<?>> named(String kerasClass) {
        return Optional.ofNullable(byName.get(kerasClass));
    }
}
