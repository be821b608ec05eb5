package io.github.kerasjvm.dl4j;

import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What real Keras recorded of a model. */
record Golden(List<Tensor> inputs, List<Tensor> outputs, List<Tensor> alternatives) {

    static Golden read(Path file) {
        try (Npz npz = Npz.open(file)) {
            return new Golden(numbered(npz, "in_"), numbered(npz, "out_"), numbered(npz, "alt_"));
        }
    }

    private static List<Tensor> numbered(Npz npz, String prefix) {
        List<Tensor> found = new ArrayList<>();
        while (npz.has(prefix + found.size())) {
            found.add(npz.tensor(prefix + found.size()));
        }
        return found;
    }
}
