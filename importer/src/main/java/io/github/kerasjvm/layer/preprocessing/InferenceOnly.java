package io.github.kerasjvm.layer.preprocessing;

import io.github.kerasjvm.layer.InferenceIdentity;
import io.github.kerasjvm.layer.Lowering;
import io.github.kerasjvm.op.Value;
import java.util.List;

/** A layer that changes images in training in a way that does not run here; at inference it gives its input. */
interface InferenceOnly extends InferenceIdentity {

    /** What it does in training that does not run here. */
    String reason();

    @Override
    default List<Value> lower(Lowering call) {
        if (call.training().isPresent()) {
            throw call.training().get().refused(reason() + "; train without it, and augment the data instead");
        }
        return call.inputs();
    }
}
