package io.github.kerasjvm.layer;

import io.github.kerasjvm.op.Value;
import java.util.List;
import java.util.Optional;

/** A layer whose result has the mask of its first input: {@code supports_masking} with Keras's own {@code compute_mask}. */
public interface KeepsMask extends Layer {

    @Override
    default List<Optional<Value>> masks(Lowering call) {
        return List.of(call.mask(0));
    }
}
