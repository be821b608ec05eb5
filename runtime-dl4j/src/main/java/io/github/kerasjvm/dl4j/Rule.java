package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.layer.Kind;
import io.github.kerasjvm.layer.Layer;

/**
 * How layers of one kind become DL4J layers.
 *
 * @param kerasClass the class in Keras
 * @param type the kind
 * @param level how far DL4J can express it
 * @param note under which conditions, as a sentence for the documentation
 * @param takesAnyOrder whether it can take features in another order than Keras's
 * @param translation what does it
 * @param <L> the kind
 */
record Rule<L extends Layer>(
        String kerasClass,
        Class<L> type,
        Dl4jSupport.Level level,
        String note,
        boolean takesAnyOrder,
        Translation<L> translation) {

    /** Turns a layer into nodes. */
    @FunctionalInterface
    interface Translation<L extends Layer> {
        /**
         * Adds the nodes of one call.
         *
         * @return what the last of them gives, or what {@link LayerCall#refuse} returns
         */
        Flow apply(L layer, LayerCall call);
    }

    static <L extends Layer> Rule<L> exact(Kind<L> kind, Class<L> type, Translation<L> translation) {
        return new Rule<>(kind.className(), type, Dl4jSupport.Level.EXACT, "", false, translation);
    }

    static <L extends Layer> Rule<L> conditional(Kind<L> kind, Class<L> type, String note, Translation<L> translation) {
        return new Rule<>(kind.className(), type, Dl4jSupport.Level.CONDITIONAL, note, false, translation);
    }

    /** The same rule for a layer to which the order of the features is all one, or that brings it back to Keras's. */
    Rule<L> inAnyOrder() {
        return new Rule<>(kerasClass, type, level, note, true, translation);
    }

    Flow apply(Layer layer, LayerCall call) {
        return translation.apply(type.cast(layer), call);
    }
}
