package io.github.kerasjvm.verify;

import io.github.kerasjvm.data.DataException;
import io.github.kerasjvm.data.Npz;
import io.github.kerasjvm.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Keras computed, recorded in an {@code .npz}: {@code in_0, in_1, …} in the order of the model's inputs,
 * {@code out_0, …} in the order of its outputs, every layer's output as {@code layer/<path>} in the order of the model
 * ({@code @1} for a second call, {@code #1} for a second output), and {@code about}.
 *
 * @param inputs what was given to the model
 * @param outputs what Keras computed
 * @param alternatives what is right, too, where a file leaves its meaning open: {@code alt_0, …}; may be empty
 * @param layers the output of every layer by path, in the order of the model; may be empty
 * @param about who recorded it, as JSON; empty if the file does not say
 */
public record ParityFile(
        List<Tensor> inputs,
        List<Tensor> outputs,
        List<Tensor> alternatives,
        Map<String, Tensor> layers,
        Optional<String> about) {

    private static final String LAYER = "layer/";

    /**
     * Reads a parity file.
     *
     * @param file the {@code .npz}
     * @return what it holds
     * @throws DataException if it is missing, damaged, or has no inputs or outputs
     */
    public static ParityFile read(Path file) {
        try (Npz npz = Npz.open(file)) {
            List<Tensor> inputs = numbered(npz, "in_");
            List<Tensor> outputs = numbered(npz, "out_");
            if (inputs.isEmpty() || outputs.isEmpty()) {
                throw new DataException(
                        file + ": has no in_0 and out_0; expected a parity file as record.py writes it");
            }
            Map<String, Tensor> layers = new LinkedHashMap<>();
            npz.names().stream()
                    .filter(name -> name.startsWith(LAYER))
                    .forEach(name -> layers.put(name.substring(LAYER.length()), npz.tensor(name)));
            return new ParityFile(inputs, outputs, numbered(npz, "alt_"), layers, npz.text("about"));
        }
    }

    private static List<Tensor> numbered(Npz npz, String prefix) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; npz.has(prefix + i); i++) {
            tensors.add(npz.tensor(prefix + i));
        }
        return tensors;
    }
}
