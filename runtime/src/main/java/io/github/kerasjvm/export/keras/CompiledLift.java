package io.github.kerasjvm.export.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.kerasjvm.config.Origin;
import io.github.kerasjvm.layer.lift.Change;
import java.util.Optional;
import java.util.function.Consumer;

/** What a model is compiled with, in the words of Keras 3. */
final class CompiledLift {

    private final Origin origin;
    private final Consumer<Change> changes;

    CompiledLift(Origin origin, Consumer<Change> changes) {
        this.origin = origin;
        this.changes = changes;
    }

    /** The configuration for an archive; null for a model that is not compiled. */
    JsonNode of(Optional<String> training) {
        if (training.isPresent()) {
            changes.accept(new Change("", "", Change.Kind.DROPPED, "what " + origin + " compiled the model with"));
        }
        return JsonNodeFactory.instance.nullNode();
    }
}
