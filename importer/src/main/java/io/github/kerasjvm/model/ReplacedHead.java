package io.github.kerasjvm.model;

import java.util.List;

/**
 * What became of the head of a model.
 *
 * @param path the path of the layer that begins anew
 * @param className its class
 * @param before how many units it had
 * @param units how many it has
 * @param outputs the indices of the model's outputs that are its, in order
 * @param changes what else is other than in the file, a sentence for each
 */
public record ReplacedHead(
        String path, String className, int before, int units, List<Integer> outputs, List<String> changes) {

    /** Keeps its own copies. */
    public ReplacedHead {
        outputs = List.copyOf(outputs);
        changes = List.copyOf(changes);
    }
}
